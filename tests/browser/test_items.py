"""Items in a real browser: one path by keyboard and script, the same without script, and what axe says."""

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.backlog.services.comments import comment_add
from tests.backlog.items import W, asked, item, objective, team
from tests.browser.conftest import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        aim = objective(cast)
        who = team(cast, "Intégration")
        return item(cast, objective=aim, teams=[who], owner=cast.noa, requests=[asked(cast, team=who)])


def test_a_comment_names_somebody_whom_the_keyboard_chose(made, page_as):
    page = page_as("robin")
    page.goto(f"{W}{made.pk}/")
    text = page.get_by_role("textbox", name="Commentaire")
    text.focus()
    page.keyboard.type("Vu avec @cam")
    expect(page.get_by_role("option", name="Camille Leroy")).to_be_visible()
    page.keyboard.press("Enter")
    expect(text).to_have_value("Vu avec @Camille Leroy ")
    page.keyboard.type("hier")
    page.get_by_role("button", name="Commenter").click()
    expect(page.locator("#comments strong")).to_have_text("@Camille Leroy")


def test_an_item_is_given_an_effort_and_dropped_and_undone(made, page_as):
    page = page_as("camille")
    page.goto(f"{W}{made.pk}/")
    page.get_by_text("Dire ce qu’il coûte à une équipe").click()
    page.get_by_label("Au moins").fill("2,5")
    page.get_by_label("Au plus").fill("4")
    page.locator("#efforts").get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#efforts dd")).to_have_text("2,5–4")
    page.get_by_role("link", name="L’abandonner").click()
    page.get_by_label("Raison").fill("Plus personne ne le demande")
    page.get_by_role("button", name="L’abandonner").click()
    expect(page.locator(".page-head").get_by_text("Abandonné")).to_be_visible()
    page.locator("[data-toast]").get_by_role("button", name="Défaire").last.click()
    expect(page.locator(".page-head").get_by_text("Ouvert")).to_be_visible()


def test_without_script_an_item_gets_its_objective(cast, page_as):
    with scope(workspace=cast.workspace):
        objective(cast)
        made = item(cast)
    page = page_as("camille", script=False)
    page.goto(f"{W}off-compass")
    page.get_by_role("button", name="Vendre mieux").click()
    expect(page.get_by_text("Tout sert à quelque chose")).to_be_visible()
    page.goto(f"{W}{made.pk}/")
    expect(page.locator(".page-head").get_by_text("Vendre mieux")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["", "{pk}/", "{pk}/history", "{pk}/edit", "{pk}/drop", "tree", "alignment", "off-compass"]
)
def test_every_page_is_accessible_and_fits_a_phone(page_as, made, cast, path):
    with scope(workspace=cast.workspace):
        item(cast, "Sans objectif encore")
        comment_add(actor=cast.camille, item=made, text="Vu avec @noa.bernard")
    page = page_as("camille", width=390)
    page.goto(W + path.format(pk=made.pk))
    assert_fits(page)
    assert_accessible(page)
