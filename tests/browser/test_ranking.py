"""The ranked backlog in a browser: read by everybody, changed by hand and in number, with and without script."""

import re
from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.backlog.models import Item, Rules, SavedView
from tests.backlog.ranking import backlog
from tests.browser.conftest import PageAs, assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/w/crm-ventes/backlog/"
PAGES = ["", "matrix", "why?x=CRM-1&y=CRM-7", "items/{}/rank", "rules", "rules/thresholds", "rankings/"]


@pytest.fixture
def rows(cast: Any) -> list[Item]:
    with scope(workspace=cast.workspace):
        return backlog(cast)


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_are_accessible_and_fit_in_the_hand(page_as: PageAs, rows: list[Item], path: str) -> None:
    page = page_as("camille", width=390)
    page.goto(HOME + path.format(rows[0].pk))
    assert_fits(page)
    assert_accessible(page)


def test_rows_are_ticked_together_changed_and_put_back(page_as: PageAs, cast: Any, rows: list[Item]) -> None:
    page = page_as("camille")
    page.goto(HOME)
    page.get_by_label("Choisir tous les éléments de cette page").check()
    expect(page.locator("[data-ticked]")).to_have_text("7")
    page.get_by_label("Choisir CRM-1", exact=True).uncheck()
    expect(page.locator("[data-ticked]")).to_have_text("6")
    page.locator("#many").get_by_label("Qui le porte").select_option(label="Noa Bernard")
    page.locator("#many").get_by_role("button", name="Appliquer").click()
    toast = page.locator(".toast", has_text="6 éléments sont changés")
    expect(toast).to_be_visible()
    toast.get_by_role("button", name="Défaire").click()
    expect(page.locator(".toast", has_text="comme avant")).to_be_visible()
    with scope(workspace=cast.workspace):
        assert not Item.objects.filter(owner=cast.noa).exists()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_row_is_changed_where_it_stands(page_as: PageAs, cast: Any, rows: list[Item], script: bool) -> None:
    page = page_as("camille", script=script)
    page.goto(f"{HOME}?q=fiche")
    page.get_by_label("Modifier CRM-1 ici").click()
    row = page.locator(".row-form")
    row.get_by_label("Qui le porte").select_option(label="Lou Moreau")
    row.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Un élément est changé.")).to_be_visible()
    with scope(workspace=cast.workspace):
        assert Item.objects.get(pk=rows[0].pk).owner == cast.lou


def test_what_is_on_the_screen_is_kept_and_found_by_somebody_else(page_as: PageAs, cast: Any, rows: list[Item]) -> None:
    page = page_as("noa")
    page.goto(f"{HOME}?q=fiche")
    page.get_by_text("Garder cette vue").click()
    page.locator(".saved").get_by_label("Titre").fill("Les fiches")
    page.locator(".saved").get_by_label("Partagée").check()
    page.locator(".saved").get_by_role("button", name="Garder", exact=True).click()
    expect(page.locator(".toast", has_text="Les fiches")).to_be_visible()
    with scope(workspace=cast.workspace):
        assert SavedView.objects.get().is_shared
    other = page_as("robin")
    other.goto(HOME)
    other.get_by_role("link", name="Les fiches").first.click()
    expect(other.locator("tbody tr")).to_have_count(1)


def test_the_keyboard_reaches_a_point_of_the_matrix_and_says_why(page_as: PageAs, rows: list[Item]) -> None:
    page = page_as("robin")
    page.goto(f"{HOME}matrix")
    page.locator("a.point").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"Rang \d"))).to_be_visible()


def test_rules_are_seen_before_they_count(page_as: PageAs, cast: Any, rows: list[Item]) -> None:
    page = page_as("sacha")
    page.goto(f"{HOME}rules")
    page.locator("#id_places").fill("2")
    page.locator("#id_reason").fill("Deux places ce trimestre")
    page.get_by_role("button", name="Voir ce qui bougerait").click()
    expect(page.get_by_role("heading", name="Ce qui bougerait")).to_be_visible()
    page.get_by_role("button", name="Ces règles comptent désormais").click()
    expect(page.get_by_text("Sûr du top 2")).to_be_visible()
    with scope(workspace=cast.workspace):
        assert Rules.objects.get().places == 2
