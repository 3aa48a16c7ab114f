"""A time zone is typed or chosen in a list, and always one that clocks know."""

import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django_scopes import scope

from gouvernail.web.zones import ZoneField, zone_named, zones
from gouvernail.workspaces.models import Workspace
from gouvernail.workspaces.services.workspaces import workspace_create, workspace_edit
from tests.cast import Cast


def test_every_zone_is_known_once_and_the_usual_ones_come_first() -> None:
    assert zones()[0] == "Europe/Paris"
    assert len(set(zones())) == len(zones()) > 300
    assert set(zones()) <= zoneinfo.available_timezones()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("paris", "Europe/Paris"),
        ("  New   York ", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("utc", "UTC"),
    ],
)
def test_a_city_is_enough(typed: str, found: str) -> None:
    assert zone_named(typed) == found


@pytest.mark.parametrize("typed", ["Mars/Olympus", "Mars", "Europe", "x" * 64, "<script>"])
def test_what_no_clock_knows_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Paris"):
        ZoneField().clean(typed)


def test_the_list_is_the_browsers_own() -> None:
    drawn = ZoneField().widget.render("zone", "<b>", {"id": "id_zone"})
    assert 'list="id_zone_zones"' in drawn
    assert '<datalist id="id_zone_zones"><option value="Europe/Paris"></option>' in drawn
    assert 'value="&lt;b&gt;"' in drawn


@pytest.mark.parametrize("page", ["workspace:workspace_edit", "workspaces:account", "me:preferences"])
def test_every_page_that_asks_offers_the_list(cast: Cast, signed_in, page: str) -> None:
    keys = ["crm-ventes"] if page.startswith("workspace:") else []
    text = signed_in("camille").get(reverse(page, args=keys)).content.decode()
    assert '<datalist id="id_time_zone_zones">' in text
    assert 'value="Europe/Paris"' in text


def test_a_workspace_takes_a_city_and_refuses_nonsense(cast: Cast, signed_in) -> None:
    client = signed_in("camille")
    address = reverse("workspace:workspace_edit", args=["crm-ventes"])
    form = client.get(address).context["form"]
    fields = {bound.html_name: bound.value() for bound in form}
    fields |= {bound.html_initial_name: bound.value() for bound in form}
    assert client.post(address, {**fields, "time_zone": "Mars/Olympus"}).status_code == 422
    assert client.post(address, {**fields, "time_zone": "montreal"}).status_code == 302
    assert Workspace.objects.get(pk=cast.workspace.pk).time_zone == "America/Montreal"


def test_the_services_refuse_a_zone_that_no_clock_knows(cast: Cast) -> None:
    with scope(workspace=cast.workspace), pytest.raises(ValidationError):
        workspace_edit(actor=cast.camille, time_zone="Mars/Olympus")
    with pytest.raises(ValidationError):
        workspace_create(user=cast.camille.user, name="Autre", time_zone="Mars/Olympus")
