"""Similar requests in a large workspace against the reading of one by its key, and what the search finds again.

    python benchmarks/search.py [--requests 100000] [--runs 200]

Speed: `similar_to` (the service that answers while somebody types) and `request_get` (one request by its primary key,
with what its head shows), in turn, in the same process, on the same database, each with its own queries. The texts
asked are those of other requests with words left out, a letter wrong, or of common words alone. Prints the median and
the ninety-fifth percentile of each, and the ratio of the medians; target 10.

Recall: the titles of the labelled duplicates of ../shared/data/duplicates_titanium, looked for one by the other among
all issues of ../shared/data/jira_titanium, at 5 and at 10. Skipped, with the reason, where these are absent.

Set GOUVERNAIL_DATABASE_URL to measure on PostgreSQL instead of SQLite (an empty database).
"""

import argparse
import csv
import gzip
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
PAIRS = DATA / "duplicates_titanium" / "titanium_duplicate_pairs_dev.csv"
ISSUES = DATA / "jira_titanium" / "issues.csv.gz"
TARGET = 10
BATCH = 5_000
_SAID_SUBJECTS = """facture devis relance contact compte opportunité agenda téléphone courriel campagne contrat avenant
remise produit catalogue prix stock livraison réclamation ticket enquête consentement doublon fusion export import
tableau rapport prévision objectif commission secteur territoire visite tournée salon partenaire portail signature
pièce photo carte adresse pays langue devise rappel alerte tâche historique modèle formulaire champ droit profil"""
_SAID_ACTS = """créer voir exporter importer relancer fusionner synchroniser archiver valider filtrer trier imprimer
partager signer planifier affecter calculer prévenir corriger dupliquer supprimer regrouper chercher comparer suivre"""
_SAID_SOUNDS = (
    "ba bo cal cen dra dor fel fur gam gri jol jan lum lan mor mil nel nov pra pic ral rin sol sab tor tel vin"
)
SUBJECTS, ACTS, SOUNDS = _SAID_SUBJECTS.split(), _SAID_ACTS.split(), _SAID_SOUNDS.split()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--requests", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=200)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        _speed(given.requests, given.runs)
        _recall()


def _set_up(folder: str) -> None:
    os.environ.setdefault("GOUVERNAIL_DATABASE_URL", f"sqlite:///{folder}/search.sqlite3")
    os.environ.update(DJANGO_SETTINGS_MODULE="tests.settings", GOUVERNAIL_DATA=folder)
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _workspace(name: str) -> Any:
    from gouvernail.workspaces.choices.words import RoleKind
    from gouvernail.workspaces.models import Workspace
    from tests.cast import member

    workspace = Workspace.objects.create(name=name, slug=name)
    return member(workspace, f"Camille {name}", RoleKind.PRODUCT_OWNER)


def _write(member: Any, texts: Iterator[tuple[str, str]]) -> list[int]:
    """Write requests with their index, without the trail: what is measured reads neither."""
    from gouvernail.backlog.models import Request
    from gouvernail.backlog.services.search import documents_write

    keys: list[int] = []
    batch: list[Any] = []

    def flush() -> None:
        rows = Request.objects.bulk_create(batch)
        documents_write(rows)
        keys.extend(row.pk for row in rows)
        batch.clear()

    for number, (title, need) in enumerate(texts, start=1):
        batch.append(
            Request(
                workspace=member.workspace, number=number, title=title[:140], need=need, requester=member, author=member
            )
        )
        if len(batch) == BATCH:
            flush()
    flush()
    return keys


def _texts(number: int, chance: np.random.Generator) -> Iterator[tuple[str, str]]:
    """Make up requests: few words are in many, most are in few, as people write."""
    rare = [f"{one}{two}{three}" for one in SOUNDS for two in SOUNDS for three in SOUNDS]
    weights = 1 / np.arange(1, len(rare) + 1)
    places = chance.choice(len(rare), (number, 9), p=weights / weights.sum())
    for row in places:
        own = [rare[place] for place in row]
        title = [*_some(ACTS, 1, chance), "les", *_some(SUBJECTS, 2, chance), *own[:2]]
        need = [*_some(SUBJECTS, 5, chance), *own, *_some(ACTS, 2, chance)]
        yield " ".join(title), " ".join(need)


def _some(words: Sequence[Any], number: int, chance: np.random.Generator) -> list[Any]:
    """Choose different ones."""
    return [words[place] for place in chance.choice(len(words), number, replace=False)]


def _speed(number: int, runs: int) -> None:
    from django.db import connection
    from django_scopes import scope

    from gouvernail.backlog.models import Request
    from gouvernail.backlog.selectors.requests.listing import request_get
    from gouvernail.backlog.selectors.search import similar_to

    chance = np.random.default_rng(20260105)
    asker = _workspace("large")
    with scope(workspace=asker.workspace):
        began = time.perf_counter()
        keys = _write(asker, _texts(number, chance))
        print(f"{number} requests written and indexed in {time.perf_counter() - began:.0f} s ({connection.vendor})")
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        asked = [
            _asked(*row, chance)
            for row in Request.objects.filter(pk__in=_some(keys, runs, chance)).values_list("title", "need")
        ]
        chosen = _some(keys, runs, chance)
        similar_to(*asked[0])  # the first call of each loads what it needs
        request_get(chosen[0])
        times: dict[str, list[float]] = {"by its key": [], "similar": []}
        for text, key in zip(asked, chosen, strict=True):
            times["by its key"].append(_timed(request_get, key))
            times["similar"].append(_timed(similar_to, *text))
    medians = {name: statistics.median(found) for name, found in times.items()}
    for name, found in times.items():
        late = statistics.quantiles(found, n=20)[-1]
        print(f"{name:12s} median {medians[name] * 1000:6.2f} ms, 95th percentile {late * 1000:6.2f} ms")
    print(f"ratio {medians['similar'] / medians['by its key']:.1f} (target {TARGET})")


def _asked(title: str, need: str, chance: np.random.Generator) -> tuple[str, str]:
    """Say a request as somebody else would: words left out, a letter wrong; one in ten of common words alone."""
    if chance.random() < 0.1:
        return " ".join(_some(SUBJECTS, 3, chance)), ""
    words = [word for word in title.split() if chance.random() < 0.8] or title.split()
    place = int(chance.integers(len(words)))
    words[place] = words[place][:-2] + words[place][-1:] if chance.random() < 0.3 else words[place]
    return " ".join(words), " ".join(need.split()[: int(chance.integers(12))])


def _timed(called: Callable[..., Any], *given: Any) -> float:
    began = time.perf_counter()
    called(*given)
    return time.perf_counter() - began


def _recall() -> None:
    if not (PAIRS.exists() and ISSUES.exists()):
        print(f"recall: skipped, {DATA.name}/duplicates_titanium or jira_titanium is not beside the project")
        return
    from django_scopes import scope

    from gouvernail.backlog.models import Document
    from gouvernail.backlog.selectors.search import likenesses

    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = [((row["key_a"], row["title_a"]), (row["key_b"], row["title_b"])) for row in csv.DictReader(file)]
    with gzip.open(ISSUES, "rt", encoding="utf-8", newline="") as file:
        texts = {row["key"]: (row["summary"] or "-", row["description_400"] or "-") for row in csv.DictReader(file)}
    for key, title in (side for pair in pairs for side in pair):
        texts.setdefault(key, (title, "-"))
    asker = _workspace("titanium")
    with scope(workspace=asker.workspace):
        rows = dict(zip(texts, _write(asker, iter(texts.values())), strict=True))
        documents = dict(Document.objects.values_list("request", "pk"))
        for name, whole in (("titles alone", False), ("titles and texts", True)):
            found = {5: 0, 10: 0}
            for one, other in (*pairs, *((b, a) for a, b in pairs)):
                own, wanted = (documents[rows[key]] for key in (one[0], other[0]))
                title, text = texts[one[0]]
                order = [like.key for like in likenesses(title[:140], text if whole else "") if like.key != own]
                for most in found:
                    found[most] += wanted in order[:most]
            said = ", ".join(f"at {most} {count / (2 * len(pairs)):.1%}" for most, count in found.items())
            print(f"recall of {len(pairs)} labelled pairs, both ways, among {len(texts)} ({name}): {said}")


if __name__ == "__main__":
    main()
