"""Teams and data objects: add, rename, archive, put back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Role, Team
from tests.cast import SINCE, Cast

SignIn = Callable[[str], Client]
KINDS = {"team": (Team, {"name": "Ventes", "side": "business"}), "data_object": (DataObject, {"name": "Contacts"})}


@pytest.mark.parametrize("name", KINDS)
def test_a_life(cast: Cast, signed_in: SignIn, name: str) -> None:
    model, sent = KINDS[name]
    client, slug = signed_in("camille"), cast.workspace.slug
    listed = reverse(f"workspace:{name}_list", args=[slug])
    assert client.post(listed, sent).status_code == 302
    with scope(workspace=cast.workspace):
        row = model.objects.get()
    again = client.post(listed, sent | {"name": sent["name"].upper()})
    assert (again.status_code, set(again.context["form"].errors)) == (422, {"name"})
    client.post(reverse(f"workspace:{name}_edit", args=[slug, row.pk]), sent | {"name": "Autre"})
    client.post(reverse(f"workspace:{name}_archive", args=[slug, row.pk]))
    with scope(workspace=cast.workspace):
        assert list(model.objects.values_list("name", "is_active")) == [("Autre", False)]
    client.post(reverse(f"workspace:{name}_restore", args=[slug, row.pk]))
    with scope(workspace=cast.workspace):
        assert model.objects.get().is_active


@pytest.mark.parametrize("name", KINDS)
def test_a_reader_sees_and_changes_nothing(cast: Cast, signed_in: SignIn, name: str) -> None:
    model, sent = KINDS[name]
    with scope(workspace=cast.workspace):
        row = model.objects.create(workspace=cast.workspace, **sent)
    client, slug = signed_in("robin"), cast.workspace.slug
    listed = reverse(f"workspace:{name}_list", args=[slug])
    assert sent["name"] in client.get(listed).content.decode()
    for act in ("edit", "archive", "restore"):
        assert client.post(reverse(f"workspace:{name}_{act}", args=[slug, row.pk]), sent).status_code == 403
    assert client.post(listed, sent | {"name": "Autre"}).status_code == 403
    assert signed_in("camille").get(reverse(f"workspace:{name}_archive", args=[slug, row.pk])).status_code == 405


def test_a_team_shows_its_champion(cast: Cast, signed_in: SignIn) -> None:
    with scope(workspace=cast.workspace):
        team = Team.objects.create(workspace=cast.workspace, name="Ventes")
        Role.objects.create(
            workspace=cast.workspace, member=cast.noa, kind=RoleKind.CHAMPION, team=team, starts_on=SINCE
        )
    rows = signed_in("robin").get(reverse("workspace:team_list", args=[cast.workspace.slug])).context["rows"]
    assert [(str(row), size, [str(one) for one in who]) for row, size, who in rows] == [("Ventes", 0, ["Noa Bernard"])]
