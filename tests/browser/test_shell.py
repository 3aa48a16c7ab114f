"""The frame of every page in a real browser: accessible in both themes and both languages, on a desk and in a hand."""

import pytest
from playwright.sync_api import expect

from gouvernail.config.urls import *  # noqa: F403  # the product's map and its error pages
from gouvernail.config.urls import urlpatterns as product
from gouvernail.web.urls_debug import urlpatterns as in_debug
from tests.browser.conftest import PageAs, assert_accessible, assert_fits

pytestmark = pytest.mark.browser
urlpatterns = [*in_debug, *product]
SEARCH = "/w/crm-ventes/search"
ACCOUNT = [
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/webauthn/",
    "/account/sessions/",
    "/account/logout/",
]
ENTRANCE = ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/password/reset/done/"]


@pytest.mark.parametrize("width", [390, 1440])
def test_the_shell_is_accessible_and_fits(page_as: PageAs, width: int) -> None:
    page = page_as("camille", width=width)
    page.goto(SEARCH)
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("address", ACCOUNT)
def test_the_pages_of_an_account_are_accessible_and_fit(page_as: PageAs, address: str) -> None:
    page = page_as("camille", width=390)
    page.goto(address)
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("address", [*ENTRANCE, "/nowhere"])
def test_the_pages_of_strangers_are_accessible_and_fit(page_as: PageAs, address: str) -> None:
    page = page_as(None, width=390)
    page.goto(address)
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_every_component_is_accessible_and_fits(page_as: PageAs, settings, width: int) -> None:
    settings.ROOT_URLCONF = __name__
    page = page_as("camille", width=width)
    page.goto("/style?toasts=1")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    assert_fits(page)
    assert_accessible(page, languages=())
    page.goto("/style")
    assert_accessible(page, languages=("en",))


def test_the_keyboard_skips_to_the_content(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_focus_goes_down_the_rail_in_the_order_it_is_seen(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    tops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("!document.activeElement.closest('.rail')") and tops:
            break
        if page.evaluate("!!document.activeElement.closest('.rail')"):
            tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top"))
    assert len(tops) >= 4
    assert tops == sorted(tops)


def test_the_menu_of_a_phone_opens_without_a_script(page_as: PageAs) -> None:
    page = page_as("camille", width=390, script=False)
    page.goto(SEARCH)
    line = page.locator(".rail nav").get_by_role("link", name="Journal")
    expect(line).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(line).to_be_visible()
    line.click()
    page.wait_for_url("**/trail/")


@pytest.mark.parametrize("width", [390, 1440])
def test_what_opens_is_accessible_too(page_as: PageAs, width: int) -> None:
    page = page_as("camille", width=width)
    page.goto(SEARCH)
    if width == 390:
        page.get_by_role("button", name="Menu").click()
    page.locator("details.me summary").click()
    expect(page.locator(".switcher a").first).to_be_visible()
    assert_fits(page)
    assert_accessible(page, languages=())


def test_a_menu_closes_with_escape_and_gives_the_focus_back(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.locator("details.me summary").click()
    page.locator(".me-menu a").last.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".me-menu")).to_be_hidden()
    expect(page.locator("details.me summary")).to_be_focused()


def test_the_look_changes_at_once_and_is_kept(page_as: PageAs) -> None:
    page = page_as("camille")
    page.goto(SEARCH)
    page.fill("#q", "not lost")
    page.locator("details.me summary").click()
    with page.expect_response("**/preferences/theme"):
        page.get_by_role("button", name="Sombre").click()
    expect(page.locator("html")).to_have_css("background-color", "rgb(13, 20, 32)")
    expect(page.locator("#q")).to_have_value("not lost")
    page.goto("/workspaces/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("script", [True, False])
def test_the_language_changes_on_the_same_page(page_as: PageAs, script: bool) -> None:
    page = page_as("camille", script=script)
    page.goto(f"{SEARCH}?q=jour")
    page.locator("details.me summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    assert page.url.endswith(f"{SEARCH}?q=jour")


def test_the_device_decides_where_nobody_did(page_as: PageAs) -> None:
    page = page_as(None, theme="system")
    page.emulate_media(color_scheme="dark")
    page.goto("/account/login/")
    expect(page.locator("html")).to_have_css("background-color", "rgb(13, 20, 32)")


def test_it_prints_light_without_its_rail(page_as: PageAs) -> None:
    page = page_as("camille", theme="dark")
    page.goto(SEARCH)
    page.emulate_media(media="print")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_have_css("color", "rgb(20, 33, 61)")


def test_high_contrast_keeps_the_current_page_marked(page_as: PageAs) -> None:
    page = page_as("camille")
    page.emulate_media(forced_colors="active")
    page.goto("/w/crm-ventes/trail/")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.rail [aria-current=page]')).outlineStyle") == "solid"
    )


def test_the_letters_are_ours(page_as: PageAs) -> None:
    page = page_as(None)
    page.goto("/account/login/")
    loaded = "document.fonts.ready.then(() => [...document.fonts].map(one => `${one.family} ${one.status}`))"
    assert page.evaluate(loaded) == ["Inter loaded"]


def test_nothing_is_asked_of_another_server(page_as: PageAs) -> None:
    page = page_as("camille")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(SEARCH)
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-found a").first).to_be_visible()
    home = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith((home, "data:"))] == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "name", ["W" * 80, "\u202eemordnilap \u0645\u0631\u062d\u0628\u0627", "🦉" * 40], ids=["long", "rtl", "owls"]
)
def test_a_name_of_any_kind_stays_in_its_place(page_as: PageAs, cast, name: str, width: int) -> None:
    type(cast.camille.user).objects.filter(pk=cast.camille.user_id).update(name=name)
    type(cast.workspace).objects.filter(pk=cast.workspace.pk).update(name=name)
    page = page_as("camille", width=width)
    for address in (f"{SEARCH}?q={'w' * 200}", "/workspaces/", "/w/crm-ventes/people/"):
        page.goto(address)
        assert_fits(page)
