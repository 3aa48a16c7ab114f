"""`gouvernail plan`: the order of building, from two files, without a database."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

ITEMS = """Élément;Titre;Apport;Charge (j/h);Équipe;Prérequis;Date limite;Urgence;Itération;Au plus tard
base;Données propres;0;20;Data;;;;;
offres;Offres;120;10;CRM;base;;3;;
mobile;Mobile;90,5;10;CRM;;;2;;
loi;Consentement;80;8;CRM;;31/12/2026;;;
rapports;Rapports;60;10;CRM;base;;1;;
rapports;;;4;Data;;;;;
encours;Déjà commencé;10;6;CRM;;;;1;
refonte;Refonte;500;60;CRM;;;0;;
promis;Promis;5;3;Data;;;;;2
"""
ENGLISH = """Item,Title,Worth,Effort (person-days),Team,Depends on,Deadline,Urgency,Iteration,No later than
base,Clean data,0,20,Data,,,,,
offres,Offers,120,10,CRM,base,,3,,
mobile,Mobile,90.5,10,CRM,,,2,,
loi,Consent,80,8,CRM,,2026-12-31,,,
rapports,Reports,60,10,CRM,base,,1,,
rapports,,,4,Data,,,,,
encours,Started,10,6,CRM,,,,1,
refonte,Rewrite,500,60,CRM,,,0,,
promis,Promised,5,3,Data,,,,,2
"""
TEAMS = "Équipe;Jours;Itération\nCRM;10;\nData;12;\nCRM;0;3\n"
ASKED = ("--teams", "teams.csv", "--iterations", "8", "--start", "2026-11-30")


@pytest.fixture
def items(tmp_path: Path) -> Path:
    (tmp_path / "items.csv").write_text(ITEMS, encoding="utf-8")
    (tmp_path / "teams.csv").write_text(TEAMS, encoding="utf-8")
    return tmp_path / "items.csv"


def _json(run: Any, *arguments: object) -> dict[str, Any]:
    answer = run("plan", *arguments, "--json", "-")
    assert (answer.returncode, answer.stderr) == (0, "")
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _iterations(content: dict[str, Any]) -> dict[str, int | None]:
    return {line["key"]: line["iteration"] for line in content["plan"]["items"]}


EXPECTED = {
    "encours": 1,
    "promis": 1,
    "base": 2,
    "loi": 2,
    "offres": 4,
    "mobile": 5,
    "rapports": 6,
    "refonte": None,
}


def _said(answer: Any) -> str:
    assert (answer.returncode, answer.stderr) == (0, "")
    return " ".join(answer.stdout.split())


def test_the_screen_says_the_order_what_is_proved_and_what_to_look_at(run: Any, items: Path) -> None:
    said = _said(run("plan", items, *ASKED))
    for expected in (
        "7 éléments planifiés sur 8, en 8 itérations de 2 semaines à partir du 30 novembre 2026.",
        "Prouvé : aucun autre ordre n’en perd moins.",
        "2 27/12/2026 loi Consentement 8 CRM 0",
        "hors refonte Refonte 60 CRM",
        "1 élément ne tient pas dans l’horizon et perd au moins 88,6 de valeur : refonte Refonte.",
        "À découper : base Données propres, refonte Refonte.",
        "Équipe CRM : un j/h de plus dans l’itération 1 évite",
    ):
        assert expected in said
    english = _said(run("plan", items, *ASKED, "--lang", "en"))
    assert "Proved: no other order loses less." in english
    assert "1 item does not fit in the horizon and loses at least 88.6 of value: refonte Refonte." in english


def test_french_and_english_headers_give_the_same_order(run: Any, items: Path) -> None:
    items.with_name("english.csv").write_text(ENGLISH, encoding="utf-8")
    items.with_name("squads.csv").write_text("team,days,iteration\nCRM,10,\nData,12,\nCRM,0,3\n", encoding="utf-8")
    french = _json(run, "items.csv", *ASKED)
    english = _json(run, "english.csv", "--teams", "squads.csv", *ASKED[2:])
    assert _iterations(french) == _iterations(english) == EXPECTED
    assert french["plan"] == english["plan"]
    assert french["iterations"][2] == {"iteration": 3, "ends": "2027-01-10", "days": {"CRM": 0, "Data": 12}}


def test_the_reasons_are_asked_for(run: Any, items: Path) -> None:
    content = _json(run, items, *ASKED, "--why", "offres", "--why", "rapports=mobile", "--why", "encours")
    assert [(why["key"], why["other"], why["reason"]) for why in content["why"]] == [
        ("offres", "loi", "date"),
        ("offres", "encours", "fixed"),
        ("rapports", "mobile", "return"),
    ]
    assert content["nothing_before"] == ["encours"]
    said = _said(run("plan", items, *ASKED, "--why", "offres=base", "--why", "encours", "--why", "loi=offres"))
    assert "offres Offres vient après base Données propres parce qu’il en a besoin : offres Offres → base" in said
    assert "encours Déjà commencé : rien ne passe avant lui dans ses équipes." in said
    assert "loi Consentement ne vient pas après offres Offres : il finit à l’itération 2, offres Offres à l’" in said


def test_bringing_an_item_forward_has_its_cost_or_its_impossibility(run: Any, items: Path) -> None:
    content = _json(run, items, *ASKED, "--forward", "rapports=4", "--forward", "refonte=6")
    cost, impossible = content["forward"]
    assert cost["at_least"] > 0
    assert cost["found"] >= cost["at_least"] - 1e-6
    assert cost["share"] == pytest.approx(cost["at_least"] / content["plan"]["loss"], abs=1e-6)
    assert {one["key"] for one in cost["moved"]} == {"offres", "mobile"}
    assert [each["kind"] for each in impossible["conflict"]] == ["by", "days"]
    said = _said(run("plan", items, *ASKED, "--forward", "refonte=6", "--forward", "loi=2"))
    assert "l’équipe CRM a 50 j/h d’ici la fin de l’itération 6, et il en faut 60." in said
    assert "loi Consentement à l’itération 2 au plus tard : cela ne coûte rien." in said


def test_the_csv_and_the_workbook_hold_the_order(run: Any, items: Path, tmp_path: Path) -> None:
    said = _said(run("plan", items, *ASKED, "--csv", "p.csv", "--xlsx", "p.xlsx"))
    assert "p.csv" in said
    rows = list(csv.reader(io.StringIO((tmp_path / "p.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Rang", "Itération", "Fin", "Élément"]
    assert {row[3]: int(row[1]) if row[1] else None for row in rows[1:]} == EXPECTED
    assert rows[4][:6] == ["4", "2", "2026-12-27", "loi", "Consentement", "8"]
    book = CalamineWorkbook.from_path(str(tmp_path / "p.xlsx"))
    assert book.sheet_names == ["Plan", "Éléments", "Équipes"]
    assert [row[3] for row in book.get_sheet_by_name("Éléments").to_python()[1:]] == [row[3] for row in rows[1:]]
    teams = book.get_sheet_by_name("Équipes").to_python()
    assert (teams[3][0], teams[3][3]) == ("CRM", 0)


def test_a_name_that_a_spreadsheet_would_run_stays_text(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;apport;charge\n=1+1;5;1\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text("team;days\nA;5\n", encoding="utf-8")
    run("plan", "x.csv", "--teams", "teams.csv", "--csv", "p.csv")
    assert ";'=1+1;" in (tmp_path / "p.csv").read_text(encoding="utf-8-sig")


def test_levels_of_value_and_urgency_are_read_as_the_pages_count_them(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;valeur;urgence;charge\na;3;1;5\nb;3;4;5\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text("team;days\nA;5\n", encoding="utf-8")
    content = _json(run, "x.csv", "--teams", "teams.csv")
    assert _iterations(content) == {"b": 1, "a": 2}
    assert content["value_from_levels"] is True
    assert content["plan"]["items"][0]["loss"] == pytest.approx(8 * (1 - 2 ** (-2 / 4)))  # half is gone in 4 weeks


def test_a_half_value_delay_is_read(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;apport;charge;demi-valeur\na;10;5;16\nb;10;5;8 semaines\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text("team;days\nA;5\n", encoding="utf-8")
    assert _iterations(_json(run, "x.csv", "--teams", "teams.csv")) == {"b": 1, "a": 2}


def test_a_date_that_is_over_does_not_come_last_and_is_said(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;apport;charge;échéance\na;10;5;\nb;10;5;2026-11-01\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text("team;days\nA;5\n", encoding="utf-8")
    answer = run("plan", "x.csv", "--teams", "teams.csv", "--start", "2026-11-30")
    assert "1 date ne peut déjà plus être tenue" in _said(answer)
    content = _json(run, "x.csv", "--teams", "teams.csv", "--start", "2026-11-30")
    assert (_iterations(content), content["late_dates"]) == ({"b": 1, "a": 2}, ["b"])


def test_a_table_of_items_without_teams_takes_the_only_one(run: Any, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("item;apport;charge\na;10;5\n", encoding="utf-8")
    (tmp_path / "teams.csv").write_text("équipe;itération;jours\nCRM;1;2\nCRM;2;3\n", encoding="utf-8")
    content = _json(run, "x.csv", "--teams", "teams.csv")
    assert len(content["iterations"]) == 2
    assert content["plan"]["items"][0] == {
        "key": "a",
        "iteration": 2,
        "loss": content["plan"]["loss"],
        "days": {"CRM": 5},
    }


def test_a_search_that_is_cut_short_states_its_gap(run: Any, tmp_path: Path) -> None:
    lines = [f"i{n};{10 + 7 * n % 11};{2 + n % 5};{'AB'[n % 2]};{n % 4}" for n in range(14)]
    (tmp_path / "x.csv").write_text("item;apport;charge;équipe;urgence\n" + "\n".join(lines), encoding="utf-8")
    (tmp_path / "teams.csv").write_text("équipe;jours\nA;5\nB;4\n", encoding="utf-8")
    content = _json(run, "x.csv", "--teams", "teams.csv", "--time-limit", "0", "--iterations", "9")
    assert content["plan"]["proved"] is False
    assert 0 < content["plan"]["gap"] < 0.5
    assert content["plan"]["gap"] == pytest.approx(content["plan"]["loss"] / content["plan"]["bound"] - 1, abs=1e-6)
    said = _said(run("plan", "x.csv", "--teams", "teams.csv", "--time-limit", "0", "--iterations", "9"))
    assert "Non prouvé : cet ordre perd au plus" in said
