"""My week in a browser: answered by click and by keyboard, with and without scripts, readable by all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from gouvernail.followup.choices.words import Letter
from gouvernail.followup.services.unsubscribing import stop_token
from gouvernail.followup.services.watch import weeks_watch
from tests.browser.conftest import assert_accessible, assert_fits
from tests.followup.scenes import deputy, job_fails, ritual

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/w/crm-ventes/"
JOB = "Import de demandes.csv"
PageAs = Callable[..., Page]


@pytest.fixture
def programme(cast: Any) -> None:
    """Let something be late, due soon and due later for Camille, who also stands in for Sacha."""
    now = timezone.now()
    job_fails(cast.camille, now)
    ritual(cast.camille, cast.camille, "sponsor", at=now + timedelta(days=3))
    ritual(cast.camille, cast.camille, at=now - timedelta(days=5))
    ritual(cast.sacha, cast.sacha, at=now - timedelta(days=9))
    deputy(cast.sacha, cast.camille)
    weeks_watch(now)


def line(page: Page, title: str) -> Any:
    return page.locator(".week-line", has_text=title)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_done_then_undone(page_as: PageAs, programme: None, script: bool) -> None:
    page = page_as("camille", script=script)
    page.goto(HOME)
    line(page, JOB).locator(".week-more > summary").click()
    line(page, JOB).get_by_role("button", name="C’est fait").click()
    expect(line(page, JOB)).to_have_count(0)
    page.locator(".toast").get_by_role("button", name="Défaire").click()
    expect(line(page, JOB)).to_have_count(1)


def test_later_by_keyboard(page_as: PageAs, programme: None) -> None:
    page = page_as("camille")
    page.goto(HOME)
    menu = line(page, JOB).locator(".week-more")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # tomorrow
    expect(line(page, JOB)).to_have_count(0)
    expect(page.locator(".week-aside summary")).to_contain_text("1")


def test_why_me_and_whose_it_is(page_as: PageAs, programme: None) -> None:
    page = page_as("camille")
    page.goto(HOME)
    theirs = page.locator(".week-line", has_text="Sacha Martin")
    expect(theirs).to_contain_text("chez Sacha Martin depuis")
    theirs.locator(".week-why summary").click()
    expect(theirs.locator(".week-why")).to_contain_text("Vous suppléez Sacha Martin")


def test_g_w_leads_to_my_week_and_the_way_home_too(page_as: PageAs, programme: None) -> None:
    page = page_as("camille")
    page.goto(f"{HOME}people/")
    page.keyboard.press("g")
    page.keyboard.press("w")
    page.wait_for_url(f"**{HOME}")
    page.goto("/")
    page.wait_for_url(f"**{HOME}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ma semaine")


@pytest.mark.parametrize("address", [HOME, f"{HOME}notices/", f"{HOME}follow-up/", "/me/letters/"])
def test_everybody_can_read_it_everywhere(page_as: PageAs, programme: None, address: str) -> None:
    page = page_as("camille")
    page.goto(address)
    if address == HOME:
        for each in page.locator(".week-why summary").all():
            each.click()
    assert_accessible(page)
    small = page_as("camille", width=390)
    small.goto(address)
    assert_fits(small)


def test_an_open_menu_is_accessible_and_fits_in_the_hand(page_as: PageAs, programme: None) -> None:
    page = page_as("camille", width=390)
    page.goto(HOME)
    page.locator(".week-more > summary").first.click()
    assert_fits(page)
    assert_accessible(page, languages=())


def test_an_empty_week_and_no_notice(page_as: PageAs, cast: Any) -> None:
    page = page_as("robin")
    for address in (HOME, f"{HOME}notices/"):
        page.goto(address)
        expect(page.locator(".empty")).to_be_visible()
        assert_accessible(page)


def test_the_way_out_of_a_letter_works_signed_out(page_as: PageAs, cast: Any) -> None:
    page = page_as(None)
    page.goto(reverse("me:unsubscribe", args=[stop_token(cast.lou.user, Letter.DIGEST)]))
    assert_accessible(page, languages=())
    page.get_by_role("button", name="Arrêter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("C’est arrêté")
    page.get_by_role("button", name="Recevoir de nouveau").click()
    expect(page.get_by_role("button", name="Arrêter")).to_be_visible()
