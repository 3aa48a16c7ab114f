import csv
from datetime import date
from pathlib import Path

import numpy as np

from gouvernail.exchange.sample import write_sample
from gouvernail.exchange.sample.programme import Habits, simulate


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_sample(tmp_path / "a")
    second = write_sample(tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_another_seed_gives_another_programme(tmp_path: Path) -> None:
    first, *_ = write_sample(tmp_path / "a")
    second, *_ = write_sample(tmp_path / "b", seed=7)
    assert first.read_bytes() != second.read_bytes()


def test_titles_are_never_given_twice(tmp_path: Path) -> None:
    items, *_ = write_sample(tmp_path)
    with items.open(encoding="utf-8", newline="") as file:
        titles = [row["Titre"] for row in csv.DictReader(file, delimiter=";")]
    assert len(set(titles)) == len(titles) > 200


def test_nothing_happens_out_of_order() -> None:
    programme = simulate(np.random.default_rng(5))
    for item in programme.items:
        days = [item.created, item.accepted, item.started, item.built, item.delivered]
        known = [day for day in days if day is not None]
        assert known == sorted(known)
        assert item.delivered is None or item.delivered in programme.releases


def test_the_change_log_ends_where_the_items_are() -> None:
    programme = simulate(np.random.default_rng(5))
    last = {(change.key, change.field): change.new for change in programme.changes}
    for item in programme.items:
        assert last.get((item.key, "Statut"), "À étudier") == item.status
        assert last.get((item.key, "Priorité"), item.priority) == item.priority
        assert last.get((item.key, "Échéance"), item.due) == item.due


def test_a_programme_that_announces_twice_the_time_it_takes_is_less_late() -> None:
    def late_share(optimism: float) -> float:
        programme = simulate(np.random.default_rng(3), Habits(optimism=optimism, end=date(2025, 3, 31)))
        first = {}
        for change in programme.changes:
            if change.field == "Échéance":
                first.setdefault(change.key, change.new)
        delivered = [item for item in programme.items if item.delivered]
        return sum(f"{item.delivered:%Y-%m}" > first[item.key] for item in delivered) / len(delivered)

    assert late_share(2.0) < late_share(0.4)
