"""The list of requests: whose, filters, order, what the rail and the palette find, as many queries for many."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from gouvernail.backlog.models import Request, Voice
from gouvernail.backlog.services.search import documents_write
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Team
from tests.backlog.requests_scene import ask, typed

HTMX = {"HX-Request": "true"}
MARKUP = "<script>alert(1)</script>"
SignIn = Callable[[str], Client]


@pytest.fixture
def here(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return cast


def at(cast, name: str, *keys: int) -> str:
    return reverse(f"backlog:{name}", args=[cast.workspace.slug, *keys])


def written(cast, who: str = "noa", **fields: Any) -> Request:
    with scope(workspace=cast.workspace):
        return ask(getattr(cast, who), **fields)


def all_of(cast, model: Any) -> list[Any]:
    with scope(workspace=cast.workspace):
        return list(model.objects.order_by("pk"))


def send(cast, client: Client, **fields: Any):
    return client.post(at(cast, "request_new"), typed(cast.robin, **fields))


def shown(answer) -> list[str]:
    return [line["row"].title for line in answer.context["lines"]]


def test_mine_my_teams_and_all(here, signed_in):
    with scope(workspace=here.workspace):
        team = Team.objects.create(workspace=here.workspace, name="Ventes")
        here.robin.team = team
        here.robin.save()
        mine, voiced, teams = ask(here.robin, "À moi"), ask(here.noa, "Ma voix"), ask(here.noa, "Équipe", team=team)
        ask(here.lou, "Autre")
        Voice.objects.create(workspace=here.workspace, request=voiced, member=here.robin)
    client, where = signed_in("robin"), at(here, "request_list")
    assert set(shown(client.get(where))) == {mine.title, voiced.title}
    assert shown(client.get(where, {"whose": "team"})) == [teams.title]
    assert len(shown(client.get(where, {"whose": "all"}))) == 4
    assert len(shown(signed_in("camille").get(where))) == 4  # who sorts them begins with all


def test_filters_search_and_order(here, signed_in):
    with scope(workspace=here.workspace):
        objective = Objective.objects.create(workspace=here.workspace, label="Vendre")
        first = ask(here.robin, "Relancer les devis", objective=objective, claimed_urgency=1)
        second = ask(here.noa, "Exporter les contacts", claimed_urgency=5, urgency_reason="Salon")
        third = ask(here.lou, "Agenda du téléphone")
        Request.objects.filter(pk=second.pk).update(state="declined")
    client, where = signed_in("camille"), at(here, "request_list")
    assert shown(client.get(where, {"q": "relance"})) == [first.title]
    assert shown(client.get(where, {"q": second.key})) == [second.title]
    assert shown(client.get(where, {"state": "declined"})) == [second.title]
    assert shown(client.get(where, {"objective": objective.pk})) == [first.title]
    assert shown(client.get(where, {"sort": "-urgency"})) == [second.title, first.title, third.title]
    assert shown(client.get(where, {"sort": "urgency"})) == [first.title, second.title, third.title]
    for odd in ({"sort": "password"}, {"state": "x"}, {"team": "x"}, {"page": "x"}, {"q": "\x00"}, {"whose": "x"}):
        assert client.get(where, odd).status_code == 200
    assert dict(client.get(where).context["states"])["declined"] == 1


@pytest.mark.parametrize("query", ["", "?whose=mine", "?whose=team", "?q=zzz"])
def test_an_empty_list_teaches(here, signed_in, query):
    page = signed_in("robin").get(at(here, "request_list") + query).content.decode()
    assert 'class="empty"' in page


def test_the_rail_counts_what_waits_for_who_sorts(here, signed_in):
    written(here)
    for who, count in (("camille", 1), ("robin", 0)):
        rail = signed_in(who).get(at(here, "request_list")).context["rail"]
        assert next(line.count for line in rail if line.href == at(here, "request_list")) == count


def test_the_palette_finds_requests(here, signed_in):
    row = written(here)
    where = reverse("shell:search", args=[here.workspace.slug])
    for query in (row.key, "réclamation", "reclam"):
        page = signed_in("robin").get(where, {"q": query}).content.decode()
        assert at(here, "request_detail", row.pk) in page


def fill(cast, number: int) -> None:
    with scope(workspace=cast.workspace):
        start = Request.objects.count()
        rows = Request.objects.bulk_create(
            Request(
                workspace=cast.workspace,
                number=start + n + 1,
                title=f"Facture {n}",
                need="Voir",
                requester=cast.noa,
                author=cast.noa,
            )
            for n in range(number)
        )
        documents_write(rows)
        Voice.objects.bulk_create(Voice(workspace=cast.workspace, request=row, member=cast.robin) for row in rows)


@pytest.mark.parametrize("query", ["?whose=all", "?whose=all&q=facture", "?whose=mine"])
def test_the_list_asks_as_much_for_500_requests_as_for_10(here, signed_in, query, django_assert_max_num_queries):
    client, where = signed_in("robin"), at(here, "request_list") + query
    fill(here, 10)
    client.get(where)
    with django_assert_max_num_queries(20) as few:
        client.get(where)
    fill(here, 490)
    with django_assert_max_num_queries(len(few)):
        client.get(where)


def test_the_page_asks_as_much_for_many_voices_as_for_few(here, signed_in, django_assert_max_num_queries):
    row, client = written(here), signed_in("robin")
    where = at(here, "request_detail", row.pk)
    client.get(where)
    with django_assert_max_num_queries(35) as few:
        client.get(where)
    with scope(workspace=here.workspace):
        for who in (here.lou, here.sacha, here.dominique, here.camille):
            Voice.objects.create(workspace=here.workspace, request=row, member=who)
        for n in range(4):
            merged = ask(here.lou, f"Autre {n}")
            Request.objects.filter(pk=merged.pk).update(merged_into=row, state="merged")
    with django_assert_max_num_queries(len(few) + 1):  # one step of merges more
        client.get(where)
