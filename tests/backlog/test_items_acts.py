"""Acts on items are done and undone in one click."""

import pytest
from django_scopes import scope

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.models import Effort, Item, Link, Prerequisite
from gouvernail.backlog.services.items.states import item_start
from tests.backlog.items import W, item, objective, team, undo_of


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        return item(cast)


@pytest.mark.parametrize("act", ["start", "finish", "drop"])
def test_a_step_is_undone_from_the_toast(cast, made, signed_in, act):
    client = signed_in("camille")
    page = client.post(f"{W}{made.pk}/{act}", {"reason": "Non"}, follow=True).content.decode()
    client.post(undo_of(page))
    with scope(workspace=cast.workspace):
        row = Item.objects.get()
        assert (row.state, row.started_at, row.done_at) == (ItemState.OPEN, None, None)


def test_what_cannot_be_done_any_more_is_said(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        item_start(actor=cast.camille, item=made)
    page = signed_in("camille").post(f"{W}{made.pk}/start", follow=True).content.decode()
    assert "CRM-1 est déjà dans l’état" in page


def test_an_item_off_the_compass_gets_its_objective_in_one_click_where_it_is_listed(cast, made, signed_in):
    client = signed_in("camille")
    with scope(workspace=cast.workspace):
        aim = objective(cast)
    listed = client.get(f"{W}off-compass").content.decode()
    assert f'name="objective" value="{aim.pk}"' in listed
    sent = {"objective": aim.pk, "next": f"{W}off-compass"}
    page = client.post(f"{W}{made.pk}/aim", sent, follow=True).content.decode()
    assert "Tout sert à quelque chose" in page
    client.post(undo_of(page))
    with scope(workspace=cast.workspace):
        assert Item.objects.get().objective is None


@pytest.mark.parametrize("wrong", ["999999", "x"])
def test_an_objective_that_is_not_there_is_refused(made, signed_in, wrong):
    assert signed_in("camille").post(f"{W}{made.pk}/aim", {"objective": wrong}).status_code == 422


def test_next_leads_nowhere_else(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        aim = objective(cast)
    sent = {"objective": aim.pk, "next": "https://elsewhere.example/"}
    answer = signed_in("camille").post(f"{W}{made.pk}/aim", sent)
    assert answer.headers["Location"] == f"{W}{made.pk}/"


@pytest.mark.parametrize("typed", ["CRM-2", "crm 2", "2", "CRM-2 Relances"])
def test_a_need_is_named_by_its_key_and_undone(cast, made, signed_in, typed):
    with scope(workspace=cast.workspace):
        item(cast, "Relances")
    client = signed_in("camille")
    page = client.post(f"{W}{made.pk}/needs", {"needs": typed}, follow=True).content.decode()
    with scope(workspace=cast.workspace):
        assert Prerequisite.objects.count() == 1
    page = client.post(undo_of(page), follow=True).content.decode()
    with scope(workspace=cast.workspace):
        assert Prerequisite.objects.count() == 0
    client.post(undo_of(page))
    with scope(workspace=cast.workspace):
        assert Prerequisite.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"), [("CRM-1", "CRM-1 → CRM-1"), ("CRM-99", "CRM-99"), ("", ""), ("x" * 201, "")], ids=str
)
def test_a_need_that_cannot_be_is_refused_where_it_is_typed(made, signed_in, typed, said):
    answer = signed_in("camille").post(f"{W}{made.pk}/needs", {"needs": typed})
    page = answer.content.decode()
    assert (answer.status_code, said in page, "id_needs_error" in page) == (422, True, True)


def test_an_effort_is_corrected_beside_its_field_and_undone(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        who = team(cast, "Intégration")
    client = signed_in("lou")
    answer = client.post(f"{W}{made.pk}/effort", {"team": who.pk, "low": "5", "high": "2"})
    assert (answer.status_code, "id_high_error" in answer.content.decode()) == (422, True)
    client.post(f"{W}{made.pk}/effort", {"team": who.pk, "low": "2", "high": "4,5"}, follow=True)
    page = client.post(f"{W}{made.pk}/effort", {"team": who.pk, "low": "3", "high": "6"}, follow=True).content.decode()
    client.post(undo_of(page))
    with scope(workspace=cast.workspace):
        row = Effort.objects.get()
        assert (str(row.low), str(row.high)) == ("2.0", "4.5")


def test_a_link_is_refused_or_undone(cast, made, signed_in):
    client = signed_in("camille")
    answer = client.post(f"{W}{made.pk}/links", {"address": "javascript:alert(1)"})
    assert (answer.status_code, "id_address_error" in answer.content.decode()) == (422, True)
    page = client.post(
        f"{W}{made.pk}/links", {"address": "https://a.example/?a=1&b=2", "label": "Cadrage"}, follow=True
    )
    page = client.post(undo_of(page.content.decode()), follow=True)
    client.post(undo_of(page.content.decode()))
    with scope(workspace=cast.workspace):
        row = Link.objects.get()
        assert (row.address, row.label) == ("https://a.example/?a=1&b=2", "Cadrage")
