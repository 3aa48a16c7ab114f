"""Signing in and keeping one's account, as a person does it: what stands behind a second password is accessible too."""

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs, assert_accessible, assert_fits
from tests.cast import PASSWORD

pytestmark = pytest.mark.browser
GUARDED = ["/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/2fa/recovery-codes/generate/"]


def _sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("main").get_by_role("button", name="Se connecter", exact=True).click()


@pytest.fixture
def camille(cast):
    user = cast.camille.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_a_wrong_password_is_said_beside_the_form(page_as: PageAs, camille) -> None:
    page = page_as(None)
    _sign_in(page, camille.email, "not-this-one")
    expect(page.get_by_role("alert")).to_contain_text("incorrects")
    assert_accessible(page, languages=())


def test_a_right_one_opens_and_signing_out_closes(page_as: PageAs, camille) -> None:
    page = page_as(None)
    _sign_in(page, camille.email, PASSWORD)
    expect(page.locator(".me .who")).to_contain_text("Camille Leroy")
    page.locator("details.me summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/account/login/**")
    page.goto("/workspaces/")
    expect(page.locator("[name=login]")).to_be_visible()


@pytest.mark.parametrize("address", GUARDED)
def test_what_a_password_guards_is_accessible_and_fits(page_as: PageAs, camille, address: str) -> None:
    page = page_as("camille", width=390)
    page.goto(address)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(f"**{address}")
    assert_fits(page)
    assert_accessible(page)
