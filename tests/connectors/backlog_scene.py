"""An export of requests, small and written by hand, and the way to bring it into the backlog."""

from collections.abc import Callable
from typing import Any

from django_scopes import scope

from gouvernail.connectors.models import BacklogImport, ImportRun
from gouvernail.connectors.services.backlog_imports import (
    backlog_import_apply,
    backlog_import_choose,
    backlog_import_create,
)
from tests.cast import Cast

HEADER = "Clé;Titre;Description;Statut;Créé le;Livré le;Rapporteur;Responsable;Équipe;Objectif;Priorité\n"
ROWS = (
    "EXT-1;Exporter les litiges;Avant chaque appel;Nouveau;03/02/2024;;Robin Garcia;;Ventes;Vendre plus;Haute\n"
    "EXT-2;Voir les contrats échus;;En cours;04/02/2024;;Jeanne Inconnue;;Service inconnu;Ailleurs;Basse\n"
    "EXT-3;Fusionner les comptes;Des doublons partout;Livré;05/02/2024;06/03/2024;Noa Bernard;Lou Moreau;;;\n"
)
EXPORT = HEADER + ROWS


class Scene:
    """What tests do over and over: send, compare, write, read again."""

    def __init__(self, cast: Cast, sent: Callable[..., ImportRun], run_jobs: Callable[[], None]) -> None:
        self.cast, self.sent, self.run_jobs = cast, sent, run_jobs

    def compared(self, text: str = EXPORT, kind: str = "requests", name: str = "demandes.csv") -> BacklogImport:
        run = self.sent((name, text))
        with scope(workspace=self.cast.workspace):
            found = backlog_import_create(actor=self.cast.camille, run=run, kind=kind)
        return self.after(found)

    def written(self, text: str = EXPORT, kind: str = "requests", **options: Any) -> BacklogImport:
        found = self.compared(text, kind)
        if options:
            with scope(workspace=self.cast.workspace):
                backlog_import_choose(
                    actor=self.cast.camille, found=found, options={**found.options, "updates": True, **options}
                )
            found = self.after(found)
        with scope(workspace=self.cast.workspace):
            backlog_import_apply(actor=self.cast.camille, found=found)
        return self.after(found)

    def after(self, found: BacklogImport) -> BacklogImport:
        self.run_jobs()
        with scope(workspace=self.cast.workspace):
            return BacklogImport.objects.select_related("workspace", "job").get(pk=found.pk)
