"""The page in a real browser: accessible in both themes and both languages, on a desk and in a hand, and alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from gouvernail.exchange.reports.html import html_report
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.wording import Words
from tests.browser.conftest import WCAG

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["fr", "en"])
def address(request: pytest.FixtureRequest, sample_report: Report, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html_report(sample_report, Words(request.param)), encoding="utf-8")
    return path.as_uri()


def _open(browser: Browser, address: str, *, scheme: str = "light", width: int = 1440) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # "light" or "dark"
    page.goto(address)
    return page


_ONE_OF_EACH = (".proof", ".others", "#promises .fold", "#indicators .fold", "#reading .fold")


def _open_one_of_each(page: Page) -> None:
    # The others come from the same templates; all of them would have axe look at thousands of cells alike.
    for selector in _ONE_OF_EACH:
        page.locator(selector).first.evaluate("one => { one.open = true }")


def _open_everything(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: str) -> None:
    page = _open(browser, address, scheme=scheme)
    _open_one_of_each(page)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    page.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_overflows_the_window(browser: Browser, address: str, width: int) -> None:
    page = _open(browser, address, width=width)
    _open_everything(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_it_asks_for_nothing_and_breaks_no_policy(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert said == []


@pytest.mark.parametrize(("choice", "paper"), [("light", "rgb(247, 245, 240)"), ("dark", "rgb(13, 20, 32)")])
def test_the_theme_can_be_chosen_without_a_script(browser: Browser, address: str, choice: str, paper: str) -> None:
    page = _open(browser, address, scheme="dark" if choice == "light" else "light")
    page.locator(f"label:has(#theme-{choice})").click()
    expect(page.locator("html")).to_have_css("background-color", paper)
    page.close()


def test_the_proof_of_a_cause_opens_on_demand(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    proof = page.locator("#causes .proof").first
    expect(proof.locator("table").first).to_be_hidden()
    proof.locator("summary").click()
    expect(proof.locator("table").first).to_be_visible()
    page.close()


def test_the_keyboard_skips_to_the_content(browser: Browser, address: str) -> None:
    page = _open(browser, address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.close()


def test_it_prints_light_without_its_rail(browser: Browser, address: str) -> None:
    page = _open(browser, address, scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")
    page.close()
