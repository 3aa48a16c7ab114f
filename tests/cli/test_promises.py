"""`gouvernail promises`: what became of what was announced on one day, from dated versions of one file."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

HEAD = "Clé;Titre;Statut;Échéance;Livré le\n"


@pytest.fixture
def versions(tmp_path: Path) -> list[Path]:
    """Three versions: A kept, B moved and late, C gone without a word, D still open and overdue."""
    contents = {
        "roadmap-2025-01-10.csv": "A;Un;En cours;mars 2025;\nB;Deux;En cours;mars 2025;\nC;Trois;En cours;avril 2025;\n"
        "D;Quatre;En cours;mai 2025;\n",
        "roadmap-2025-04-10.csv": "A;Un;Livré;mars 2025;20/03/2025\nB;Deux;En cours;juin 2025;\n"
        "D;Quatre;En cours;mai 2025;\n",
        "roadmap-2025-07-10.csv": "A;Un;Livré;mars 2025;20/03/2025\nB;Deux;Livré;juin 2025;15/06/2025\n"
        "D;Quatre;En cours;mai 2025;\n",
    }
    for name, rows in contents.items():
        (tmp_path / name).write_text(HEAD + rows, encoding="utf-8")
    return [tmp_path / name for name in contents]


DAYS = ("--as-of", "2025-01-15", "--until", "2025-07-10")


def test_each_promise_has_its_fate(run: Any, versions: list[Path], tmp_path: Path) -> None:
    answer = run("promises", *versions, *DAYS, "--json", "p.json", "--xlsx", "p.xlsx")
    assert (answer.returncode, answer.stderr) == (0, "")
    content = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    jsonschema.validate(content, json.loads(run("schema").stdout))
    assert content["kind"] == "promises"
    fates = {row["key"]: row["fate"] for row in content["promises"]["rows"]}
    assert fates == {"A": "in_period", "B": "late", "C": "dropped_silently", "D": "open_overdue"}
    late = next(row for row in content["promises"]["rows"] if row["key"] == "B")
    assert late["days_late"] == 76  # from the end of March, not from its first day, to 15 June
    for expected in ("4 éléments étaient annoncés", "Abandonné sans un mot", "Quatre", "mars 2025"):
        assert expected in answer.stdout
    assert content["promises"]["caveats"] == ["reasons_not_recorded"]
    assert "Aucune raison n’est enregistrée" in answer.stdout
    assert CalamineWorkbook.from_path(str(tmp_path / "p.xlsx")).sheet_names == ["Promesses", "Lecture"]


def test_json_on_standard_output_is_alone_there(run: Any, versions: list[Path]) -> None:
    answer = run("promises", *versions, *DAYS, "--json", "-", "--lang", "en")
    assert json.loads(answer.stdout)["promises"]["announced"] == 4


def test_the_same_table_is_in_the_diagnosis(run: Any, versions: list[Path]) -> None:
    answer = run("diagnose", *versions, "--as-of", "2025-01-15", "--json", "-")
    assert json.loads(answer.stdout)["promises"]["announced"] == 4


def test_nothing_announced_ends_with_code_3_and_says_so(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Clé;Titre;Statut\nA;Un;En cours\n", encoding="utf-8")
    answer = run("promises", "x.csv", *DAYS)
    assert answer.returncode == 3
    assert "Rien n’était annoncé le 15 janvier 2025" in answer.stdout
