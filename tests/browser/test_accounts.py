"""Accounts in a real browser: passkeys, single sign-on, every page of one's account."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from gouvernail.config import env
from gouvernail.workspaces.models import User
from tests.browser.conftest import PageAs, assert_accessible, assert_fits
from tests.cast import PASSWORD, Cast
from tests.workspaces.provider import provider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OWN = (
    "workspaces:account",
    "account_email",
    "account_change_password",
    "mfa_index",
    "usersessions_list",
    "workspaces:account_erase",
)
ENTRANCE = ("account_login", "account_signup", "account_reset_password")


@pytest.fixture(autouse=True)
def no_limit_left_over(transactional_db: None) -> None:
    cache.clear()


@pytest.fixture
def robin(cast: Cast) -> User:
    EmailAddress.objects.create(user=cast.robin.user, email=cast.robin.user.email, verified=True, primary=True)
    return cast.robin.user


def sign_in(page: Page, user: User) -> None:
    page.goto(reverse("account_login"))
    page.fill('input[name="login"]', user.email)
    page.fill('input[name="password"]', PASSWORD)
    page.click('form:has(input[name="password"]) button[type="submit"]')
    page.wait_for_url(re.compile("/(workspaces|w)/"))


@pytest.mark.parametrize("name", OWN)
def test_pages_of_ones_account_are_accessible_and_fit(page_as: PageAs, robin: User, name: str) -> None:
    page = page_as("robin")
    page.goto(reverse(name))
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)


@pytest.mark.parametrize("name", ENTRANCE)
def test_doors_are_accessible_and_fit(page_as: PageAs, name: str) -> None:
    page = page_as(None)
    page.goto(reverse(name))
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)


def test_what_is_saved_shows_at_once(page_as: PageAs, robin: User) -> None:
    page = page_as("robin")
    page.goto(reverse("workspaces:account"))
    page.fill('input[name="name"]', "Robin 🚢 קמא")
    page.select_option('select[name="language"]', "en")
    page.click('form:has(input[name="name"]) button[type="submit"]')
    expect(page.locator("h1")).to_have_text("My account")
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    assert User.objects.get(pk=robin.pk).name == "Robin 🚢 קמא"


def given_an_authenticator(page: Page) -> None:
    """Plug in a key that knows its owner, as a phone or a laptop does."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_opens_the_door_alone(page_as: PageAs, robin: User) -> None:
    page = page_as(None)
    given_an_authenticator(page)
    sign_in(page, robin)
    page.goto(reverse("mfa_add_webauthn"))
    if "reauthenticate" in page.url:
        page.fill('input[name="password"]', PASSWORD)
        page.click('form:has(input[name="password"]) button[type="submit"]')
    page.fill('input[name="name"]', "Laptop")
    page.check('input[name="passwordless"]')
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile(rf"{reverse('mfa_index')}(recovery-codes/)?$"))  # the page of the key begins alike
    assert Authenticator.objects.filter(user=robin, type="webauthn").count() == 1
    page.context.clear_cookies()
    page.goto(reverse("workspaces:account"))
    page.wait_for_url(re.compile(reverse("account_login")))
    page.click("#passkey_login")
    page.wait_for_url(re.compile(reverse("workspaces:account")))
    expect(page.locator("h1")).to_be_visible()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture
def house(server: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in {"URL": server, "CLIENT_ID": "gouvernail", "SECRET": "s", "NAME": "Maison"}.items():
        monkeypatch.setenv(f"GOUVERNAIL_OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = env.openid("GOUVERNAIL_OIDC")
    return server


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_single_sign_on_leads_out_and_back_under_the_policy(
    page_as: PageAs, house: str, live_server: Any, script: bool
) -> None:
    page = page_as(None, script=script)
    page.route(re.compile(r"^https?://(?!localhost|127\.)"), lambda route: route.abort())
    page.goto(f"{reverse('account_login')}?next={reverse('workspaces:account')}")
    page.get_by_role("button", name="Maison").click()
    page.wait_for_url(re.compile(re.escape(house)))
    page.get_by_role("button", name="ida", exact=True).click()
    page.wait_for_url(live_server.url + reverse("workspaces:account"))
    expect(page.locator('input[name="name"]')).to_have_value("Ida Weber")
    page.goto(reverse("socialaccount_connections"))
    assert_accessible(page) if script else None


def test_the_copy_of_ones_data_downloads(page_as: PageAs, robin: User) -> None:
    page = page_as("robin")
    page.goto(reverse("workspaces:account"))
    with page.expect_download() as waiting:
        page.click(f'a[href="{reverse("workspaces:account_export")}"]')
    assert waiting.value.suggested_filename == "gouvernail-my-data.zip"
