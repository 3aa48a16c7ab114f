"""The pages of what fits: who may, what they say, scenarios kept, taken away and compared, how many queries."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.models import Effort, Item, Scenario
from gouvernail.backlog.services.selection.asking import Asked, selection_ask
from gouvernail.backlog.services.selection.scenarios import scenario_keep
from gouvernail.decisions.models import Change
from tests.backlog.items import item, undo_of
from tests.backlog.selection import W, effort, portfolio

ASKED = {"capacity": "20", "counts": "delay", "keeps_started": "on"}


@pytest.fixture
def rows(cast):
    with scope(workspace=cast.workspace):
        return portfolio(cast)


@pytest.fixture
def kept(cast, rows, run_jobs):
    """Keep two scenarios: 20 days, then 40."""
    found = []
    for days in (20, 40):
        with scope(workspace=cast.workspace):
            row = selection_ask(actor=cast.camille, capacity=Decimal(days), asked=Asked())
        run_jobs()
        with scope(workspace=cast.workspace):
            found.append(scenario_keep(actor=cast.camille, scenario=row, title=f"Trimestre à {days}"))
    return found


def _page(client, path: str = "", status: int = 200) -> str:
    response = client.get(W + path)
    assert response.status_code == status
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_reader_asks_waits_and_reads_the_answer(cast, signed_in, rows, run_jobs):
    client = signed_in("robin")
    assert 'action="/w/crm-ventes/backlog/selection/ask"' in _page(client)
    address = client.post(W + "ask", ASKED).url
    waiting = client.get(address).content.decode()
    assert 'http-equiv="refresh"' in waiting
    assert 'hx-trigger="every 1s"' in waiting
    run_jobs()
    text = client.get(address).content.decode()
    assert "every 1s" not in text
    assert 'id="sum-title"' in text
    assert 'class="limit"' in text
    assert text.count('name="keep_in"') >= 1
    assert "scenario_keep" not in text
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="answer"')


def test_a_button_of_the_answer_asks_again_with_one_item_more_or_less(cast, signed_in, rows, run_jobs):
    client = signed_in("robin")
    for data, include, exclude in (
        ({"keep_in": "CRM-4"}, ["CRM-4"], []),
        ({"leave_out": "CRM-4", "include": "CRM-4, CRM-2"}, ["CRM-2"], ["CRM-4"]),
        ({"set_free": "CRM-4", "exclude": "crm 4;3"}, [], ["CRM-3", "CRM-4"]),
        ({"set_free": "CRM-4", "exclude": "CRM-4"}, [], []),
    ):
        assert client.post(W + "ask", {**ASKED, **data}).status_code == 302
        with scope(workspace=cast.workspace):
            asked = Scenario.objects.first().settings
        assert (asked["include"], asked["exclude"]) == (include, exclude)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"capacity": ""}, "obligatoire"),
        ({"capacity": "-3"}, "0"),
        ({"capacity": "beaucoup"}, "nombre"),
        ({"include": "CRM-99, tout"}, "“CRM-99”, “tout”"),
        ({"include": "CRM-6"}, "60"),
        ({"include": "CRM-4", "exclude": "CRM-5"}, "CRM-5"),
        ({"counts": "luck"}, "luck"),
    ],
    ids=["no-capacity", "negative", "no-number", "unknown", "too-large", "both-ways", "no-such-value"],
)
def test_bad_input_is_refused_with_a_sentence(cast, signed_in, rows, data, sentence):
    response = signed_in("camille").post(W + "ask", {**ASKED, **data})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    with scope(workspace=cast.workspace):
        assert not Scenario.objects.exists()


def test_an_empty_backlog_teaches_what_is_needed(signed_in):
    assert "objectif" in _page(signed_in("robin"))


def test_what_cannot_be_chosen_from_is_listed_with_what_is_missing(cast, signed_in, rows):
    with scope(workspace=cast.workspace):
        item(cast, "Sans charge du tout", objective=rows[0].objective)
    text = _page(signed_in("robin"))
    assert "Sans charge du tout" in text


def test_an_answer_is_kept_named_otherwise_removed_and_brought_back(cast, signed_in, rows, run_jobs):
    client = signed_in("camille")
    path = client.post(W + "ask", ASKED).url
    assert client.post(f"{path}keep", {"title": "Trop tôt"}).status_code == 422
    run_jobs()
    assert client.post(f"{path}keep", {"title": " "}).status_code == 422
    assert client.post(f"{path}keep", {"title": "Printemps"}).status_code == 302
    client.get(path)
    client.post(f"{path}keep", {"title": "Printemps prudent"})
    undo = undo_of(client.get(path).content.decode())
    client.post(undo)
    client.get(path)  # its toast is read
    assert "Printemps<" in _page(signed_in("robin"))
    client.post(f"{path}remove")
    undo = undo_of(client.get(W).content.decode())
    assert client.get(path).status_code == 404
    client.post(undo)
    assert client.get(path).status_code == 200
    with scope(workspace=cast.workspace):
        verbs = list(Change.objects.filter(verb__startswith="scenario").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["scenario_keep", "scenario_rename", "scenario_rename", "scenario_remove", "scenario_restore"]


@pytest.mark.parametrize("act", ["keep", "remove", "restore"])
def test_each_write_has_its_four_refusals(client, signed_in, kept, act):
    path = f"{W}{kept[0].pk}/{act}"
    data = {"title": "Autre"}
    assert client.post(path, data).status_code == 302
    assert client.post(path, data).url.startswith("/account/login/")
    assert signed_in("stranger").post(path, data).status_code == 404
    assert signed_in("robin").post(path, data).status_code == 403
    assert signed_in("camille").get(path).status_code == 405


def test_asking_is_refused_to_strangers(client, signed_in, rows):
    assert client.post(W + "ask", ASKED).url.startswith("/account/login/")
    assert signed_in("stranger").post(W + "ask", ASKED).status_code == 404
    assert signed_in("camille").get(W + "ask").status_code == 405


def test_a_scenario_says_what_changed_since(cast, signed_in, rows, kept):
    client = signed_in("robin")
    assert 'id="changes"' not in _page(client, f"{kept[0].pk}/")
    with scope(workspace=cast.workspace):
        Effort.objects.filter(item=rows[1]).update(low=7, high=9)
        Item.objects.filter(pk=rows[5].pk).update(removed_at=timezone.now())
    text = _page(client, f"{kept[0].pk}/")
    assert 'id="changes"' in text
    assert "CRM-2 Qualification assistée des leads" in text
    assert _page(client).count("chip warn") == 2


def test_two_scenarios_are_compared(signed_in, kept):
    text = _page(signed_in("robin"), f"compare?before={kept[0].pk}&after={kept[1].pk}")
    assert 'id="change"' in text
    assert "CRM-" in text.split('id="entered"')[1].split('id="left"')[0]


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 200), ("before={0}&after={0}", 422), ("before=x&after={0}", 422), ("before=999999&after={0}", 422)],
    ids=["nothing", "itself", "no-number", "no-such"],
)
def test_a_comparison_that_makes_no_sense_is_refused(signed_in, kept, query, status):
    path = "compare?" + query.format(kept[0].pk) if query else "compare"
    _page(signed_in("robin"), path, status)


def test_an_answer_that_was_never_computed_is_no_fault_of_the_page(cast, signed_in, rows):
    with scope(workspace=cast.workspace):
        row = Scenario.objects.create(workspace=cast.workspace, title="Vide", capacity=3)
    text = _page(signed_in("robin"), f"{row.pk}/")
    assert 'id="question"' in text
    assert _page(signed_in("robin"), f"compare?before={row.pk}&after={row.pk}", 422)


def test_pages_take_as_many_queries_whatever_their_size(cast, signed_in, rows, kept):
    client, asked = signed_in("camille"), []
    for _turn in range(2):
        counts = []
        for path in ("", f"{kept[0].pk}/", f"compare?before={kept[0].pk}&after={kept[1].pk}"):
            _page(client, path)
            with CaptureQueriesContext(connection) as queries:
                _page(client, path)
            counts.append(len(queries))
        asked.append(counts)
        with scope(workspace=cast.workspace):
            team = Effort.objects.first().team
            for _more in range(8):
                effort(item(cast, "Encore un", objective=rows[0].objective), team, 3)
            for row in Scenario.objects.all():
                row.pk = None
                row.save()
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 40


def test_an_answer_in_english_says_it_in_english(cast, signed_in, kept):
    client = signed_in("camille")
    type(cast.camille.user).objects.filter(pk=cast.camille.user.pk).update(language="en")
    client.cookies["gouvernail_language"] = "en"
    text = _page(client, f"{kept[0].pk}/")
    assert "% of the value of all, for" in text
    assert "Proved: no other choice that fits brings more." in text
