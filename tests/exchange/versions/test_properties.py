"""Whatever the history, writing it as dated workbooks and reading them back gives it again."""

import itertools
import tempfile
from datetime import date, datetime
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.method.history import History
from tests.exchange.versions.conftest import reading, write_workbook

HEADER = ("Réf", "Titre", "Statut", "Échéance", "Priorité")
STATES = {"À faire": "accepted", "En cours": "started", "Livré": "done", "Abandonné": "dropped"}
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))
PRIORITIES = ("Haute", "Moyenne", "Basse")

Item = tuple[str, str, str]  # status, due, priority
Version = dict[str, Item]

item = st.tuples(st.sampled_from(list(STATES)), st.sampled_from(MONTHS), st.sampled_from(PRIORITIES))


@st.composite
def versions(draw: st.DrawFn) -> list[Version]:
    """Some items that live through two to five versions: some come late, some leave, some leave and come back."""
    keys = [f"CRM-{n}" for n in range(draw(st.integers(4, 9)))]
    count = draw(st.integers(2, 5))
    lives: list[Version] = [{} for _ in range(count)]
    for number, key in enumerate(keys):
        # The first two are always there, so that the copies are seen to be copies of one list.
        seen = [True] * count if number < 4 else draw(st.lists(st.booleans(), min_size=count, max_size=count))
        for version, here in zip(lives, seen, strict=True):
            if here:
                version[key] = draw(item)
    return lives


def written(folder: Path, lives: list[Version], order: list[int]) -> list[Path]:
    paths = []
    for number, version in enumerate(lives):
        rows = [(key, f"Titre de {key}", *version[key]) for key in version]
        rows = [row for _, row in sorted(zip(order * len(rows), rows, strict=False), key=lambda pair: pair[0])]
        paths.append(write_workbook(folder / f"roadmap 2025-{number + 1:02}.xlsx", {"R": [HEADER, *rows]}))
    return paths


def expected(lives: list[Version]) -> set[tuple[str, date, str, str, str]]:
    """The differences between the versions that show an item, and its silent drop when it leaves before its end."""
    changes = set()
    for key in {key for version in lives for key in version}:
        seen = [(number, version[key]) for number, version in enumerate(lives) if key in version]
        for (_, old), (number, new) in itertools.pairwise(seen):
            at = date(2025, number + 1, 1)
            sides = (
                (STATES[old[0]], STATES[new[0]], "state"),
                (old[1], new[1], "due_on"),
                (old[2], new[2], "priority"),
            )
            changes |= {(key, at, field, before, after) for before, after, field in sides if before != after}
        last, final = seen[-1]
        if last < len(lives) - 1 and STATES[final[0]] in {"accepted", "started"}:
            changes.add((key, date(2025, last + 2, 1), "state", STATES[final[0]], "dropped"))
    return changes


def told(history: History) -> set[tuple[str, date, str, str, str]]:
    columns = ("key", pl.col("at").dt.date(), "field", "old", "new")
    return set(history.changes.select(*columns).rows())


few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(versions())
def test_a_history_written_as_versions_is_read_back(lives: list[Version]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = reading(written(Path(folder), lives, [0])).history
    assert told(history) == expected(lives)
    items = {row["key"]: row for row in history.items.iter_rows(named=True)}
    assert set(items) == {key for version in lives for key in version}
    for key, row in items.items():
        last = max(number for number, version in enumerate(lives) if key in version)
        status, due, priority = lives[last][key]
        left = last < len(lives) - 1 and STATES[status] in {"accepted", "started"}
        assert (row["state"], row["due_on"], row["priority"]) == ("dropped" if left else STATES[status], due, priority)
        first = min(number for number, version in enumerate(lives) if key in version)
        assert row["created_at"] == (datetime(2025, first + 1, 1) if first else None)


@few
@given(versions(), st.permutations(range(9)), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_files_changes_nothing(lives: list[Version], order: list[int], chance: object) -> None:
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        history = reading(written(Path(folder), lives, [0])).history
        paths = written(Path(other), lives, order)
        chance.shuffle(paths)  # type: ignore[attr-defined]
        again = reading(paths).history
    assert told(again) == told(history)
    assert again.items.sort("key").equals(history.items.sort("key"))
    assert again.coverage.observed_at == history.coverage.observed_at
