"""A folder of dated copies of the roadmap becomes items and changes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from gouvernail.exchange.problems import BadInput
from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.finding import Verdict
from gouvernail.method.diagnosis.indicator import REGISTRY
from gouvernail.method.diagnosis.settings import load
from gouvernail.method.history import History
from tests.exchange.versions.conftest import Rows, reading, write_workbook

Pile = Callable[[Mapping[str, Rows]], list[Path]]

HEADER = ("Réf", "Fonctionnalité", "Statut", "Échéance", "Priorité", "Porteur")
THREE_QUARTERS: Mapping[str, Rows] = {
    "roadmap-2025-01.xlsx": [
        HEADER,
        ("CRM-1", "Fiche client 360", "En cours", "T1 2025", "Haute", "Léa"),
        ("CRM-2", "Relances automatiques", "À faire", "T2 2025", "Moyenne", "Marc"),
        ("CRM-3", "Export comptable", "À faire", "mars 2025", "Basse", "Marc"),
    ],
    "roadmap-2025-04.xlsx": [
        HEADER,
        ("CRM-1", "Fiche client 360", "Terminé", "T1 2025", "Haute", "Léa"),
        ("CRM-2", "Relances automatiques", "À faire", "T3 2025", "Haute", "Léa"),
        ("CRM-4", "Application mobile", "À faire", "T4 2025", "Haute", "Marc"),
    ],
    "roadmap-2025-07.xlsx": [
        HEADER,
        ("CRM-2", "Relances automatiques", "En cours", "T4 2025", "Haute", "Léa"),
        ("CRM-4", "Application mobile", "À faire", "T4 2025", "Haute", "Marc"),
    ],
}


def told(history: History) -> set[tuple[str, date, str, str | None, str | None]]:
    return {
        (row["key"], row["at"].date(), row["field"], row["old"], row["new"])
        for row in history.changes.iter_rows(named=True)
    }


def test_differences_become_changes_dated_by_the_later_version(pile: Pile) -> None:
    history = reading(pile(THREE_QUARTERS)).history
    april, july = date(2025, 4, 1), date(2025, 7, 1)
    assert told(history) == {
        ("CRM-1", april, "state", "started", "done"),
        ("CRM-2", april, "due_on", "2025-Q2", "2025-Q3"),
        ("CRM-2", april, "priority", "Moyenne", "Haute"),
        ("CRM-2", april, "owner", "Marc", "Léa"),
        ("CRM-3", april, "state", "accepted", "dropped"),
        ("CRM-2", july, "due_on", "2025-Q3", "2025-Q4"),
        ("CRM-2", july, "state", "accepted", "started"),
    }
    assert history.changes["reason"].null_count() == history.changes.height


def test_items_that_left_keep_their_last_line(pile: Pile) -> None:
    items = {row["key"]: row for row in reading(pile(THREE_QUARTERS)).history.items.iter_rows(named=True)}
    assert {key: row["state"] for key, row in items.items()} == {
        "CRM-1": "done",
        "CRM-2": "started",
        "CRM-3": "dropped",
        "CRM-4": "accepted",
    }
    assert items["CRM-1"]["done_at"] == datetime(2025, 4, 1)
    assert items["CRM-3"]["dropped_at"] == datetime(2025, 4, 1)
    assert items["CRM-2"]["started_at"] == datetime(2025, 7, 1)


def test_no_date_of_birth_is_invented_for_the_first_version(pile: Pile) -> None:
    items = {row["key"]: row["created_at"] for row in reading(pile(THREE_QUARTERS)).history.items.iter_rows(named=True)}
    assert items == {"CRM-1": None, "CRM-2": None, "CRM-3": None, "CRM-4": datetime(2025, 4, 1)}


def test_coverage_says_what_was_tracked_and_when_it_was_seen(pile: Pile) -> None:
    coverage = reading(pile(THREE_QUARTERS)).history.coverage
    assert coverage.observed_at == (datetime(2025, 1, 1), datetime(2025, 4, 1), datetime(2025, 7, 1))
    assert {"state", "due_on", "priority", "owner", "title"} <= coverage.tracked
    assert "rank" not in coverage.tracked


def test_an_item_that_comes_back_was_not_dropped(pile: Pile) -> None:
    files = dict(THREE_QUARTERS)
    files["roadmap-2025-10.xlsx"] = [*THREE_QUARTERS["roadmap-2025-07.xlsx"], THREE_QUARTERS["roadmap-2025-01.xlsx"][3]]
    history = reading(pile(files)).history
    assert history.items.filter(pl.col("key") == "CRM-3")["state"].item() == "accepted"
    assert not [row for row in told(history) if row[0] == "CRM-3"]


def test_a_renamed_line_without_a_key_stays_the_same_item(pile: Pile) -> None:
    files = {
        name: [[cell for number, cell in enumerate(row) if number != 0] for row in rows]
        for name, rows in THREE_QUARTERS.items()
    }
    files["roadmap-2025-07.xlsx"][1][0] = "Relances automatiques (V2)"
    read = reading(pile(files))
    moved = read.history.changes.filter(pl.col("field") == "title")
    assert moved.select("old", "new").rows() == [("Relances automatiques", "Relances automatiques (V2)")]
    assert read.history.items.height == 4
    guess = next(guess for guess in read.guesses if guess.code == "versions_by_title")
    assert (guess.params["exact"], guess.params["renamed"]) == (3, 1)


def test_a_column_that_numbers_lines_is_no_key(pile: Pile) -> None:
    titles = {
        "2025-01": ["Fiche client", "Relances", "Export", "Mobile", "Scoring"],
        "2025-02": ["Relances", "Export", "Mobile", "Scoring", "Agenda partagé"],
    }
    files = {
        f"roadmap {day}.xlsx": [("N°", "Titre", "Statut"), *((n, title, "À faire") for n, title in enumerate(rows, 1))]
        for day, rows in titles.items()
    }
    read = reading(pile(files))
    assert "versions_key_numbers_lines" in {guess.code for guess in read.guesses}
    assert not read.history.changes.filter(pl.col("field") == "title").height
    assert read.history.items.filter(pl.col("state") == "dropped")["title"].to_list() == ["Fiche client"]


TITLES = ["Fiche client", "Relances", "Export", "Mobile"]
REORDERED: Mapping[str, Rows] = {
    "roadmap 2025-01.xlsx": [("Titre",), *((title,) for title in TITLES)],
    "roadmap 2025-02.xlsx": [("Titre",), ("Agenda",), *((title,) for title in TITLES)],
    "roadmap 2025-03.xlsx": [("Titre",), ("Agenda",), ("Mobile",), *((title,) for title in TITLES[:3])],
}


def test_the_order_of_lines_is_no_rank_by_itself(pile: Pile) -> None:
    read = reading(pile(REORDERED))
    assert "rank" not in read.history.coverage.tracked
    assert read.history.items["rank"].null_count() == read.history.items.height
    assert not (read.history.changes["field"] == "rank").any()
    assert "rank_not_from_lines" in {guess.code for guess in read.guesses}
    until = read.history.coverage.until
    assert until is not None
    facts = Facts(read.history, until, load(), np.random.default_rng(0))
    for name in ("rank_volatility", "unranked", "override_concentration", "override_rate"):
        assert REGISTRY[name].measure(facts).verdict is Verdict.NOT_RECORDED, name


def test_a_column_that_says_it_ranks_is_the_rank(pile: Pile) -> None:
    ranked = {
        name: [("Titre", "Rang"), *((*row, rank) for rank, row in enumerate(rows[1:], 1))]
        for name, rows in REORDERED.items()
    }
    read = reading(pile(ranked))
    assert "rank" in read.history.coverage.tracked
    assert read.history.items.sort("rank")["title"].to_list() == ["Agenda", "Mobile", *TITLES[:3]]
    assert "rank_not_from_lines" not in {guess.code for guess in read.guesses}


def test_the_mapping_may_say_that_lines_are_ranked(pile: Pile, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[versions]\nrank = "lines"\n', encoding="utf-8")
    read = reading(pile(REORDERED), mapping=mapping)
    history = read.history
    assert "rank_not_from_lines" not in {guess.code for guess in read.guesses}
    moves = history.changes.filter(pl.col("field") == "rank").join(history.items.select("key", "title"), on="key")
    # Only the line that was really moved changes rank: putting "Agenda" first pushed the others without moving them.
    assert moves["title"].to_list() == ["Mobile"]
    assert history.items.sort("rank")["title"].to_list() == ["Agenda", "Mobile", "Fiche client", "Relances", "Export"]


def test_dates_given_by_hand_win_over_names(pile: Pile) -> None:
    paths = pile({f"copie {n}.xlsx": rows for n, rows in enumerate(THREE_QUARTERS.values())})
    days = (date(2025, 1, 15), date(2025, 4, 15), date(2025, 7, 15))
    history = reading(paths, dates=days).history
    assert [at.date() for at in history.coverage.observed_at] == list(days)


@pytest.mark.parametrize("days", [(date(2025, 1, 15),), (date(2025, 1, 15),) * 4])
def test_one_date_a_file(pile: Pile, days: tuple[date, ...]) -> None:
    with pytest.raises(BadInput) as caught:
        reading(pile(THREE_QUARTERS), dates=days)
    assert caught.value.problem.code == "dates_count"


def test_copies_without_any_date_are_refused_with_what_to_do(pile: Pile) -> None:
    paths = pile({f"roadmap {name}.xlsx": rows for name, rows in zip("abc", THREE_QUARTERS.values(), strict=True)})
    with pytest.raises(BadInput) as caught:
        reading(paths)
    assert caught.value.problem.code == "versions_undated"


def test_two_copies_of_one_day_need_an_order(pile: Pile) -> None:
    rows = list(THREE_QUARTERS.values())
    with pytest.raises(BadInput) as caught:
        reading(pile({"roadmap 2025-01.xlsx": rows[0], "roadmap 2025-01 bis.xlsx": rows[1]}))
    assert caught.value.problem.code == "versions_same_day"
    history = reading(pile({"roadmap 2025-01 v2.xlsx": rows[1], "roadmap 2025-01 v1.xlsx": rows[0]})).history
    assert history.items.filter(pl.col("key") == "CRM-1")["state"].item() == "done"


def test_sheets_may_be_the_versions(tmp_path: Path) -> None:
    sheets = dict(zip(("Janvier 2025", "Avril 2025", "Juillet 2025"), THREE_QUARTERS.values(), strict=True))
    history = reading([write_workbook(tmp_path / "roadmap CRM.xlsx", sheets)]).history
    assert [at.month for at in history.coverage.observed_at] == [1, 4, 7]
    assert history.items.height == 4


def test_a_key_twice_in_one_version_is_a_fault(pile: Pile) -> None:
    files = dict(THREE_QUARTERS)
    files["roadmap-2025-04.xlsx"] = [*files["roadmap-2025-04.xlsx"], files["roadmap-2025-04.xlsx"][1]]
    with pytest.raises(BadInput) as caught:
        reading(pile(files))
    assert (caught.value.problem.code, caught.value.problem.line) == ("duplicate_key", 5)
    assert "roadmap-2025-04.xlsx" in caught.value.problem.file


def test_different_lists_are_not_versions(pile: Pile) -> None:
    paths = pile(
        {
            "ventes 2025-01.xlsx": [("Réf", "Titre"), ("V-1", "Devis en ligne"), ("V-2", "Remises")],
            "support 2025-02.xlsx": [("Réf", "Titre"), ("S-1", "Portail"), ("S-2", "Base de connaissances")],
        }
    )
    read = reading(paths)
    assert read.history.items.height == 4
    assert read.history.coverage.observed_at == ()
