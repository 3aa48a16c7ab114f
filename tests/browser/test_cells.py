"""Cells of the backlog changed where they stand, by mouse and by keyboard."""

from typing import Any

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.items import item_edit
from tests.backlog.items import team
from tests.backlog.ranking import backlog
from tests.browser.conftest import PageAs, assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = "/w/crm-ventes/backlog/?q=fiche&cols=objective&cols=owner&cols=effort"


@pytest.fixture
def rows(cast: Any) -> list[Item]:
    with scope(workspace=cast.workspace):
        team(cast)
        return backlog(cast)


def test_a_title_is_changed_by_a_click_beside_it_and_put_back(page_as: PageAs, rows: list[Item]) -> None:
    page = page_as("camille")
    page.goto(TABLE)
    page.locator("th.edits", has_text="CRM-1").locator(".sub").click()
    field = page.get_by_label("Titre de CRM-1", exact=True)
    expect(field).to_be_focused()
    assert_accessible(page, languages=())
    field.fill("La fiche de chacun")
    field.press("Enter")
    expect(page.get_by_role("link", name="La fiche de chacun", exact=True)).to_be_visible()
    expect(page.get_by_label("Modifier le titre de CRM-1")).to_be_focused()
    page.locator(".toast", has_text="enregistré").get_by_role("button", name="Défaire").click()
    expect(page.get_by_role("link", name=rows[0].title, exact=True)).to_be_visible()


def test_the_keyboard_goes_from_cell_to_cell(page_as: PageAs, cast: Any, rows: list[Item]) -> None:
    page = page_as("camille")
    page.goto(TABLE)
    page.get_by_label("Modifier le titre de CRM-1").press("Enter")
    page.get_by_label("Titre de CRM-1", exact=True).fill("La fiche de chacun")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Objectif de CRM-1", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Qui porte CRM-1", exact=True)).to_be_focused()
    page.keyboard.type("Noa Bernard")
    page.keyboard.press("Tab")
    low = page.get_by_label("Au moins")
    expect(low).to_be_focused()
    low.fill("2")
    page.get_by_label("Au plus").fill("4,5")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Modifier l’effort de CRM-1")).to_be_focused()
    expect(page.locator("td.edits", has_text="2–4,5")).to_be_visible()
    with scope(workspace=cast.workspace):
        found = Item.objects.get(pk=rows[0].pk)
        assert (found.title, found.owner) == ("La fiche de chacun", cast.noa)


def test_escape_gives_up_and_what_somebody_else_wrote_is_told_of(page_as: PageAs, cast: Any, rows: list[Item]) -> None:
    page = page_as("camille")
    page.goto(TABLE)
    pencil = page.get_by_label("Modifier le titre de CRM-1")
    pencil.press("Enter")
    page.get_by_label("Titre de CRM-1", exact=True).fill("À jeter")
    page.keyboard.press("Escape")
    expect(pencil).to_be_focused()
    pencil.press("Enter")
    field = page.get_by_label("Titre de CRM-1", exact=True)
    expect(field).to_have_value(rows[0].title)
    with scope(workspace=cast.workspace):
        held = Item.objects.get(pk=rows[0].pk)
        item_edit(actor=cast.camille, item=held, version=held.version, title="La fiche de Lou")
    field.fill("Ma fiche")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="La fiche de Lou")).to_be_visible()
    page.get_by_label("Titre de CRM-1", exact=True).press("Enter")
    expect(page.get_by_role("link", name="Ma fiche", exact=True)).to_be_visible()


def test_a_cell_is_changed_in_the_hand(page_as: PageAs, rows: list[Item]) -> None:
    page = page_as("camille", width=390)
    page.goto(TABLE)
    page.get_by_label("Changer qui porte CRM-1").click()
    assert_fits(page)
    page.get_by_label("Qui porte CRM-1", exact=True).fill("Lou Moreau")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("td.edits", has_text="Lou Moreau")).to_be_visible()
    assert_accessible(page)


def test_without_script_the_pencil_opens_the_form_of_the_row(page_as: PageAs, rows: list[Item]) -> None:
    page = page_as("camille", script=False)
    page.goto(TABLE)
    page.get_by_label("Changer qui porte CRM-1").click()
    expect(page.locator(".row-form").get_by_label("Qui le porte")).to_be_visible()
