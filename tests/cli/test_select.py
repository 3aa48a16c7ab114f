"""`gouvernail select`: what fits in a capacity, from a file, without a database."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

FRENCH = """Élément;Titre;Valeur;Charge (j/h);Équipe;Prérequis
base;Qualité des données;0;40;Data;
offres;Offres;120;30;CRM;base
mobile;Mobile;90,5;30;CRM;
rapports;Rapports;60;30;CRM;base
refonte;Refonte;500;400;CRM;
"""
ENGLISH = """Item,Title,Value,Effort (person-days),Team,Depends on
base,Data quality,0,40,Data,
offres,Offers,120,30,CRM,base
mobile,Mobile,90.5,30,CRM,
rapports,Reports,60,30,CRM,base
refonte,Rewrite,500,400,CRM,
"""


@pytest.fixture
def items(tmp_path: Path) -> Path:
    (tmp_path / "items.csv").write_text(FRENCH, encoding="utf-8")
    return tmp_path / "items.csv"


def _json(run: Any, *arguments: object) -> dict[str, Any]:
    answer = run("select", *arguments, "--json", "-")
    assert (answer.returncode, answer.stderr) == (0, "")
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _keys(content: dict[str, Any]) -> list[str]:
    return [line["key"] for line in content["selection"]["items"]]


def test_the_screen_says_what_is_in_what_is_proved_and_why_the_rest_is_out(run: Any, items: Path) -> None:
    answer = run("select", items, "--capacity", "110")
    assert (answer.returncode, answer.stderr) == (0, "")
    for expected in (
        "3 éléments retenus sur 5, valeur 210,5.",
        "110 j/h de capacité : 100 utilisés, 10 restants.",
        "Prouvé : aucune autre sélection ne vaut plus.",
        "+60 de valeur pour 30 j/h : rapports Rapports. Il manque 20 j/h, ajouts",
        "Un j/h de plus : rien ne change.",
        "rapports Rapports : il manque 20 j/h, ou la place de mobile Mobile (−30,5 de valeur).",
        "refonte Refonte : 400 j/h, c’est plus que la capacité à lui seul. Il manque 390 j/h.",
    ):
        assert expected in " ".join(answer.stdout.split())
    english = run("select", items, "--capacity", "110", "--lang", "en").stdout
    assert "it needs 20 person-days more, or the place of mobile Mobile (−30.5 of value)." in " ".join(english.split())


def test_french_and_english_headers_give_the_same_choice(run: Any, items: Path) -> None:
    items.with_name("english.csv").write_text(ENGLISH, encoding="utf-8")
    french, english = (_json(run, name, "--capacity", "110") for name in ("items.csv", "english.csv"))
    assert _keys(french) == _keys(english) == ["base", "mobile", "offres"]
    assert french["selection"] == english["selection"]


def test_the_json_holds_the_proof_the_frontier_and_the_reasons(run: Any, items: Path) -> None:
    content = _json(run, items, "--capacity", "110", "--why", "rapports")
    selection = content["selection"]
    assert (selection["value"], selection["cost"], selection["proved"], selection["gap"]) == (210.5, 100, True, 0)
    assert [point["cost"] for point in content["frontier"]] == [0, 30, 130, 530]
    assert content["increments"][0] == {"items": ["rapports"], "value": 60, "days": {"": 30}, "missing": {"": 20}}
    assert content["one_more_day"][""]["value"] == 0
    assert [(why["key"], why["reason"]) for why in content["out"]] == [
        ("rapports", "displaced"),
        ("refonte", "too_large"),
    ]


def test_teams_have_their_own_days(run: Any, items: Path) -> None:
    content = _json(run, items, "--team", "CRM=60", "--team", "Data=39,5")
    assert _keys(content) == ["mobile"]
    assert content["selection"]["left"] == {"CRM": 30, "Data": 39.5}
    said = run("select", items, "--team", "CRM=60", "--team", "Data=40").stdout
    assert "Équipe CRM, 60 j/h de capacité : 60 utilisés, 0 restants." in said


def test_an_item_of_two_teams_stands_on_two_lines(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "key,value,days,team,needs\na,10,3,CRM,\na,,2,Data,b\nb,0,1,Data,\n", encoding="utf-8"
    )
    content = _json(run, "x.csv", "--capacity", "6")
    assert content["selection"]["items"] == [
        {"key": "a", "value": 10, "costs": {"CRM": 3, "Data": 2}},
        {"key": "b", "value": 0, "costs": {"Data": 1}},
    ]


def test_items_are_asked_for_and_refused(run: Any, items: Path) -> None:
    assert _keys(_json(run, items, "--capacity", "110", "--with", "rapports")) == ["base", "offres", "rapports"]
    without = _json(run, items, "--capacity", "110", "--without", "base", "--why", "offres", "--why", "base")
    assert _keys(without) == ["mobile"]
    assert [why["because"] for why in without["out"][:2]] == [["base"], ["base"]]
    said = run("select", items, "--capacity", "110", "--without", "base", "--why", "offres").stdout
    assert "offres Offres : il demande base Qualité des données, que vous avez écarté." in said


def test_the_workbook_holds_items_and_frontier(run: Any, items: Path, tmp_path: Path) -> None:
    answer = run("select", items, "--capacity", "110", "--xlsx", "s.xlsx")
    assert "s.xlsx" in answer.stdout
    book = CalamineWorkbook.from_path(str(tmp_path / "s.xlsx"))
    assert book.sheet_names == ["Sélection", "Éléments", "Frontière"]
    rows = book.get_sheet_by_name("Éléments").to_python()
    assert rows[1][:5] == ["oui", "base", "Qualité des données", 0, 40]
    assert [row[:2] for row in book.get_sheet_by_name("Frontière").to_python()[1:]] == [
        [0, 0],
        [30, 90.5],
        [130, 270.5],
        [530, 770.5],
    ]


def test_a_workbook_is_read_as_well(run: Any, items: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(items.with_suffix(".xlsx"))) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([["Clé", "Valeur", "Charge"], ["A", 3, 2], ["B", 2.5, 2]]):
            sheet.write_row(row, 0, cells)
    assert _keys(_json(run, "items.xlsx", "--capacity", "3")) == ["A"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "item;valeur;charge\na;1;2\nb;beaucoup;3\n",
            ["x.csv, ligne 3, colonne « valeur »", "Lu : beaucoup", "pas un nombre", "--skip-bad"],
        ),
        ("item;valeur;charge\na;1;\n", ["ligne 2, colonne « charge »", "Ce nombre manque"]),
        ("item;valeur;charge\na;1;-2\n", ["ligne 2, colonne « charge »", "Ce nombre est négatif", "Lu : -2"]),
        ("item;valeur;charge\n;1;2\n", ["ligne 2, colonne « item »", "n’a pas de nom"]),
        ("item;valeur\na;1\n", ["x.csv", "Il manque la colonne de la charge", "Colonnes trouvées : item, valeur"]),
        ("quoi;combien\na;1\n", ["Il manque la colonne qui nomme les éléments"]),
        (
            "item;valeur;charge;prérequis\na;1;2;b\nb;1;2;c\nc;1;2;a\n",
            ["ligne 2, colonne « prérequis »", "Les prérequis tournent en rond : a → b → c → a."],
        ),
        ("item;valeur;charge;prérequis\na;1;2;z\n", ["« a » demande « z », qui n’est dans aucune ligne"]),
        ("item;valeur;charge\na;1;2\na;2;2\n", ["ligne 3, colonne « valeur »", "autre valeur à la ligne 2"]),
        ("item;valeur;charge\na;1;2\na;1;2\n", ["ligne 3", "déjà une charge pour cette équipe à la ligne 2"]),
        ("item;valeur;charge\na;1;9000000\n", ["ligne 2", "pas un nombre"]),
        (
            "item;valeur;charge\n" + "".join(f"a{n};1;900000\n" for n in range(3)),
            ["2 700 000 jours-personne", "Vérifiez l’unité"],
        ),
    ],
    ids=[
        "text", "empty", "negative", "no-name", "no-effort", "no-column", "cycle", "unknown", "two-values", "twice",
        "no-days", "all-days",
    ],
)  # fmt: skip
def test_a_broken_table_says_where_and_what_to_do(run: Any, tmp_path: Path, content: str, expected: list[str]) -> None:
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    answer = run("select", "x.csv", "--capacity", "10")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("Erreur : x.csv")
    assert "À faire :" in answer.stderr
    assert [each for each in expected if each not in " ".join(answer.stderr.split())] == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "il manque la capacité"),
        (["--capacity", "beaucoup"], "--capacity attend un nombre positif ou nul"),
        (["--capacity", "-1"], "--capacity attend un nombre positif ou nul"),
        (["--capacity", "nan"], "--capacity attend un nombre positif ou nul"),
        (["--capacity", "9", "--time-limit", "99999"], "au plus 3 600 secondes"),
        (["--team", "CRM"], "--team attend NOM=JOURS"),
        (["--team", "CRM=1", "--team", "CRM=2"], "deux fois l’équipe CRM"),
        (["--team", "Ventes=1"], "Équipes trouvées : CRM, Data"),
        (["--capacity", "9", "--with", "mobil"], "Vouliez-vous dire mobile ?"),
        (["--capacity", "9", "--why", "zzzzz"], "aucun élément ne s’appelle « zzzzz »"),
        (["--capacity", "9", "--with", "mobile"], "prend 30 j/h avec ses prérequis, et il y en a 9"),
        (["--team", "CRM=9", "--with", "mobile"], "30 j/h de l’équipe CRM"),
        (["--capacity", "99", "--with", "offres", "--without", "base"], "ne va pas sans « base »"),
        (["--capacity", "99", "--with", "base", "--without", "base"], "dans --with et dans --without"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_question_that_makes_no_sense_is_refused(run: Any, items: Path, arguments: list[str], expected: str) -> None:
    answer = run("select", items, *arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert expected in " ".join(answer.stderr.split())


def test_a_table_without_teams_says_so(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;valeur;charge\na;1;2\n", encoding="utf-8")
    assert "aucun élément n’a d’équipe" in run("select", "x.csv", "--team", "CRM=5").stderr


def test_broken_lines_can_be_skipped_and_are_counted(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;valeur;charge\na;1;2\nb;beaucoup;3\nc;2;?\nd;3;1\n", encoding="utf-8")
    answer = run("select", "x.csv", "--capacity", "10", "--skip-bad")
    assert answer.returncode == 0
    assert "2 lignes sautées : 3, 4." in answer.stdout


def test_a_search_that_is_cut_short_shows_how_much_better_another_could_be(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;valeur;charge\na;10;6\nb;8;5\nc;8;5\n", encoding="utf-8")
    said = run("select", "x.csv", "--capacity", "10", "--time-limit", "0").stdout
    assert "Non prouvé : une autre sélection vaut peut-être 60 % de plus au maximum (16)." in " ".join(said.split())
    first = _json(run, "x.csv", "--capacity", "10", "--time-limit", "0")["selection"]
    assert (first["value"], first["bound"], first["proved"], first["gap"]) == (10, 16, False, 0.6)
    best = _json(run, "x.csv", "--capacity", "10")["selection"]
    assert (best["value"], best["bound"], best["proved"], best["gap"]) == (16, 16, True, 0)


def test_equal_items_are_said_to_be_equal(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;valeur;charge\na;5;3\nb;5;3\n", encoding="utf-8")
    said = run("select", "x.csv", "--capacity", "3", "--why", "a", "--why", "b").stdout
    said = " ".join(said.split())
    assert "b : il manque 3 j/h, ou la place de a, pour la même valeur : le choix entre eux est arbitraire." in said
    assert "a : il est retenu." in said


def test_nothing_that_fits_is_said(run: Any, items: Path) -> None:
    said = run("select", items, "--capacity", "5").stdout
    assert "Rien ne tient dans cette capacité." in said
    assert "0 élément retenu sur 5" in said


def test_without_the_optional_parts_the_choice_is_made_and_says_what_they_would_add(items: Path) -> None:
    script = (
        "import sys, importlib.util\n"
        "found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, package=None: None if name == 'ortools' else found(name, package)\n"
        f"sys.argv = ['gouvernail', 'select', {str(items)!r}, '--capacity', '110', '--lang', 'en']\n"
        "from gouvernail.cli.main import run\n"
        "sys.exit(run())"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Proved: no other selection is worth more." in answer.stdout
    assert 'pip install "gouvernail[optimize]"' in " ".join(answer.stdout.split())


def test_what_a_library_prints_never_reaches_the_output() -> None:
    script = (
        "import ctypes, os\n"
        "from gouvernail.cli.work.quiet import standard_output_kept\n"
        "print('before')\n"
        "with standard_output_kept():\n"
        "    os.write(1, b'stray'); ctypes.CDLL(None).printf(b'stray too')\n"
        "print('after')"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout == "before\nafter\n"
