import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from gouvernail.exchange.sample.programme import Habits, Programme, simulate

SEED: Final = 2024


def write_sample(folder: Path, *, seed: int = SEED, until: date | None = None) -> list[Path]:
    """Write the simulated programme as a French team would export it.

    Parameters
    ----------
    folder
        Made when it does not exist; files of the same names are replaced.
    seed
        The same seed gives the same bytes.
    until
        The last day of the programme, to a week; that of the simulation (September 2025) by default.

    Returns
    -------
    list of Path
        Items, change log, comments, measures of effect and releases: CSV files, semicolons, UTF-8.
    """
    folder.mkdir(parents=True, exist_ok=True)
    programme = simulate(np.random.default_rng(seed), _habits(until))
    writers = {
        "demandes.csv": _items,
        "modifications.csv": _changes,
        "echanges.csv": _comments,
        "effets.csv": _outcomes,
        "livraisons.csv": _releases,
    }
    paths = []
    for name, rows in writers.items():
        path = folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows(programme))
        paths.append(path)
    return paths


def _habits(until: date | None) -> Habits:
    """Move the programme by whole weeks: the same days of the week, the same chance."""
    usual = Habits()
    if until is None:
        return usual
    moved = timedelta(weeks=(until - usual.end).days // 7)
    return replace(usual, start=usual.start + moved, end=usual.end + moved)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _items(programme: Programme) -> Iterable[Sequence[str]]:
    yield (
        "Clé", "Titre", "Type", "Statut", "Équipe", "Rapporteur", "Responsable", "Priorité", "Objectif",
        "Charge (j/h)", "Échéance", "Créé le", "Démarré le", "Livré le",
    )  # fmt: skip
    for item in programme.items:
        yield (
            item.key, item.title, item.type, item.status, item.team, item.reporter, item.owner, item.priority,
            item.objective, f"{item.effort:.1f}".replace(".", ","), item.due, _day(item.created), _day(item.started),
            _day(item.delivered),
        )  # fmt: skip


def _changes(programme: Programme) -> Iterable[Sequence[str]]:
    yield "Clé", "Date", "Auteur", "Champ", "Ancienne valeur", "Nouvelle valeur"
    for change in programme.changes:
        yield change.key, _day(change.on), change.actor, change.field, change.old, change.new


def _comments(programme: Programme) -> Iterable[Sequence[str]]:
    yield "Clé", "Date", "Auteur", "Commentaire"
    for comment in programme.comments:
        yield comment.key, _day(comment.on), comment.author, comment.text


def _outcomes(programme: Programme) -> Iterable[Sequence[str]]:
    yield "Clé", "Mesure", "Valeur attendue", "Valeur constatée", "Date"
    for key, measure, expected, observed, day in programme.outcomes:
        yield key, measure, f"{expected:g}".replace(".", ","), f"{observed:g}".replace(".", ","), _day(day)


def _releases(programme: Programme) -> Iterable[Sequence[str]]:
    yield "Version", "Statut", "Date de livraison"
    for number, day in enumerate(programme.releases, start=1):
        yield f"Lot {number}", "Livrée", _day(day)
