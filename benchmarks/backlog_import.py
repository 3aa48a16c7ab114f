"""An import of ten thousand requests, and the same once more, against the reading of its file.

    python benchmarks/backlog_import.py [--requests 10000]

Writes an export, sends it through the services that the pages call, and does their jobs in this process: reading,
comparing, writing, then all of it again with the same file, then taking the first import back. Prints the seconds of
each step, its ratio to the reading, and how many requests there are: the second time may add none.

Set GOUVERNAIL_DATABASE_URL to measure on PostgreSQL instead of SQLite (an empty database).
"""

import argparse
import logging
import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

WORDS = (
    "voir",
    "exporter",
    "relancer",
    "fusionner",
    "facture",
    "contrat",
    "compte",
    "litige",
    "campagne",
    "agenda",
    "prix",
)


def main() -> None:
    """Measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--requests", type=int, default=10_000)
    count = options.parse_args().requests
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="gouvernail.config.settings", GOUVERNAIL_DEBUG="1", GOUVERNAIL_DATA=folder
        )
        import django
        from django.core.management import call_command

        django.setup()
        logging.disable(logging.INFO)
        call_command("migrate", verbosity=0)
        _measure(count)


def _measure(count: int) -> None:
    from django_scopes import scope

    from gouvernail.backlog.models import Request
    from gouvernail.connectors.services.backlog_imports import backlog_import_apply, backlog_import_undo

    actor = _product_owner()
    text = _export(count).encode()
    reference = 0.0
    with scope(workspace=actor.workspace):
        first: Any = None
        for turn in ("first", "second"):
            found, read, compared = _compared(actor, text)
            first, reference = first or found, reference or read
            written = _timed(lambda found=found: backlog_import_apply(actor=actor, found=found))
            for step, seconds in (("read", read), ("compared", compared), ("written", written)):
                print(f"{turn:6} {step:9} {seconds:7.1f} s   ratio to the reading {seconds / reference:5.1f}")
            print(f"{turn:6} requests there: {Request.objects.filter(removed_at=None).count()}")
        undone = _timed(lambda: backlog_import_undo(actor=actor, found=first))
        left = Request.objects.filter(removed_at=None).count()
        print(f"taken back       {undone:7.1f} s   ratio to the reading {undone / reference:5.1f}; left: {left}")


def _compared(actor: Any, text: bytes) -> tuple[Any, float, float]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gouvernail.connectors.models import BacklogImport, ImportRun
    from gouvernail.connectors.services.backlog_imports import backlog_import_create
    from gouvernail.connectors.services.imports import import_create

    read = _timed(lambda: import_create(actor=actor, files=[SimpleUploadedFile("demandes.csv", text)]))
    run = ImportRun.objects.latest("pk")
    compared = _timed(lambda: backlog_import_create(actor=actor, run=run, kind="requests"))
    return BacklogImport.objects.latest("pk"), read, compared


def _timed(work: Callable[[], object]) -> float:
    from gouvernail.jobs.services.worker import queue_empty

    start = time.perf_counter()
    work()
    queue_empty()
    return time.perf_counter() - start


def _product_owner() -> Any:
    from datetime import date

    from django_scopes import scope

    from gouvernail.workspaces.choices.words import RoleKind
    from gouvernail.workspaces.models import Member, Role, User, Workspace

    workspace = Workspace.objects.create(name="CRM", slug="crm")
    user = User.objects.create_user("po@crm.example", "a-password-of-the-benchmark", name="Camille Leroy")
    with scope(workspace=workspace):
        member = Member.objects.create(workspace=workspace, user=user)
        Role.objects.create(workspace=workspace, member=member, kind=RoleKind.PRODUCT_OWNER, starts_on=date(2025, 1, 6))
    return member


def _export(count: int) -> str:
    lines = ["Clé;Titre;Description;Statut;Créé le;Rapporteur;Équipe;Priorité\n"]
    for number in range(count):
        said = " ".join(WORDS[(number * step + step) % len(WORDS)] for step in (3, 5, 11))
        day = f"{number % 27 + 1:02}/{number % 12 + 1:02}/2024"
        lines.append(f"EXT-{number};{said} {number};{said} {said};À faire;{day};P {number % 50};T {number % 9};Haute\n")
    return "".join(lines)


if __name__ == "__main__":
    main()
