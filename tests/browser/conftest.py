"""A real browser for whole pages: one Chromium a session, a page signed in as one of the cast, axe."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

# Playwright's own loop runs in this thread: Django would take the tests for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The shell draws the same pages for half of the processor: it has no windows to draw around them.
_FOUND = (Path(f"/usr/bin/{name}") for name in ("chromium-headless-shell", "chromium"))
CHROMIUM = Path(os.environ.get("CHROMIUM") or next((path for path in _FOUND if path.exists()), "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE_MS = 20_000  # a busy machine is not a fault of the page
_AXE: dict[str, Any] = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
_OF_COLOURS = ("color-contrast", "link-in-text-block")
_NO_COLOURS = _AXE | {"rules": {rule: {"enabled": False} for rule in _OF_COLOURS}}
_COLOURS = {"runOnly": {"type": "rule", "values": list(_OF_COLOURS)}, "resultTypes": ["violations"]}
# What Chromium and htmx say of an answer that is not 2xx, or of none; the tests look at the page itself.
_EXPECTED = ("Failed to load resource", "Response Status Error Code", "htmx:sendError", "htmx:afterRequest")

expect.set_options(timeout=PATIENCE_MS)
PageAs = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is required in CI")
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page_as(browser: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[PageAs]:
    """Open pages signed in as one of the cast, or as a stranger to the product with `None`.

    `page_as("camille", theme="dark", language="en", width=390)`; `page.goto("/w/crm-ventes/...")` then takes addresses
    without a host. At the end no page may have complained on its console: a script that fails, a breach of the
    content security policy.
    """
    opened: list[BrowserContext] = []
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(words in message.text for words in _EXPECTED):
            said.append(f"{message.text} ({message.location.get('url', '')})")

    def open_page(
        name: str | None, *, theme: str = "light", language: str = "fr", width: int = 1440, script: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale=language,
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE_MS)
        cookies = {"gouvernail_language": language, "gouvernail_theme": theme}
        if name is not None:
            cookies["sessionid"] = _session_of(request.getfixturevalue("cast"), name, theme=theme, language=language)
        context.add_cookies([{"name": key, "value": value, "url": live_server.url} for key, value in cookies.items()])
        opened.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield open_page
    for context in opened:
        context.close()
    assert said == []


def _session_of(cast: Any, name: str, **preferences: str) -> str:
    from django.test import Client

    user = getattr(cast, name).user
    type(user).objects.filter(pk=user.pk).update(**preferences)
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def assert_accessible(page: Page, *, languages: tuple[str, ...] = ("fr", "en")) -> None:
    """Let axe look at a page that is open, in both themes, and in each language by loading it again.

    Pass `languages=()` where loading again would lose what is looked at (an open dialog, a form with errors): the page
    is then looked at as it stands, in both themes. A theme is nothing but colours, and colours know no language: the
    rules about colours are tried once in each theme, the others once in each language.
    """
    from gouvernail.workspaces.models import User

    for language in languages:
        User.objects.update(language=language)
        page.context.add_cookies([{"name": "gouvernail_language", "value": language, "url": _origin(page)}])
        page.reload()
        assert page.locator("html").get_attribute("lang") == language
        _look_at(page, "light", _AXE if language == languages[0] else _NO_COLOURS)
    if not languages:
        _look_at(page, "light", _AXE)
    _look_at(page, "dark", _COLOURS)


def _look_at(page: Page, theme: str, options: dict[str, Any]) -> None:
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, f"{page.url} ({theme})\n{found.generate_report()}"


def _origin(page: Page) -> str:
    return page.evaluate("location.origin")


def assert_fits(page: Page) -> None:
    """See that nothing is wider than the window."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} overflows {width} px"
