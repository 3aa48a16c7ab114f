"""The pages of the roadmap: lanes, the way through time, files, refusals, and what they ask of the database."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django_scopes import scope
from python_calamine import CalamineWorkbook

from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.items import item_edit
from gouvernail.roadmap.selectors.lanes import CELL
from gouvernail.strategy.models import Objective
from gouvernail.strategy.services.objectives import reading_add
from tests.backlog.items import item, objective, team
from tests.decisions.register import forge
from tests.roadmap.scene import W, day, decide, on


@pytest.fixture
def lived(cast):
    """Decide on three items on three days; a fourth one waits."""
    with scope(workspace=cast.workspace):
        with on(0):
            sell, serve = objective(cast), objective(cast, "Connaître le client")
            field, desk = team(cast, "Terrain"), team(cast, "Service")
            made = [
                item(cast, "Relances", objective=sell, teams=[field], owner=cast.noa),
                item(cast, "Fiche unique", objective=serve, teams=[field, desk]),
                item(cast, "Carte", owner=cast.lou),
                item(cast, "Portail", objective=sell),
            ]
        for number, (one, verdict) in enumerate(zip(made, ("now", "next", "later"), strict=False), start=1):
            with on(number * 10):
                decide(cast, one, verdict, reason=f"Parce que {one.title}", who="sacha")
    return made


def page_of(client, query: str = "", **headers: str) -> str:
    answer = client.get(f"{W}{query}", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def lanes_in(page: str) -> list[str]:
    heads = re.findall(r'<h2 class="lane"[^>]*>(.*?)(?:<small|</h2>)', page)
    return [re.sub("<[^>]+>", "", head) for head in heads]


def test_an_empty_roadmap_teaches(cast, signed_in):
    page = page_of(signed_in("robin"))
    assert "Rien n’est encore sur la roadmap" in page
    assert 'type="date"' not in page


@pytest.mark.parametrize(
    ("lanes", "expected"),
    [
        ("", ["Vendre mieux", "Connaître le client", "Hors cap"]),
        ("team", ["Service", "Terrain", "Sans équipe"]),
        ("owner", ["Lou Moreau", "Noa Bernard", "Porté par personne"]),
        ("nonsense", ["Vendre mieux", "Connaître le client", "Hors cap"]),
    ],
)
def test_lanes(lived, signed_in, lanes, expected):
    with on(40):
        assert lanes_in(page_of(signed_in("robin"), f"?lanes={lanes}")) == expected


def test_a_lane_says_how_far_its_objective_is_today_and_not_on_another_day(cast, lived, signed_in):
    with scope(workspace=cast.workspace), on(38):
        aim = lived[0].objective
        Objective.objects.filter(pk=aim.pk).update(measure="Devis relancés", unit="%", target=80)
        reading_add(actor=cast.camille, objective=aim, on=day(37), value=Decimal(66))
    with on(40):
        page, then = page_of(signed_in("robin")), page_of(signed_in("robin"), f"?on={day(39)}")
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    assert "Devis relancés 66 % → 80 %" in words
    assert "Devis relancés" not in then


def test_a_card_says_who_decided_when_and_why_and_leads_to_deciding_again(lived, signed_in):
    with on(40):
        page = page_of(signed_in("camille"))
        read = page_of(signed_in("robin"))
    assert "Parce que Relances" in page
    assert "Sacha Martin" in page
    assert "15/01/2026" in page
    assert f"/backlog/items/{lived[0].pk}/decide" in page
    assert "/decide" not in read


def test_what_waits_for_a_decision_is_counted_and_listed(lived, signed_in):
    with on(40):
        page, then = page_of(signed_in("robin")), page_of(signed_in("robin"), f"?on={day(12)}")
        listed, listed_then = (
            page_of(signed_in("camille"), "undecided"),
            page_of(signed_in("camille"), f"undecided?on={day(12)}"),
        )
    assert "1 élément qui sert un objectif attend une décision" in page
    assert "2 éléments qui servent un objectif attendent une décision" in then
    assert ("Portail" in listed, "Fiche unique" in listed) == (True, False)
    assert ("Portail" in listed_then, "Fiche unique" in listed_then) == (True, True)
    assert ("/decide" in listed, "/decide" in listed_then) == (True, False)


def test_one_goes_from_decision_day_to_decision_day(lived, signed_in):
    with on(40):
        page = page_of(signed_in("robin"), f"?on={day(20)}&lanes=team")
    links = re.findall(r'href="(\?[^"]+)"', page)
    assert f"?on={day(10)}&amp;lanes=team" in links
    assert f"?on={day(30)}&amp;lanes=team" in links
    assert "Telle qu’elle était au soir du 25 janvier 2026" in page


def test_a_day_before_the_first_decision_says_when_that_was(lived, signed_in):
    with on(40):
        page = page_of(signed_in("robin"), f"?on={day(2)}")
    assert "La première décision sur un élément date du 15 janvier 2026." in page


@pytest.mark.parametrize("asked", ["31-31-31", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_today(lived, signed_in, asked):
    with on(40):
        assert "Aujourd’hui, 14 février 2026" in page_of(signed_in("robin"), f"?on={asked}")


def test_a_verdict_that_was_forged_in_the_database_is_left_out(lived, signed_in):
    forge("UPDATE decisions_decision SET verdict = 'forged' WHERE number = 1")
    with on(40):
        page = page_of(signed_in("robin"))
    assert ("Parce que Relances" in page, "Parce que Fiche unique" in page) == (False, True)


def test_a_part_of_the_page_answers_the_slider_and_a_whole_page_going_back(lived, signed_in):
    with on(40):
        part = page_of(signed_in("robin"), f"?on={day(12)}", **{"HX-Request": "true"})
        back = page_of(signed_in("robin"), **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert ("<html" in part, 'id="roadmap"' in part) == (False, True)
    assert "<html" in back


def test_a_cell_of_very_many_is_opened_on_demand(cast, signed_in):
    with scope(workspace=cast.workspace), on(0):
        for number in range(CELL + 2):
            decide(cast, item(cast, f"Élément {number}"), "now")
    with on(2):
        page, whole = page_of(signed_in("robin")), page_of(signed_in("robin"), "?all=1")
    assert "En montrer 2 de plus" in page
    assert (page.count('<li class="tile'), whole.count('<li class="tile')) == (CELL, CELL + 2)


def test_the_files_hold_what_is_shown_on_that_day(lived, signed_in):
    with scope(workspace=lived[0].workspace), on(35):
        decide_again = Item.objects.get(pk=lived[0].pk)
        item_edit(actor=decide_again.author, item=decide_again, version=decide_again.version, title="=HYPERLINK(1)")
    with on(40):
        answer = signed_in("robin").get(f"{W}roadmap.csv")
        then = signed_in("robin").get(f"{W}roadmap.csv?on={day(20)}")
        book = signed_in("robin").get(f"{W}roadmap.xlsx")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Horizon", "Maintenant", "Ensuite", "Plus tard"]
    assert rows[1][3] == "'=HYPERLINK(1)"
    assert rows[2][3:11] == [
        "Fiche unique", "Connaître le client", "Service, Terrain", "", "DEC-2", "2026-01-25", "Sacha Martin",
        "Parce que Fiche unique",
    ]  # fmt: skip
    assert "=HYPERLINK" not in then.content.decode()
    assert "crm-ventes-roadmap-2026-01-25.csv" in then.headers["Content-Disposition"]
    [sheet] = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).sheet_names
    lines = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_name(sheet).to_python()
    assert [line[3] for line in lines][-2:] == ["Fiche unique", "Carte"]


@pytest.mark.parametrize("path", ["", "undecided", "changes", "roadmap.csv", "roadmap.xlsx"])
def test_refusals(client, signed_in, lived, path):
    url = W + path
    assert client.get(url).status_code == 302
    assert signed_in("stranger").get(url).status_code == 404
    assert signed_in("camille").post(url).status_code == 405
    assert signed_in("robin").get(url).status_code == 200


@pytest.mark.parametrize(
    ("path", "most"),
    [("", 24), ("?on={then}&lanes=team", 28), ("undecided?on={then}", 26), ("changes?from={then}", 34)],
    ids=["today", "then", "undecided", "changes"],
)
def test_the_number_of_queries_does_not_depend_on_the_items(
    cast, signed_in, lived, path, most, django_assert_max_num_queries
):
    client, url = signed_in("robin"), W + path.format(then=day(12))

    def asked() -> int:
        with on(50):
            client.get(url)  # the first page of a session writes who was seen, and where
            with django_assert_max_num_queries(most) as found:
                assert client.get(url).status_code == 200
        return len(found.captured_queries)

    few = asked()
    with scope(workspace=cast.workspace):
        for number in range(15):
            with on(5 + 2 * number):
                one = item(cast, f"Élément {number}", objective=objective(cast, f"Objectif {number}"), owner=cast.lou)
                decide(cast, one, ("now", "next", "later")[number % 3], who="sacha")
            with on(6 + 2 * number):
                item_edit(actor=cast.camille, item=one, version=one.version, title=f"Autre {number}", objective=None)
    assert asked() == few
