"""Who is late, what a deputy reads, and somebody found by name in a form: in a browser, readable by all."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from gouvernail.followup.services.watch import weeks_watch
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Role
from tests.browser.conftest import assert_accessible, assert_fits
from tests.followup.scenes import deputy, ritual

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LATE = "/w/crm-ventes/follow-up/late"
GIVE = "/w/crm-ventes/people/roles/new/"
PageAs = Callable[..., Page]


@pytest.fixture
def late(cast: Any) -> None:
    """Let three meetings wait for a word of Sacha, for whom Camille stands in, and one for Noa."""
    now = timezone.now()
    for days in (9, 10, 11):
        ritual(cast.sacha, cast.sacha, at=now - timedelta(days=days))
    ritual(cast.noa, cast.noa, at=now - timedelta(days=6))
    deputy(cast.sacha, cast.camille)
    weeks_watch(now)


def _look(page: Page, name: str) -> None:
    if "LOOK" in os.environ:
        page.screenshot(path=Path(os.environ["LOOK"]) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_who_needs_a_hand_is_readable_by_all(
    page_as: PageAs, late: None, theme: str, width: int, language: str
) -> None:
    page = page_as("camille", theme=theme, language=language, width=width)
    page.goto(LATE)
    names = page.locator("main h2")
    expect(names).to_have_count(2)
    assert [text.split()[-2:] for text in names.all_inner_texts()] == [["Noa", "Bernard"], ["Sacha", "Martin"]]
    _look(page, f"late-{language}-{width}")
    assert_accessible(page)
    assert_fits(page)


def test_the_deputy_opens_the_list_behind_one_line(page_as: PageAs, late: None) -> None:
    page = page_as("camille")
    page.goto("/w/crm-ventes/")
    line = page.locator(".week-line", has_text="3 points en retard chez Sacha Martin")
    expect(line).to_have_count(1)
    line.get_by_text("Ce qui est en retard").click()
    expect(line.locator(".week-parts a")).to_have_count(3)
    _look(page, "week")
    assert_accessible(page, languages=())
    line.locator(".week-parts a").first.click()
    expect(page.locator("h1")).to_have_text("Arbitrage")


@pytest.mark.parametrize(("width", "script"), [(1440, True), (390, False)])
def test_several_of_that_name_are_chosen_from_with_and_without_scripts(
    cast: Any, page_as: PageAs, width: int, script: bool
) -> None:
    page = page_as("camille", script=script, width=width)
    page.goto(GIVE)
    page.locator("#id_member").fill("crm-ventes.example")
    page.locator("#id_kind").select_option("builder")
    page.locator("main form button[type=submit].primary").click()
    expect(page.locator("#id_member_error")).to_be_visible()
    _look(page, f"choose-{width}")
    assert_fits(page)
    if script:
        assert_accessible(page, languages=())
    page.get_by_label("Robin Garcia").check()
    page.locator("main form button[type=submit].primary").click()
    expect(page.locator("h1")).to_contain_text("Robin Garcia")
    with scope(workspace=cast.workspace):
        assert Role.objects.filter(member=cast.robin, kind=RoleKind.BUILDER).exists()


def test_names_are_offered_while_one_types(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(GIVE)
    page.locator("#id_member").press_sequentially("rob")
    expect(page.locator("#id_member_people option")).to_have_count(1)
    offered = page.locator("#id_member_people option").get_attribute("value")
    assert offered == "Robin Garcia <robin.garcia@crm-ventes.example>"
    page.locator("#id_member").fill("mar")
    expect(page.locator("#id_member_people option")).to_have_count(1)
    assert_accessible(page)
