"""What fits, from what was ranked: levels of value and urgency add up as the pages count them, points never do."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

SCORES = """élément;titre;valeur;urgence;complexité
A;Fiche client;5;1;4
B;Relances;4;3;1
C;Portail;3;0;0
D;Reporting;2;2;5
"""
DAYS = {"A": "80", "B": "10", "C": "5", "D": "160"}


def _json(run: Any, *arguments: object) -> dict[str, Any]:
    answer = run("select", *arguments, "--json", "-")
    assert (answer.returncode, answer.stderr) == (0, "")
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


@pytest.fixture
def ranked(run: Any, tmp_path: Path) -> Path:
    """Rank, and write beside what `gouvernail rank` gave how long each item takes."""
    (tmp_path / "scores.csv").write_text(SCORES, encoding="utf-8")
    assert run("rank", "scores.csv", "--exact", "--xlsx", "ranks.xlsx", "--quiet").returncode == 0
    [head, *rows] = CalamineWorkbook.from_path(str(tmp_path / "ranks.xlsx")).get_sheet_by_index(0).to_python()
    assert "Points" in head
    key = head.index("Clé")
    with (tmp_path / "ranks.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[*head, "Charge (j/h)"], *([*row, DAYS[str(row[key])]] for row in rows)])
    return tmp_path / "ranks.csv"


def test_what_rank_wrote_is_chosen_from_by_value_and_urgency_and_not_by_its_points(run: Any, ranked: Path) -> None:
    content = _json(run, ranked, "--capacity", "90")
    # A brings 2 ** (5 + 1), B 2 ** (4 + 3), C 2 ** 3; by points (2, 6, 3) C would have come before A.
    assert [one["key"] for one in content["selection"]["items"]] == ["A", "B"]
    assert content["selection"]["value"] == pytest.approx(64 + 128)
    assert content["value_from_levels"] is True
    said = " ".join(run("select", ranked, "--capacity", "90").stdout.split())
    assert "deux à la puissance valeur + urgence" in said


def test_points_alone_are_refused_with_the_columns_to_give(run: Any, ranked: Path) -> None:
    [head, *rows] = list(csv.reader(ranked.read_text(encoding="utf-8").splitlines()))
    kept = [head.index(name) for name in ("Clé", "Points", "Charge (j/h)")]
    with ranked.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row[at] for at in kept] for row in [head, *rows])
    answer = run("select", ranked, "--capacity", "90")
    assert (answer.returncode, answer.stdout) == (2, "")
    for expected in ("« Points »", "payés deux fois", "« valeur » et « urgence »", "« apport »"):
        assert expected in " ".join(answer.stderr.replace("\u00a0", " ").split())
    english = run("select", ranked, "--capacity", "90", "--lang", "en").stderr
    assert "paid twice" in " ".join(english.split())


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("item;worth;days\na;5;10\nb;4;5\nc;4;5\n", ["b", "c"]),
        ("item;worth;value;urgency;points;days\na;5;5;5;9;10\nb;4;0;0;1;5\nc;4;0;0;1;5\n", ["b", "c"]),
        ("item;value;urgency;days\na;5;0;10\nb;3;1;5\nc;3;0;5\n", ["a"]),
        ("item;value;urgency;team;days\na;5;0;x;5\na;;;y;5\nb;3;1;x;5\nc;3;0;x;5\n", ["a"]),
    ],
    ids=["amounts", "amounts-before-levels", "levels", "levels-of-two-teams"],
)
def test_amounts_add_up_and_levels_double(run: Any, tmp_path: Path, table: str, keys: list[str]) -> None:
    (tmp_path / "x.csv").write_text(table, encoding="utf-8")
    content = _json(run, "x.csv", "--capacity", "10")
    assert [one["key"] for one in content["selection"]["items"]] == keys


@pytest.mark.parametrize(
    ("row", "found"), [("a;120;3;10", "120"), ("a;3;-1;10", "-1"), ("a;3;;10", "")], ids=["amount", "below", "empty"]
)
def test_a_value_beside_an_urgency_is_a_level(run: Any, tmp_path: Path, row: str, found: str) -> None:
    (tmp_path / "x.csv").write_text(f"item;value;urgency;days\n{row}\n", encoding="utf-8")
    answer = run("select", "x.csv", "--capacity", "10", "--lang", "en")
    assert answer.returncode == 2
    assert ("level from 0 to 5" in " ".join(answer.stderr.split())) == bool(found)
