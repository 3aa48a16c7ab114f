"""Who answers for the data of an item is told of it, once, in their language."""

import pytest
from django_scopes import scope

from gouvernail.backlog.services.items.items import item_edit
from gouvernail.followup.models import Notice
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Role
from tests.backlog.items import item


@pytest.fixture
def accounts(cast):
    with scope(workspace=cast.workspace):
        made = DataObject.objects.create(workspace=cast.workspace, name="Comptes")
        Role.objects.filter(member=cast.dominique, kind=RoleKind.DATA_OWNER).update(data_object=made)
        return made


def test_the_data_owner_is_told_when_an_item_is_about_their_data(cast, accounts, signed_in):
    with scope(workspace=cast.workspace):
        made = item(cast)
        assert not Notice.objects.exists()
        item_edit(actor=cast.camille, item=made, version=1, data_object=accounts)
        item_edit(actor=cast.camille, item=made, version=2, title="Autre titre")
        item_edit(actor=cast.camille, item=made, version=3, data_object=None)
        item_edit(actor=cast.camille, item=made, version=4, data_object=accounts)
        told = Notice.objects.get()
        assert (told.member, "« Comptes »".replace(" ", "\xa0") in told.text) == (cast.dominique, True)
    assert signed_in("dominique").get(told.url).status_code == 200


def test_who_writes_about_their_own_data_is_not_told_and_nobody_else_is(cast, accounts):
    with scope(workspace=cast.workspace):
        other = DataObject.objects.create(workspace=cast.workspace, name="Contacts")
        Role.objects.create(
            workspace=cast.workspace,
            member=cast.camille,
            kind=RoleKind.DATA_OWNER,
            data_object=other,
            starts_on=cast.workspace.created_at.date(),
        )
        item(cast, data_object=other)
        assert not Notice.objects.exists()
        item(cast, data_object=accounts)
        assert [one.member for one in Notice.objects.all()] == [cast.dominique]
