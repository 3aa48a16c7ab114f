"""Governance in a browser: the matrix by keyboard and by click, two people on one duty, fixes that mend."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from gouvernail.workspaces.models import Duty
from gouvernail.workspaces.selectors.duties import letters_of
from tests.browser.conftest import assert_accessible, assert_fits
from tests.workspaces.duties import add, held

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/w/crm-ventes/governance/"
PAGES = ["", "?by=person", "matrix", "findings", "duties/new"]
PageAs = Callable[..., Page]


@pytest.fixture
def duties(cast: Any) -> list[Duty]:
    with scope(workspace=cast.workspace):
        return [
            add(cast, "Arbitrer les priorités", camille="AR", noa="C"),
            add(cast, "Tenir le cap", sacha="A", camille="R", lou="A"),
            add(cast, "Mesurer les bénéfices"),
        ]


def _cell(page: Page, duty: Duty, member: Any) -> Any:
    return page.locator(f"#duty-{duty.pk} [data-cell='{member.pk}']")


def _letters(cast: Any, duty: Duty) -> dict[int, frozenset[str]]:
    with scope(workspace=cast.workspace):
        return letters_of(duty)


def test_the_matrix_is_written_by_keyboard(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(f"{HOME}matrix")
    _cell(page, duties[0], cast.camille).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("r")
    expect(_cell(page, duties[0], cast.lou)).to_have_attribute("data-letters", "R")
    expect(_cell(page, duties[0], cast.lou)).to_be_focused()
    page.keyboard.press("a")
    expect(_cell(page, duties[0], cast.lou)).to_have_attribute("data-letters", "AR")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    expect(_cell(page, duties[0], cast.noa)).to_have_attribute("data-letters", "")
    page.keyboard.press("ArrowDown")
    expect(_cell(page, duties[1], cast.noa)).to_be_focused()
    assert _letters(cast, duties[0]) == held(cast, camille="AR", lou="AR")


def test_letters_typed_in_a_hurry_are_all_written(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(f"{HOME}matrix")
    _cell(page, duties[2], cast.camille).focus()
    for key in ("a", "r", "ArrowRight", "r", "ArrowRight", "i"):
        page.keyboard.press(key)
    expect(_cell(page, duties[2], cast.noa)).to_have_attribute("data-letters", "I")
    assert _letters(cast, duties[2]) == held(cast, camille="AR", lou="R", noa="I")


def test_a_cell_keeps_focus_once_written_however_focus_came_to_it(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(f"{HOME}matrix")
    _cell(page, duties[2], cast.camille).focus()  # as a screen reader does, without an arrow or a click
    page.keyboard.press("a")
    expect(_cell(page, duties[2], cast.camille)).to_have_attribute("data-letters", "A")
    expect(_cell(page, duties[2], cast.camille)).to_be_focused()
    expect(page.locator("[data-cell][tabindex='0']")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(_cell(page, duties[2], cast.lou)).to_be_focused()


def test_letters_offered_while_the_row_is_written_give_focus_back(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(f"{HOME}matrix")
    held: list[Route] = []

    def hold(route: "Route") -> None:
        held.append(route)

    page.route("**/duties/*/cell", hold)
    _cell(page, duties[2], cast.camille).focus()
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".letters-menu")).to_have_count(1)
    while not held:
        page.wait_for_timeout(20)  # lets the request come, however long it takes
    held[0].continue_()
    expect(_cell(page, duties[2], cast.camille)).to_have_attribute("data-letters", "A")
    page.unroute("**/duties/*/cell")
    page.get_by_role("button", name="Réalisateur").click()
    expect(_cell(page, duties[2], cast.camille)).to_have_attribute("data-letters", "AR")
    expect(_cell(page, duties[2], cast.camille)).to_be_focused()


def test_a_click_offers_the_letters_and_escape_gives_the_cell_back(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(f"{HOME}matrix")
    cell = _cell(page, duties[2], cast.sacha)
    cell.click()
    page.get_by_role("button", name="Garant").click()
    expect(cell).to_have_attribute("data-letters", "A")
    cell.click()
    expect(page.get_by_role("button", name="Garant")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    expect(page.locator(".letters-menu")).to_have_count(0)


def test_two_people_write_the_same_cell_and_the_second_chooses(cast, page_as: PageAs, duties):
    first, second = page_as("sacha"), page_as("camille")
    for page in (first, second):
        page.goto(f"{HOME}matrix")
    _cell(first, duties[0], cast.noa).focus()
    first.keyboard.press("i")
    expect(_cell(first, duties[0], cast.noa)).to_have_attribute("data-letters", "I")
    _cell(second, duties[0], cast.noa).focus()
    second.keyboard.press("r")
    dialog = second.locator("#duty-conflict")
    expect(dialog).to_contain_text("Sacha Martin")
    expect(dialog.get_by_role("row", name="Noa Bernard")).to_contain_text("Informé")
    expect(dialog.get_by_role("row", name="Noa Bernard")).to_contain_text("Réalisateur")
    assert_accessible(second, languages=())
    assert _letters(cast, duties[0])[cast.noa.pk] == frozenset("I")
    dialog.get_by_label("Réalisateur").check()
    dialog.get_by_role("button", name="Garder ce que j’ai choisi").click()
    expect(_cell(second, duties[0], cast.noa)).to_have_attribute("data-letters", "R")


def test_two_people_write_the_same_form_and_the_second_may_give_up_theirs(cast, page_as: PageAs, duties):
    first, second = page_as("sacha", script=False), page_as("camille")
    for page in (first, second):
        page.goto(f"{HOME}duties/{duties[0].pk}/edit")
    first.get_by_label("Responsabilité").first.fill("Arbitrer à deux")
    first.get_by_role("button", name="Enregistrer").click()
    second.get_by_label("Responsabilité").first.fill("Trancher")
    second.get_by_role("button", name="Enregistrer").click()
    expect(second.get_by_role("row", name="Responsabilité")).to_contain_text("Arbitrer à deux")
    expect(second.get_by_role("row", name="Responsabilité")).to_contain_text("Trancher")
    second.get_by_role("button", name="Garder ce que j’ai choisi").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Arbitrer à deux")


def test_a_point_leads_to_its_fix_and_is_gone_afterwards(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(f"{HOME}findings")
    point = page.locator(
        ".point", has_text="2 personnes répondent de « Tenir le cap »".replace("« ", "«\xa0").replace(" »", "\xa0»")
    )
    point.get_by_role("link", name="Garder un seul garant").click()
    page.get_by_role("checkbox", name="Lou Moreau, A").uncheck()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".toast")).to_be_visible()
    page.goto(f"{HOME}findings")
    expect(page.get_by_text("2 personnes répondent")).to_have_count(0)


def test_a_missing_deputy_is_named_on_the_role(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(f"{HOME}findings")
    point = page.locator(".point", has_text="Sacha Martin n’a pas de suppléant")
    point.get_by_role("link", name="Nommer un suppléant").click()
    page.locator("#id_deputy").fill("Camille Leroy")
    page.locator("main form button[type=submit].primary").click()
    expect(page.locator(".toast")).to_be_visible()
    page.goto(f"{HOME}findings")
    expect(page.get_by_text("Sacha Martin n’a pas de suppléant")).to_have_count(0)


def test_archiving_is_undone_from_the_toast(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(f"{HOME}matrix")
    page.get_by_role("button", name="Archiver « Tenir le cap »".replace("« ", "«\xa0").replace(" »", "\xa0»")).click()
    expect(page.locator(f"#duty-{duties[1].pk}")).to_have_count(0)
    page.locator("#toasts").get_by_role("button", name="Défaire").click()
    expect(page.locator(f"#duty-{duties[1].pk}")).to_have_count(1)


def test_the_head_of_a_page_counts_what_waits(cast, page_as: PageAs, duties):
    page = page_as("camille")
    page.goto(HOME)
    expect(page.locator(".finding-counts")).to_contain_text("À corriger")
    page.locator(".finding-counts").get_by_role("link", name="À corriger").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Points à régler")


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_in_both_languages_and_both_themes(cast, page_as: PageAs, duties, path):
    page = page_as("camille")
    page.goto(HOME + path)
    assert_accessible(page)


@pytest.mark.parametrize("path", [*PAGES, "duties/{}/edit", "duties/{}"])
def test_pages_fit_a_phone(cast, page_as: PageAs, duties, path):
    page = page_as("camille", width=390)
    page.goto(HOME + path.format(duties[0].pk))
    assert_fits(page)
