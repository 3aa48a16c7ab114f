"""The list of items finds, filters and sorts; so does the palette."""

import re

import pytest
from django_scopes import scope

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.states import item_remove
from tests.backlog.items import W, item, objective, team


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        return item(cast)


def test_the_list_finds_filters_and_sorts(cast, signed_in):
    with scope(workspace=cast.workspace):
        aim, who = objective(cast), team(cast)
        one = item(cast, "Relances des devis", objective=aim, owner=cast.noa, teams=[who])
        two = item(cast, "Synchroniser l’agenda")
        done = item(cast, "Vieux")
        Item.objects.filter(pk=done.pk).update(state=ItemState.DONE)
    client = signed_in("robin")

    def shown(query: str) -> list[int]:
        return [int(key) for key in re.findall(r'id="item-(\d+)"', client.get(f"{W}?{query}").content.decode())]

    assert shown("") == [two.pk, one.pk]
    assert shown("sort=key") == [one.pk, two.pk]
    assert shown("sort=title") == [one.pk, two.pk]
    assert shown("sort=nonsense&page=99&objective=x&team=x&owner=x&state=x") == [two.pk, one.pk]
    assert shown("q=relancer+devis") == [one.pk]
    assert shown("q=CRM-2") == shown("q=2") == [two.pk]
    assert shown("objective=off") == [two.pk]
    assert shown(f"objective={aim.pk}") == shown(f"owner={cast.noa.pk}") == shown(f"team={who.pk}") == [one.pk]
    assert shown("state=done") == [done.pk]
    assert len(shown("state=all")) == 3
    for sort in ("objective", "-owner", "state", "-effort", "effort", "since"):
        assert len(shown(f"sort={sort}")) == 2


def test_what_was_removed_is_listed_to_those_who_may_bring_it_back(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        item_remove(actor=cast.camille, item=made)
    assert f"{W}{made.pk}/restore" in signed_in("camille").get(f"{W}?state=removed").content.decode()
    assert "Fiche client unique" not in signed_in("robin").get(f"{W}?state=removed").content.decode()
    assert signed_in("camille").get(f"{W}{made.pk}/").status_code == 404


def test_an_empty_backlog_teaches(signed_in):
    assert "Écrire un élément" in signed_in("camille").get(W).content.decode()
    page = signed_in("robin").get(W).content.decode()
    assert ("Pas encore d’élément" in page, "Écrire un élément" in page) == (True, False)


def test_the_palette_finds_an_item_by_key_and_by_words(cast, made, signed_in):
    client = signed_in("robin")
    for query in ("CRM-1", "fiche"):
        assert f"{W}{made.pk}/" in client.get(f"/w/crm-ventes/search?q={query}").content.decode(), query
