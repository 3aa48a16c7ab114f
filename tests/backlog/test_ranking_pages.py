"""The pages of the ranked backlog: who may, what they say, how many queries they take."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.models import Item, Ranking, Rules, SavedView, Standing
from gouvernail.decisions.models import Change
from tests.backlog.items import item, objective
from tests.backlog.ranking import W, backlog, rated


@pytest.fixture
def rows(cast):
    with scope(workspace=cast.workspace):
        return backlog(cast)


def _page(client, path: str = "", status: int = 200) -> str:
    response = client.get(W + path)
    assert response.status_code == status
    return response.content.decode()


def test_the_table_shows_each_item_with_its_rank_its_meters_and_its_certainty(cast, signed_in, rows):
    text = _page(signed_in("robin"))
    assert [one.title in text for one in rows] == [True] * 7
    assert text.count('class="meter value"') == 7
    assert "Poids : valeur 33 · urgence 33 · complexité 33" in text.replace("\u00a0", " ")
    with scope(workspace=cast.workspace):
        first = Standing.objects.select_related("item").get(rank=1)
    assert text.index(first.item.title) < text.index(_last(cast).item.title)


def _last(cast) -> Standing:
    with scope(workspace=cast.workspace):
        return Standing.objects.select_related("item").latest("rank")


def test_an_empty_backlog_teaches_what_an_item_is(signed_in):
    assert "Écrire un élément" in _page(signed_in("camille"))
    assert "Écrire un élément" not in _page(signed_in("robin"))


def test_ranks_without_any_opinion_say_what_they_are_worth(cast, signed_in):
    with scope(workspace=cast.workspace):
        item(cast, "Fiche client", objective=objective(cast))
    assert "Personne n’a encore donné d’avis" in _page(signed_in("robin"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=reporting", ["CRM-6"]),
        ("q=CRM-2", ["CRM-2"]),
        ("objective=off", ["CRM-8"]),
        ("zone=none", ["CRM-8"]),
        ("state=done", ["CRM-9"]),
        ("zone=sure&q=agenda", ["CRM-5"]),
        ("sort=-value&q=o", None),
        ("sort=nonsense&page=99&cols=points&cols=nonsense", None),
    ],
)
def test_the_table_is_filtered(cast, signed_in, rows, query, found):
    with scope(workspace=cast.workspace):
        item(cast, "Sans cap")
        Item.objects.filter(pk=item(cast, "Fini", objective=rows[0].objective).pk).update(state=ItemState.DONE)
    text = _page(signed_in("robin"), f"?{query}")
    if found is not None:
        lines = re.findall(r'<tr id="item-\d+".*?</tr>', text, re.DOTALL)
        assert [re.search(r"CRM-\d+", line)[0] for line in lines] == found  # type: ignore[index]


def test_the_table_takes_as_many_queries_whatever_its_size(cast, signed_in, rows):
    client, asked = signed_in("camille"), []
    for _turn in range(2):
        _page(client)
        with CaptureQueriesContext(connection) as queries:
            _page(client)
        asked.append(len(queries))
        with scope(workspace=cast.workspace):
            backlog(cast, 10, rows[0].objective)
    assert asked[0] == asked[1] <= 45


def test_the_matrix_names_its_quarters_and_gives_its_figures(signed_in, rows):
    text = _page(signed_in("robin"), "matrix")
    assert text.count('class="point"') == 7
    assert "Vite et utile" in text
    assert text.count('class="meter value"') == 7


def test_why_one_item_is_above_another_is_said_in_words(signed_in, rows):
    text = _page(signed_in("robin"), "why?x=CRM-1&y=CRM-7").replace("\u00a0", " ")
    assert re.search(r"\+\d,\d valeur.* = \+\d,\d points", text)
    assert "fois le retour par semaine de travail" in text


@pytest.mark.parametrize(("query", "sentence"), [("x=CRM-1&y=CRM-1", "deux éléments"), ("x=CRM-1&y=CRM-99", "CRM-99")])
def test_a_pair_that_makes_no_sense_is_refused_in_words(signed_in, rows, query, sentence):
    assert sentence in _page(signed_in("robin"), f"why?{query}", 422)


def test_the_rank_of_an_item_is_explained_and_its_page_says_it(cast, signed_in, rows):
    client = signed_in("robin")
    _page(client)
    text = _page(client, f"items/{rows[0].pk}/rank")
    assert "Parmi les 10 premiers" in text.replace("\u00a0", " ")
    assert f"items/{rows[0].pk}/rank" in _page(client, f"items/{rows[0].pk}/")


def test_an_earlier_ranking_stays_readable(cast, signed_in, rows):
    client = signed_in("robin")
    _page(client)
    with scope(workspace=cast.workspace):
        run = Ranking.objects.get()
    assert "Fiche client unique" in _page(client, f"rankings/{run.pk}/")
    assert "Fiche client unique" in _page(client, f"items/{rows[0].pk}/rank?run={run.pk}")
    assert str(run.pk) in _page(client, "rankings/")


def test_other_weights_are_shown_before_they_count_and_ask_for_a_reason(cast, signed_in, rows):
    client = signed_in("sacha")
    given = {
        "value_weight": "0",
        "urgency_weight": "0",
        "complexity_weight": "1",
        "places": "2",
        "opinion_days": "180",
        "evidence_days": "90",
        "lead_weeks": "6",
        "reason": "Aller au plus simple",
    }
    shown = client.post(W + "rules", given)
    assert shown.status_code == 200
    assert "dans les 2 premiers" in shown.content.decode().replace("\u00a0", " ")
    with scope(workspace=cast.workspace):
        assert not Rules.objects.exists()
    done = client.post(W + "rules", {**given, "confirmed": "on", "seen": ""})
    assert done.status_code == 302
    with scope(workspace=cast.workspace):
        kept = Rules.objects.get()
        assert (kept.places, kept.reason, kept.author) == (2, "Aller au plus simple", cast.sacha)
        assert Change.objects.filter(verb="rules_edit").count() >= 3
    late = client.post(W + "rules", {**given, "places": "3", "confirmed": "on", "seen": ""})
    assert late.status_code == 422  # somebody changed them meanwhile


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"complexity_weight": "0"}, "value_weight"), ({"reason": " "}, "reason"), ({"places": "0"}, "places")],
    ids=["all-zero", "no-reason", "no-place"],
)
def test_rules_that_make_no_sense_are_refused_beside_their_field(cast, signed_in, rows, wrong, field):
    given = {"value_weight": "0", "urgency_weight": "0", "complexity_weight": "1", "places": "2", "reason": "Essai"}
    given |= {"opinion_days": "180", "evidence_days": "90", "lead_weeks": "6"}
    response = signed_in("sacha").post(W + "rules", {**given, **wrong})
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    with scope(workspace=cast.workspace):
        assert not Rules.objects.exists()


def test_many_items_are_changed_at_once_and_put_back(cast, signed_in, rows):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        other = objective(cast, "Rester conforme")
    chosen = [rows[0].pk, rows[1].pk]
    given = {"item": chosen, "objective": other.pk, "owner": cast.noa.pk, "state": "started"}
    shown = client.post(W, given, follow=True)
    with scope(workspace=cast.workspace):
        changed = Item.objects.filter(pk__in=chosen)
        assert {(one.objective, one.owner, one.state) for one in changed} == {(other, cast.noa, "started")}
    undo = re.search(r'action="([^"]*put-back[^"]*)"', shown.content.decode())
    assert undo is not None
    assert client.post(undo[1].replace("&amp;", "&")).status_code == 302
    with scope(workspace=cast.workspace):
        back = Item.objects.filter(pk__in=chosen)
        assert {(one.objective, one.owner, one.state) for one in back} == {(rows[0].objective, None, "open")}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"owner": "none"}, "Choisissez d’abord"),
        ({"item": "1"}, "Choisissez ce qui change"),
        ({"item": "1", "objective": "99999"}, "Choisissez parmi"),
        ({"item": "1", "state": "dropped"}, "Dites pourquoi"),
    ],
    ids=["nothing-ticked", "no-change", "unknown", "dropped-without-reason"],
)
def test_a_change_of_many_that_makes_no_sense_changes_nothing(cast, signed_in, rows, given, sentence):
    if "item" in given:
        given = {**given, "item": rows[0].pk}
    response = signed_in("camille").post(W, given)
    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    with scope(workspace=cast.workspace):
        assert Item.objects.get(pk=rows[0].pk).state == "open"


def test_one_item_is_changed_where_it_stands(cast, signed_in, rows):
    client = signed_in("camille")
    text = _page(client, f"?q=fiche&edit={rows[0].pk}")
    assert f'id="id_{rows[0].pk}_owner"' in text
    following = re.search(r'name="next" value="([^"]*#item[^"]*)"', text)
    assert following is not None
    given = {"item": rows[0].pk, "owner": cast.noa.pk, "state": "open", "next": following[1]}
    assert client.post(f"{W}?q=fiche", given).url == f"{W}?q=fiche#item-{rows[0].pk}"
    with scope(workspace=cast.workspace):
        assert Item.objects.get(pk=rows[0].pk).owner == cast.noa


def test_a_view_is_kept_shared_and_nobody_else_changes_it(cast, signed_in, rows):
    mine, theirs = signed_in("noa"), signed_in("robin")
    mine.post(W + "views/", {"title": "Ventes", "query": "q=fiche&sort=-value&evil=1", "is_shared": "on"})
    with scope(workspace=cast.workspace):
        view = SavedView.objects.get()
    assert view.query == {"q": ["fiche"], "sort": ["-value"]}
    assert "Ventes" in _page(theirs)
    assert theirs.post(W + f"views/{view.pk}/", {"title": "Pris"}).status_code == 403
    assert theirs.post(W + f"views/{view.pk}/remove").status_code == 403
    theirs.post(W + f"views/{view.pk}/duplicate")
    mine.post(W + f"views/{view.pk}/", {"title": "Ventes 2"})
    with scope(workspace=cast.workspace):
        assert {(one.title, one.owner, one.is_shared) for one in SavedView.objects.all()} == {
            ("Ventes 2", cast.noa, False),
            ("Ventes", cast.robin, False),
        }
    assert theirs.get(W + f"views/{view.pk}/").status_code == 404  # no longer shared
    assert mine.post(W + "views/", {"title": "Ventes 2", "query": ""}).status_code == 422


def test_the_table_leaves_as_csv_and_as_a_workbook_with_its_filters(cast, signed_in, rows):
    with scope(workspace=cast.workspace):
        rated(cast, item(cast, "=HYPERLINK(1)", objective=rows[0].objective), 5, 0)
    client = signed_in("robin")
    _page(client)
    text = client.get(W + "backlog.csv?q=hyperlink").content.decode("utf-8-sig")
    head, line = list(csv.reader(io.StringIO(text)))
    assert (head[0], line[3], line[4]) == ("Rang", "CRM-8", "'=HYPERLINK(1)")
    assert client.get(W + "backlog.xlsx").content.startswith(b"PK")
    assert client.get(W + "backlog.pdf").content.startswith(b"%PDF")


ACTS = ("put-back", "rankings/compute", "views/")


@pytest.mark.parametrize(
    "path", ["", "matrix", "why", "rules", "rankings/", "backlog.csv", "backlog.pdf", "backlog.xlsx", *ACTS]
)
def test_strangers_find_nothing_and_anonymous_readers_sign_in(client, signed_in, rows, path):
    act = client.post if path in ACTS else client.get
    assert act(W + path).status_code == 302
    stranger = signed_in("stranger")
    assert (stranger.post if path in ACTS else stranger.get)(W + path).status_code == 404


@pytest.mark.parametrize("path", ["", "put-back", "rules"])
def test_readers_change_nothing(signed_in, rows, path):
    assert signed_in("robin").post(W + path, {"item": rows[0].pk, "state": "done"}).status_code == 403


@pytest.mark.parametrize("path", ACTS)
def test_acts_are_posted(signed_in, rows, path):
    assert signed_in("camille").get(W + path).status_code == 405
