"""Rituals and the trail in a real browser: without JavaScript, accessible, on a phone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.decisions.services.rituals import ritual_create
from tests.browser.conftest import PageAs, assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
W = "/w/crm-ventes/"


@pytest.fixture
def ritual(cast: Any) -> Any:
    with scope(workspace=cast.workspace):
        return ritual_create(
            actor=cast.camille,
            kind="demo",
            label="Démonstration",
            first_at=timezone.now() - timedelta(days=3),
            owner=cast.noa,
            rhythm_days=7,
            expected_roles=["champion", "builder"],
        )


def test_from_nothing_to_a_meeting_that_was_held_without_javascript(page_as: PageAs, cast: Any) -> None:
    page = page_as("camille", script=False)
    page.goto(f"{W}rituals/")
    page.get_by_role("button", name="Planifier les quatre rituels d’usage").click()
    page.get_by_role("link", name="Revue du cap").click()
    page.get_by_role("link", name="Déplacer").first.click()
    page.get_by_label("Nouvelle date et heure").fill("2031-01-06T14:30")
    page.get_by_role("button", name="Déplacer").click()
    expect(page.get_by_text("lundi 6 janvier 2031, 14:30")).to_be_visible()
    page.get_by_role("button", name="Défaire").click()
    expect(page.get_by_text("lundi 6 janvier 2031, 14:30")).to_have_count(0)


def test_attendance_is_noted_and_taken_back(page_as: PageAs, ritual: Any) -> None:
    page = page_as("noa", width=390)
    page.goto(f"{W}rituals/{ritual.pk}/")
    page.get_by_role("link", name="Tenue").first.click()
    lou = page.get_by_role("group", name="Lou Moreau")
    lou.get_by_label("Excusé").check()
    page.get_by_role("button", name="Tenue").click()
    expect(page.get_by_text("1 / 2 présents")).to_be_visible()
    page.get_by_role("button", name="Défaire").click()
    expect(page.get_by_text("Personne n’a dit ce qu’elle est devenue")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["rituals/", "rituals/{pk}/", "rituals/{pk}/edit", "meetings/{meeting}/hold", "trail/"]
)
def test_every_page_is_accessible(page_as: PageAs, ritual: Any, path: str) -> None:
    page = page_as("camille")
    with scope(workspace=ritual.workspace):
        meeting = ritual.meetings.first().pk
    page.goto(W + path.format(pk=ritual.pk, meeting=meeting))
    assert_accessible(page)


def test_the_calendar_page_is_accessible_and_narrow(page_as: PageAs, cast: Any) -> None:
    page = page_as("robin", width=390)
    page.goto("/calendar/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert_accessible(page)
