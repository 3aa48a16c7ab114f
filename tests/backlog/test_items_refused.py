"""Who may write what of items: each write is refused to who may not."""

import pytest
from django.test import Client
from django_scopes import scope

from gouvernail.backlog.services.items.links import link_add
from gouvernail.backlog.services.items.needs import prerequisite_add
from tests.backlog.items import W, asked, item, objective, team


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        return item(cast)


@pytest.fixture
def world(cast, made):
    """Give each address that writes, and what it takes."""
    with scope(workspace=cast.workspace):
        other, aim, who = item(cast, "Relances"), objective(cast), team(cast)
        link = link_add(actor=cast.camille, item=made, address="https://a.example")
        request = asked(cast)
        prerequisite_add(actor=cast.camille, item=made, needs=item(cast, "Portail"))
    one = f"{W}{made.pk}/"
    return {
        "new": (f"{W}new", {"title": "Agenda"}),
        "edit": (f"{one}edit", {"version": 1, "title": "Autre"}),
        "resolve": (f"{one}resolve", {"version": 1, "title": "Autre", "keep-title": "mine"}),
        "start": (f"{one}start", {}),
        "finish": (f"{one}finish", {}),
        "drop": (f"{one}drop", {"reason": "Non"}),
        "reopen": (f"{one}reopen", {}),
        "remove": (f"{one}remove", {}),
        "restore": (f"{one}restore", {}),
        "aim": (f"{one}aim", {"objective": aim.pk}),
        "need": (f"{one}needs", {"needs": other.key}),
        "need-remove": (f"{one}needs/{other.pk}/remove", {}),
        "effort": (f"{one}effort", {"team": who.pk, "low": "1", "high": "2"}),
        "link": (f"{one}links", {"address": "https://b.example"}),
        "link-remove": (f"/w/crm-ventes/backlog/links/{link.pk}/remove", {}),
        "origin": (f"{one}requests", {"request": request.key}),
        "origin-remove": (f"{one}requests/{request.pk}/remove", {}),
    }


WRITES = [
    "new",
    "edit",
    "resolve",
    "start",
    "finish",
    "drop",
    "reopen",
    "remove",
    "restore",
    "aim",
    "need",
    "need-remove",
    "effort",
    "link",
    "link-remove",
    "origin",
    "origin-remove",
]
ALSO_READ = {"new", "edit", "drop"}


@pytest.mark.parametrize("name", WRITES)
def test_each_write_is_refused_to_who_may_not(world, signed_in, name):
    address, sent = world[name]
    anonymous = Client().post(address, sent)
    assert (anonymous.status_code, "/account/login/" in anonymous.headers["Location"]) == (302, True)
    assert signed_in("stranger").post(address, sent).status_code == 404
    assert signed_in("robin").post(address, sent).status_code == 403
    assert signed_in("maxime").post(address, sent).status_code == 403
    other = "put" if name in ALSO_READ else "get"
    assert getattr(signed_in("camille"), other)(address).status_code == 405
    assert signed_in("camille").post(address, sent).status_code == 302


def test_a_builder_says_what_it_takes_and_nothing_else(world, signed_in):
    client = signed_in("lou")
    codes = {name: client.post(*world[name]).status_code for name in WRITES}
    assert {name for name, code in codes.items() if code != 403} == {"effort"}
