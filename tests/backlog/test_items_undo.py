"""A saved change of an item is taken back in one click, unless somebody wrote over it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django_scopes import scope

from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.items import item_edit
from gouvernail.backlog.services.items.undo import item_edit_undo
from gouvernail.decisions.models import Change
from gouvernail.workspaces.services.door import Forbidden
from tests.backlog.items import item, objective, team, undo_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(cast, client):
    """Give an item that Camille has just changed through its form, and the address of the toast's button."""
    with scope(workspace=cast.workspace):
        first, second = objective(cast), objective(cast, "Vendre plus")
        row = item(cast, objective=first, teams=[team(cast)])
    client.force_login(cast.camille.user)
    page = reverse("backlog:item_edit", args=["crm-ventes", row.pk])
    form = {"title": "Fiche unique", "text": "Pour tous", "objective": second.pk, "version": row.version}
    shown = client.post(page, form, follow=True).content.decode()
    return row, undo_of(shown)


def now(cast, row):
    with scope(workspace=cast.workspace):
        found = Item.objects.get(pk=row.pk)
        return found.title, found.text, found.objective.label, [str(one) for one in found.teams.all()]


def test_one_click_puts_back_what_the_form_changed(cast, client, saved):
    row, address = saved
    assert now(cast, row) == ("Fiche unique", "Pour tous", "Vendre plus", [])
    client.post(address)
    assert now(cast, row) == ("Fiche client unique", "", "Vendre mieux", ["Ventes Sud"])
    with scope(workspace=cast.workspace):
        told = Change.objects.filter(verb="item_edit_undo").values_list("field", flat=True)
        assert sorted(told) == ["objective", "teams", "text", "title"]


def test_it_says_so_where_somebody_wrote_over_it(cast, client, saved):
    row, address = saved
    with scope(workspace=cast.workspace):
        held = Item.objects.get(pk=row.pk)
        item_edit(actor=cast.camille, item=held, version=held.version, title="Encore autre chose")
    page = client.post(address, follow=True).content.decode()
    assert "a été changé à nouveau depuis" in page
    assert now(cast, row)[0] == "Encore autre chose"


def test_what_others_changed_besides_stays(cast, client, saved):
    row, address = saved
    with scope(workspace=cast.workspace):
        held = Item.objects.get(pk=row.pk)
        item_edit(actor=cast.camille, item=held, version=held.version, owner=cast.lou)
    client.post(address)
    with scope(workspace=cast.workspace):
        held = Item.objects.get(pk=row.pk)
        assert (held.title, held.owner) == ("Fiche client unique", cast.lou)


def test_a_second_click_says_that_it_is_done_with(client, saved):
    _row, address = saved
    client.post(address)
    assert "ne peut plus être repris" in client.post(address, follow=True).content.decode()


def test_a_save_that_changes_nothing_has_nothing_to_undo(cast, client):
    with scope(workspace=cast.workspace):
        row = item(cast)
    client.force_login(cast.camille.user)
    form = {"title": row.title, "version": row.version}
    page = client.post(reverse("backlog:item_edit", args=["crm-ventes", row.pk]), form, follow=True)
    assert "put-back" not in page.content.decode()


def test_an_objective_archived_since_is_not_given_back(cast, client, saved):
    row, address = saved
    with scope(workspace=cast.workspace):
        first = type(row.objective).objects.get(label="Vendre mieux")
        first.is_active = False
        first.save()
    client.post(address)
    assert now(cast, row)[2] == "Vendre plus"


def test_it_refuses_who_may_not_edit_and_what_is_not_there(cast, saved):
    row, _address = saved
    with scope(workspace=cast.workspace):
        with pytest.raises(Forbidden):
            item_edit_undo(actor=cast.sacha, item=row, was={"title": ("A", "Fiche unique")})
        with pytest.raises(ValidationError, match="plus là"):
            item_edit_undo(actor=cast.camille, item=row, was={"owner": (10_000_000, None)})


def test_the_address_asks_for_the_right_and_for_a_post(cast, client, saved):
    _row, address = saved
    assert client.get(address).status_code == 405
    client.logout()
    assert client.post(address).status_code == 302
    client.force_login(cast.sacha.user)
    assert client.post(address).status_code == 403
    client.force_login(cast.stranger.user)
    assert client.post(address).status_code == 404
