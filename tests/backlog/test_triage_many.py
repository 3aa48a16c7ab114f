"""Several requests sorted at once: put aside and brought back as one act; who was slower learns who answered what."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.backlog.models import Answer, Request
from gouvernail.backlog.services.requests.states import request_decline
from gouvernail.backlog.services.requests.triage_many import requests_snooze
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Role
from gouvernail.workspaces.services.door import Forbidden
from tests.backlog.items import undo_of
from tests.backlog.requests_scene import ask
from tests.cast import SINCE

TRIAGE = "/w/crm-ventes/requests/triage"
SOON = date.today() + timedelta(days=30)  # noqa: DTZ011


@pytest.fixture
def rows(cast):
    with scope(workspace=cast.workspace):
        return [ask(cast.robin, f"Besoin {n}", f"Texte {n}") for n in range(1, 4)]


def sorter(cast):
    """Have a second person sort requests."""
    Role.objects.create(workspace=cast.workspace, member=cast.noa, kind=RoleKind.PROXY_PO, starts_on=SINCE)
    return cast.noa


def aside(cast):
    with scope(workspace=cast.workspace):
        return list(Request.objects.order_by("pk").values_list("snoozed_until", flat=True))


def put_aside(client, rows, **fields):
    sent = {"pick": [f"{one.pk}:1" for one in rows], "act": "snooze", "until": SOON.isoformat(), **fields}
    return client.post(f"{TRIAGE}/answer", sent, follow=True)


def test_several_are_put_aside_and_brought_back_as_one_act(cast, rows, signed_in):
    client = signed_in("camille")
    page = put_aside(client, rows[:2]).content.decode()
    assert "2 demandes sont mises de côté" in page
    assert aside(cast) == [SOON, SOON, None]
    page = client.post(undo_of(page), follow=True).content.decode()
    assert "2 demandes sont de retour au tri" in page
    assert aside(cast) == [None, None, None]
    with scope(workspace=cast.workspace):
        assert Answer.objects.count() == 0  # nothing was answered, nobody is told


def test_one_that_was_answered_meanwhile_stays_so_and_is_named(cast, rows, signed_in):
    client = signed_in("camille")
    undo = undo_of(put_aside(client, rows[:2]).content.decode())
    with scope(workspace=cast.workspace):
        request_decline(actor=sorter(cast), request=rows[0], version=2, reason="Hors du cap")
    page = client.post(undo, follow=True).content.decode()
    assert "D-2 est de retour au tri" in page
    assert "D-1 a reçu une réponse depuis que vous l’avez lue" in page
    assert "de Noa Bernard" in page
    with scope(workspace=cast.workspace):
        assert [one.state for one in Request.objects.order_by("pk")] == ["declined", "received", "received"]
    assert aside(cast) == [None] * 3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"until": ""}, "Dites jusqu’à quand"),
        ({"until": "2020-01-01"}, "jour à venir"),
        ({"pick": []}, "Choisissez d’abord des demandes"),
    ],
    ids=["no-day", "past", "none"],
)
def test_what_lacks_is_said_once_and_nothing_is_put_aside(cast, rows, signed_in, fields, said):
    answer = put_aside(signed_in("camille"), rows, **fields)
    assert (answer.status_code, answer.content.decode().count(said)) == (422, 1)
    assert aside(cast) == [None] * 3


@pytest.mark.parametrize("pick", ["", "forged", "999:1"], ids=["empty", "forged", "unknown"])
def test_nothing_to_bring_back_is_said(rows, signed_in, pick):
    page = signed_in("camille").post(f"{TRIAGE}/unsnooze?pick={pick}", follow=True).content.decode()
    assert "Il n’y a rien à reprendre" in page


def test_who_does_not_sort_puts_nothing_aside_and_too_many_are_refused(cast, rows):
    with scope(workspace=cast.workspace):
        with pytest.raises(Forbidden):
            requests_snooze(actor=cast.robin, seen=dict.fromkeys(rows, 1), until=SOON)
        many = {Request(pk=n, workspace=cast.workspace): 1 for n in range(1, 202)}
        with pytest.raises(ValidationError, match="200"):
            requests_snooze(actor=cast.camille, seen=many, until=SOON)
    assert aside(cast) == [None] * 3


def test_the_triage_says_that_one_was_put_aside_until_when(cast, rows, signed_in):
    client = signed_in("camille")
    put_aside(client, rows[:1])
    page = client.get(f"{TRIAGE}?at={rows[0].pk}").content.decode()
    assert "n’attend plus" in page
    assert "mise de côté jusqu’au" in page
    assert "Besoin 2" in page  # and the next one


def test_a_dialog_is_told_where_to_go_and_cancelling_answers_nothing(rows, signed_in):
    client = signed_in("camille")
    address, after = f"/w/crm-ventes/requests/{rows[0].pk}/decline", f"{TRIAGE}?at={rows[1].pk}"
    asked = client.get(f"{address}?next={after}").content.decode()
    assert f'href="{TRIAGE}?at={rows[0].pk}" data-closes' in asked  # back to the same request, not on to the next
    sent = {"version": 1, "reason": " ", "next": after}
    refused = client.post(address, sent, headers={"HX-Request": "true"})
    assert (refused.status_code, "Dites pourquoi" in refused.content.decode()) == (422, True)
    done = client.post(address, sent | {"reason": "Hors du cap"}, headers={"HX-Request": "true"})
    assert (done.status_code, done.headers["HX-Redirect"]) == (200, after)
