"""The roadmap in a browser: through time by keyboard, slider, without script, on a phone; and what axe says."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.backlog.services.items.needs import prerequisite_add
from tests.backlog.items import item, objective
from tests.browser.conftest import assert_accessible, assert_fits
from tests.roadmap.scene import W, decide, on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lived(cast):
    """Decide in January, today, and leave one item waiting for a decision."""
    with scope(workspace=cast.workspace):
        with on(0):
            aim = objective(cast)
            first = item(cast, "Relances de devis", objective=aim, owner=cast.noa)
            other = item(cast, "Commandes de l’ERP dans la fiche", objective=aim)
        with on(1):
            decide(cast, first, "now", reason="Un devis sur trois est oublié")
        with on(8):
            decide(cast, first, "later", reason="L’ERP d’abord", review_on=timezone.localdate() + timedelta(days=9))
            decide(cast, other, "next", reason="Tout le monde l’attend", who="sacha")
        later = item(cast, "Agenda", objective=aim)
        prerequisite_add(actor=cast.camille, item=other, needs=later)
        item(cast, "Portail", objective=aim)
        decide(cast, later, "later", reason="Après les relances")
    return cast


def test_one_goes_back_in_time_by_keyboard_and_the_address_says_where(lived, page_as):
    page = page_as("robin")
    page.goto(W)
    expect(page.get_by_role("link", name="Commandes de l’ERP dans la fiche")).to_be_visible()
    slide = page.get_by_role("slider", name="Remonter le temps")
    slide.focus()
    page.keyboard.press("Home")  # the first decision day
    expect(page.locator("#roadmap").get_by_text("Telle qu’elle était au soir du 6 janvier 2026")).to_be_visible()
    expect(page.get_by_role("link", name="Commandes de l’ERP dans la fiche")).to_have_count(0)
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "6 janvier 2026")
    expect(page.get_by_role("slider")).to_be_focused()
    assert "on=2026-01-06" in page.url
    page.get_by_label("Vue au").fill("2026-01-13")
    page.keyboard.press("Enter")
    expect(page.locator("#roadmap").get_by_text("Telle qu’elle était au soir du 13 janvier 2026")).to_be_visible()
    expect(page.locator("#roadmap-said")).to_contain_text("13 janvier 2026")


def test_without_script_the_field_and_the_links_do(lived, page_as):
    page = page_as("robin", script=False)
    page.goto(f"{W}?on=2026-01-13")
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_role("link", name="jour de décision précédent").click()
    expect(page.locator("#roadmap").get_by_text("Telle qu’elle était au soir du 6 janvier 2026")).to_be_visible()
    page.get_by_label("Vue au").fill("2026-01-20")
    page.get_by_label("Lignes").select_option("owner")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("heading", name="Noa Bernard")).to_be_visible()


def test_the_keyboard_goes_there(lived, page_as):
    page = page_as("robin")
    page.goto("/w/crm-ventes/")
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Roadmap", level=1)).to_be_visible()


@pytest.mark.parametrize("path", ["", "?on=2026-01-06&lanes=team", "undecided", "changes?from=2026-01-07"])
def test_every_page_is_accessible_and_fits_a_phone(lived, page_as, path):
    page = page_as("camille", width=390)
    page.goto(W + path)
    assert_fits(page)
    assert_accessible(page)


def test_the_roadmap_is_accessible_on_a_desk(lived, page_as):
    page = page_as("camille")
    page.goto(W)
    assert_fits(page)
    assert_accessible(page, languages=())
