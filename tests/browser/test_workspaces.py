"""From nothing to a workspace that steers, in a real browser; every page of it accessible, on a desk and in a hand."""

import re

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Role, Team, Workspace
from tests.browser.conftest import PageAs, assert_accessible, assert_fits
from tests.cast import SINCE, Cast

pytestmark = pytest.mark.browser
HERE = "/w/crm-ventes"
PAGES = [
    "/workspaces/",
    "/workspaces/new/",
    f"{HERE}/first-steps/",
    f"{HERE}/settings/",
    f"{HERE}/settings/deletion/",
    f"{HERE}/settings/export/",
    f"{HERE}/people/",
    f"{HERE}/people/?q=nobody-of-that-name",
    f"{HERE}/people/teams/",
    f"{HERE}/people/data-objects/",
    f"{HERE}/people/roles/new/",
]


@pytest.fixture
def lived_in(cast: Cast) -> Cast:
    """Give the workspace what its pages show: a team, a data object, a role of the past, a deputy."""
    with scope(workspace=cast.workspace):
        team = Team.objects.create(workspace=cast.workspace, name="Ventes")
        DataObject.objects.create(workspace=cast.workspace, name="Contacts", description="Ceux des clients")
        Role.objects.filter(kind=RoleKind.CHAMPION).update(team=team, deputy=cast.robin)
        Role.objects.create(
            workspace=cast.workspace, member=cast.noa, kind=RoleKind.SPONSOR, starts_on=SINCE, ends_on="2025-12-31"
        )
    return cast


def test_a_workspace_is_made_in_one_page_and_teaches(page_as: PageAs, cast: Cast) -> None:
    page = page_as("robin", language="en")
    page.goto("/workspaces/")
    page.get_by_role("link", name="New workspace").click()
    page.get_by_label("Name", exact=True).fill("CRM Partners")
    page.get_by_role("button", name="Create the workspace").click()
    expect(page.get_by_role("heading", name="First steps")).to_be_visible()
    page.get_by_role("link", name="See the duties").click()
    expect(page.get_by_role("link", name="People")).to_be_visible()
    page.goto("/workspaces/")
    expect(page.get_by_role("heading", level=2)).to_have_text(["CRM Partners", "CRM Ventes"])


def test_a_wrong_value_is_said_and_nothing_typed_is_lost(page_as: PageAs, cast: Cast) -> None:
    page = page_as("robin", language="en", width=390)
    page.goto("/workspaces/new/")
    page.get_by_label("Teams that use the CRM").fill("Sales\nSupport")
    page.get_by_role("button", name="Create the workspace").click()
    expect(page.get_by_label("Name", exact=True)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Teams that use the CRM")).to_have_value("Sales\nSupport")
    assert_accessible(page, languages=())
    assert Workspace.objects.count() == 2


def test_the_switcher_lists_the_workspaces(page_as: PageAs, cast: Cast) -> None:
    page = page_as("camille", language="en")
    page.goto(f"{HERE}/people/")
    page.locator("details.me > summary").click()
    expect(page.locator(".switcher").get_by_role("link", name="CRM Ventes")).to_be_visible()


def test_a_role_is_given_ended_and_the_end_undone(page_as: PageAs, cast: Cast) -> None:
    page = page_as("camille", language="en")
    page.goto(f"{HERE}/people/")
    page.get_by_role("link", name=re.compile("Robin Garcia")).click()
    page.get_by_role("link", name="Give a role").click()
    page.get_by_label("Role", exact=True).select_option(label="Builder")
    page.get_by_role("button", name="Give the role").click()
    now = page.get_by_role("region", name="Roles now")
    expect(now).to_contain_text("Builder")
    now.get_by_role("button", name="End Builder").click()
    expect(now).not_to_contain_text("Builder")
    page.get_by_role("button", name="Undo").click()
    expect(now).to_contain_text("Builder")


def test_a_deletion_is_asked_by_name_and_taken_back(page_as: PageAs, cast: Cast) -> None:
    page = page_as("camille", language="en")
    page.goto(f"{HERE}/settings/deletion/")
    page.get_by_label("Write the name of the workspace").fill("CRM Ventes")
    page.get_by_role("button", name="Delete in 30 days").click()
    expect(page.get_by_role("complementary", name="Deletion")).to_be_visible()
    assert_accessible(page, languages=())
    page.get_by_role("button", name="Keep the workspace").click()
    expect(page.get_by_role("complementary", name="Deletion")).to_have_count(0)


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_accessible_and_fit(page_as: PageAs, lived_in: Cast, address: str) -> None:
    page = page_as("camille", width=390)
    page.goto(address)
    assert_fits(page)
    assert_accessible(page)


def test_the_page_of_a_person_is_accessible_and_fits(page_as: PageAs, lived_in: Cast) -> None:
    page = page_as("camille", width=390)
    for part in (f"{lived_in.noa.pk}/", f"{lived_in.robin.pk}/", f"{lived_in.noa.pk}/edit/"):
        page.goto(f"{HERE}/people/{part}")
        assert_fits(page)
        assert_accessible(page, languages=("fr",))
