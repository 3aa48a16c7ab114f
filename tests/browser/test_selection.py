"""What fits, in a real browser: asked and answered without a click, changed by one button, kept; without script too."""

import os
from decimal import Decimal

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from gouvernail.backlog.services.selection.asking import Asked, selection_ask
from gouvernail.backlog.services.selection.scenarios import scenario_keep
from tests.backlog.items import item
from tests.backlog.selection import W, portfolio
from tests.browser.conftest import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rows(cast):
    with scope(workspace=cast.workspace):
        item(cast, "Portail sans charge")
        return portfolio(cast)


@pytest.fixture
def kept(cast, rows, run_jobs):
    found = []
    for days in (20, 45):
        with scope(workspace=cast.workspace):
            row = selection_ask(actor=cast.camille, capacity=Decimal(days), asked=Asked())
        run_jobs()
        with scope(workspace=cast.workspace):
            found.append(scenario_keep(actor=cast.camille, scenario=row, title=f"Trimestre à {days} jours"))
    return found


def test_one_asks_reads_the_answer_leaves_an_item_out_and_keeps_it(rows, page_as, run_jobs):
    page = page_as("camille")
    page.goto(W)
    page.get_by_label("Capacité en jours-personnes").fill("30")
    page.get_by_role("button", name="Voir ce qui tient").click()
    expect(page.locator("#answer [role=status]")).to_be_visible()
    run_jobs()
    expect(page.locator("#sum-title")).to_be_attached()
    page.get_by_role("button", name="Laisser dehors CRM-2", exact=True).click()
    expect(page.locator("#answer [role=status]")).to_be_visible()
    run_jobs()
    expect(page.get_by_role("button", name="Rendre au choix CRM-2", exact=True)).to_be_attached()
    page.get_by_label("titre").fill("Sans la fiche")
    page.get_by_role("button", name="Garder", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sans la fiche")


def test_without_script_the_page_waits_and_answers(rows, page_as, run_jobs):
    page = page_as("robin", script=False)
    page.goto(W)
    page.get_by_label("Capacité en jours-personnes").fill("12,5")
    page.get_by_role("button", name="Voir ce qui tient").click()
    expect(page.locator("#answer [role=status]")).to_be_visible()
    run_jobs()
    expect(page.locator("#sum-title")).to_be_attached()


@pytest.mark.parametrize("name", ["question", "answer", "compare"])
def test_every_page_is_accessible_and_fits_a_phone(kept, page_as, name):
    before, after = (row.pk for row in kept)
    paths = {"question": "", "answer": f"{before}/", "compare": f"compare?before={before}&after={after}"}
    page = page_as("camille", width=390)
    page.goto(W + paths[name])
    if os.environ.get("SHOTS"):
        wide = page_as("camille")
        wide.goto(W + paths[name])
        for one, size in ((wide, "wide"), (page, "phone")):
            one.screenshot(path=f"{os.environ['SHOTS']}/{name}-{size}.png", full_page=True)
    assert_fits(page)
    assert_accessible(page)
