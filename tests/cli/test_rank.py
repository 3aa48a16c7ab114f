"""`gouvernail rank`: a ranking and what is sure in it, from a file, without a database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

VOTES = """Clé;Titre;Valeur;Urgence;Complexité;Évaluateur;Confiance
CRM-1;Fiche client unique;5;5;1;Anne;forte
CRM-1;Fiche client unique;5;4;1;Bruno;moyenne
CRM-2;Relance devis;4;3;2;Anne;moyenne
CRM-2;Relance devis;3,5;3;2;Bruno;
CRM-3;Export comptable;2;;3;Anne;
CRM-3;Export comptable;2;je ne sais pas;2;Bruno;
CRM-4;Appli mobile;4;1;5;Anne;
CRM-4;Appli mobile;5;2;5;Bruno;faible
CRM-5;Champ fax;0;0;5;Anne;forte
CRM-5;Champ fax;0;0;4;Bruno;forte
"""
ENGLISH = """item,value,complexity,urgency
A,5,1,5
B,4,2,3
C,0,5,0
"""
LONG = """Item;Filtre;Niveau
A;valeur;5
A;complexité;1
A;urgence;5
B;Valeur;4
B;Complexité;2
B;Urgence;3
C;valeur;0
C;complexité;5
C;urgence;0
"""


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    (tmp_path / "notes.csv").write_text(VOTES, encoding="utf-8")
    return tmp_path / "notes.csv"


def _json(run: Any, *arguments: object) -> dict[str, Any]:
    answer = run("rank", *arguments, "--json", "-")
    assert (answer.returncode, answer.stderr) == (0, "")
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _flat(text: str) -> str:
    """Undo the folding of lines, which follows the width of the terminal."""
    return " ".join(text.split())


def _file(tmp_path: Path, content: str, name: str = "x.csv", *, encoding: str = "utf-8") -> Path:
    (tmp_path / name).write_text(content, encoding=encoding)
    return tmp_path / name


def test_the_order_comes_with_its_certainty(run: Any, scores: Path, tmp_path: Path) -> None:
    answer = run("rank", scores, "--capacity", 2, "--xlsx", "r.xlsx", "--json", "r.json")
    assert (answer.returncode, answer.stderr) == (0, "")
    for expected in ("Classement de notes.csv", "5 éléments, 28 notes de 2 personnes", "Sûr du top 2", "CRM-1 Fiche"):
        assert expected in _flat(answer.stdout)
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert found["items"][0]["key"] == "CRM-1"
    assert found["items"][-1]["key"] == "CRM-5"
    assert sum(item["certainty"]["agreed"] for item in found["items"]) == pytest.approx(2, abs=1e-4)
    assert sum(item["certainty"]["uniform"] for item in found["items"]) == pytest.approx(2, abs=1e-4)
    assert sum(found["standings"].values()) == 5
    assert all(1 <= item["rank"]["low"] <= item["rank"]["expected"] <= 5 for item in found["items"])
    assert found["question"] == {
        "capacity": 2,
        "assumed": False,
        "weights": {"value": 1, "urgency": 1, "complexity": 1},
        "kappa": 30,
        "samples": 10_000,
        "seed": 1,
        "exact": False,
    }
    book = CalamineWorkbook.from_path(str(tmp_path / "r.xlsx"))
    assert book.sheet_names == ["Classement"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["Rang", "Clé", "Titre", "Points"]
    assert [row[1] for row in rows[1:]] == [item["key"] for item in found["items"]]


def test_the_agenda_is_the_grey_zone_and_says_what_to_clarify(run: Any, scores: Path) -> None:
    found = _json(run, scores, "--capacity", 2)
    grey = [item for item in found["items"] if item["standing"] == "grey"]
    assert sorted(found["agenda"]) == sorted(item["key"] for item in grey)
    assert all(0.15 < item["certainty"]["agreed"] < 0.85 for item in grey)
    assert all((item["doubt"] is not None) == (item["standing"] == "grey") for item in found["items"])
    comptable = next(item for item in found["items"] if item["key"] == "CRM-3")
    assert comptable["levels"]["urgency"]["high"] - comptable["levels"]["urgency"]["low"] > 3  # nobody knows


def test_the_same_command_gives_the_same_bytes_and_another_seed_nearly(run: Any, scores: Path) -> None:
    one, again, other = (run("rank", scores, "--seed", seed, "--json", "-").stdout for seed in (7, 7, 8))
    assert one == again
    pairs = zip(json.loads(one)["items"], json.loads(other)["items"], strict=True)
    assert [abs(a["certainty"]["agreed"] - b["certainty"]["agreed"]) > 0.03 for a, b in pairs] == [False] * 5


def test_a_column_a_filter_or_a_line_a_score_say_the_same(run: Any, tmp_path: Path) -> None:
    wide, long = (_json(run, _file(tmp_path, text, name)) for text, name in ((ENGLISH, "w.csv"), (LONG, "l.csv")))
    assert wide["items"] == long["items"]
    assert wide["question"] == long["question"]


def test_any_delimiter_and_encoding_are_guessed(run: Any, tmp_path: Path) -> None:
    path = _file(tmp_path, VOTES.replace("Relance devis", "Relancé"), encoding="cp1252")
    assert "CRM-2 Relancé" in _flat(run("rank", path).stdout)
    tabs = _file(tmp_path, ENGLISH.replace(",", "\t"), "t.tsv")
    assert [item["key"] for item in _json(run, tabs)["items"]] == ["A", "B", "C"]


def test_it_speaks_english(run: Any, tmp_path: Path) -> None:
    said = _flat(run("rank", _file(tmp_path, ENGLISH), "--lang", "en", "--why", "A", "B").stdout)
    for expected in (
        "Ranking of x.csv",
        "3 items, 9 scores, nobody named.",
        "The capacity is not said: a third, 1.",
        "Why A before B",
    ):
        assert expected in said


def test_why_one_before_the_other(run: Any, tmp_path: Path) -> None:
    table = _file(tmp_path, "item,value,urgency,complexity\nX,4,2,2\nY,2,3,2\nZ,0,0,5\n")
    why = _json(run, table, "--exact", "--why", "Y", "X")["why"]  # the one that is ahead comes first
    assert (why["first"], why["second"]) == ("X", "Y")
    assert why["points"] == {"value": 2, "urgency": -1, "complexity": 0, "total": 1}
    assert why["ratio"] == 2
    assert why["agreed"]["wins"] + why["agreed"]["ties"] + why["agreed"]["losses"] == pytest.approx(1)
    turns = {turn["filter"]: (turn["weight"], turn["above"]) for turn in why["turns"]}
    assert turns == {"value": (pytest.approx(0.2), False), "urgency": (pytest.approx(0.5), True)}
    said = _flat(run("rank", table, "--exact", "--why", "x", "y").stdout)
    assert "Valeur +2, urgence −1, complexité +0 = +1 point." in said
    assert "Y passerait devant si l’urgence pesait plus de 50 % (chez vous : 33 %)." in said


def test_weights_change_the_order(run: Any, tmp_path: Path) -> None:
    table = _file(tmp_path, "item,value,urgency,complexity\nX,4,1,2\nY,1,3,2\n")
    for weights in ("1,3,1", "urgence=3", "1;3;1", "value=1, urgency=3"):
        found = _json(run, table, "--exact", "--weights", weights)
        assert found["question"]["weights"] == {"value": 1, "urgency": 3, "complexity": 1}
        assert [item["key"] for item in found["items"]] == ["Y", "X"]
    assert [item["key"] for item in _json(run, table, "--exact")["items"]] == ["X", "Y"]


def test_scores_taken_as_certain_leave_only_the_weights_in_doubt(run: Any, tmp_path: Path) -> None:
    found = _json(run, _file(tmp_path, ENGLISH), "--exact", "--capacity", 1)
    assert [item["certainty"] for item in found["items"]] == [
        {"agreed": 1, "uniform": 1},
        {"agreed": 0, "uniform": 0},
        {"agreed": 0, "uniform": 0},
    ]
    assert "seul le poids des filtres est en doute" in _flat(run("rank", tmp_path / "x.csv", "--exact").stdout)


def test_severe_people_are_corrected_where_enough_is_known(run: Any, tmp_path: Path) -> None:
    lines = ["item,value,urgency,complexity,rater"]
    for number in range(24):
        level = number % 4 + 1
        lines += [
            f"I{number},{level + shift},{level},{level},{who}" for who, shift in (("Ann", 1), ("Bob", 0), ("Cy", -1))
        ]
    answer = run("rank", _file(tmp_path, "\n".join(lines)))
    assert "Valeur : les notes sont corrigées de la sévérité de chacun." in _flat(answer.stdout)
    assert "Urgence : les notes" not in _flat(answer.stdout)


def test_only_so_many_are_shown_and_all_are_written(run: Any, tmp_path: Path) -> None:
    lines = ["item,value,urgency,complexity", *(f"I{n},{n % 6},{n % 5},{n % 4}" for n in range(50))]
    said = _flat(run("rank", _file(tmp_path, "\n".join(lines)), "--top", 5, "--json", "all.json").stdout)
    assert "et 45 autres" in said
    assert len(json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["items"]) == 50


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "item,value,urgency,complexity\nA,5,1,1\nB,7,1,1\n",
            ("x.csv, ligne 3, colonne « value »", "Lu : 7", "de 0 à 5"),
        ),
        ("item,value,urgency,complexity\nA,5,1,1\nB,haut,1,1\n", ("ligne 3, colonne « value »", "Lu : haut")),
        ("item,value,urgency,complexity\nA,5,1,1\n,3,1,1\n", ("ligne 3, colonne « item »", "quel élément")),
        ("item,value,urgency\nA,5,1\nB,3,1\n", ("x.csv", "« Complexité »", "item, value, urgency")),
        ("value,urgency,complexity\n5,1,1\n3,1,1\n", ("x.csv", "ne nomme les éléments")),
        ("item,filter,score\nA,valeur,5\nB,couleur,1\n", ("ligne 3, colonne « filter »", "Lu : couleur")),
        ("item,value,urgency,complexity\nA,5,,1\nB,3,,1\n", ("x.csv, colonne « urgency »", "Aucun élément")),
        ("item,value,urgency,complexity\nA,5,1,1\nA,3,1,1\n", ("x.csv", "deux au moins")),
        (
            "item,value,urgency,complexity,rater\nA,5,1,1,Ann\nB,5,1,1,Ann\nA,3,1,1,Ann\n",
            ("ligne 4", "a déjà noté A", "ligne 2"),
        ),
        (
            "item,value,urgency,complexity,confidence\nA,5,1,1,high\nB,3,1,1,peut-être\n",
            ("ligne 3, colonne « confidence »", "faible, moyenne ou forte"),
        ),
    ],
    ids=["range", "text", "item", "column", "key", "filter", "empty", "alone", "twice", "confidence"],
)
def test_bad_input_is_named_by_file_line_and_column(
    run: Any, tmp_path: Path, content: str, expected: tuple[str, ...]
) -> None:
    answer = run("rank", _file(tmp_path, content))
    assert (answer.returncode, answer.stdout) == (2, "")
    for part in expected:
        assert part in _flat(answer.stderr)
    assert "Traceback" not in _flat(answer.stderr)


def test_bad_lines_are_skipped_and_counted_when_asked(run: Any, tmp_path: Path) -> None:
    table = _file(tmp_path, ENGLISH + "D,9,1,1\n,1,1,1\n")
    assert "--skip-bad" in _flat(run("rank", table).stderr)
    answer = run("rank", table, "--skip-bad")
    assert answer.returncode == 0
    assert "2 lignes sautées" in _flat(answer.stdout)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--capacity", "0"), "--capacity attend un nombre entier"),
        (("--capacity", "douze"), "lu : « douze »"),
        (("--samples", "10"), "--samples attend un nombre entier de 100"),
        (("--seed", "-1"), "--seed attend"),
        (("--weights", "1,2"), "--weights attend trois poids"),
        (("--weights", "1,-2,1"), "--weights attend trois poids"),
        (("--weights", "couleur=2"), "--weights attend trois poids"),
        (("--weights", "0,0,0"), "un poids au moins doit dépasser 0"),
        (("--why", "CRM-1", "CRM-1"), "nommé deux fois"),
        (("--why", "CRM-1", "CRM-11"), "Vouliez-vous dire CRM-1"),
        (("--why", "CRM-1", "xyz"), "« xyz »"),
        (("--json", "notes.csv"), "choisissez un autre nom"),
    ],
    ids=["zero", "word", "samples", "seed", "two", "negative", "name", "none", "same", "close", "unknown", "input"],
)
def test_what_cannot_be_asked_is_refused(run: Any, scores: Path, options: tuple[str, ...], expected: str) -> None:
    answer = run("rank", scores, *options)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert expected in _flat(answer.stderr)


def test_a_pattern_of_several_files_is_refused(run: Any, scores: Path, tmp_path: Path) -> None:
    _file(tmp_path, ENGLISH, "others.csv")
    answer = run("rank", "*.csv")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "*.csv désigne 2 fichiers" in _flat(answer.stderr)


def test_a_capacity_for_all_says_that_there_is_nothing_to_choose(run: Any, scores: Path) -> None:
    assert "il n’y a rien à choisir" in _flat(run("rank", scores, "--capacity", 9).stdout)


def test_the_help_waits_for_no_computing() -> None:
    script = (
        "import sys; sys.argv = ['gouvernail', 'rank', '--help']\n"
        "from gouvernail.cli.main import run\n"
        "run(); print(*sys.modules, file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"numpy", "scipy", "polars", "rich"} & set(answer.stderr.split()) == set()
