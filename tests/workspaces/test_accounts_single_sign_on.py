"""Single sign-on against a real provider: who gets in, who is linked to whom, who is not."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPErrorProcessor, Request, build_opener

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from gouvernail.config import env
from gouvernail.workspaces.models import User
from tests.cast import PASSWORD, Cast
from tests.workspaces.letters import invited
from tests.workspaces.provider import provider

Outbox = list[EmailMultiAlternatives]
DOOR = "/single-sign-on/sso/"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(autouse=True)
def single_sign_on(server: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    for name, value in {"URL": server + "/", "CLIENT_ID": "gouvernail", "SECRET": "s", "NAME": "Maison"}.items():
        monkeypatch.setenv(f"GOUVERNAIL_OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = env.openid("GOUVERNAIL_OIDC")
    cache.clear()


class _NoRedirection(HTTPErrorProcessor):
    def http_response(self, request: Request, response: object) -> object:  # type: ignore[override]  # noqa: ARG002
        return response


def onward(page: HttpResponse) -> str:
    """Read where the page goes on to."""
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.content.decode())
    assert found is not None
    return found[1].replace("&amp;", "&")


def come_back(client: Client, who: str, **more: str) -> HttpResponse:
    """Leave by our page, say who one is to the provider, come back."""
    address = onward(client.post(DOOR, more))
    answer = build_opener(_NoRedirection).open(Request(address, data=urlencode({"sub": who}).encode()), timeout=10)
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow=True)


def is_in(client: Client) -> bool:
    return client.get(reverse("workspaces:account")).status_code == 200


def test_the_sign_in_page_offers_the_provider_by_its_name(client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert f'action="{DOOR}"' in page
    assert "Maison" in page


def test_somebody_new_gets_an_account_with_a_verified_address(client: Client, mailoutbox: Outbox) -> None:
    come_back(client, "ida")
    assert is_in(client)
    user = User.objects.get(email="ida@new.example")
    assert (user.name, user.has_usable_password()) == ("Ida Weber", False)
    assert EmailAddress.objects.get(user=user).verified
    assert mailoutbox == []
    again = Client()
    come_back(again, "ida")
    assert is_in(again)
    assert User.objects.filter(email="ida@new.example").count() == 1


@pytest.mark.parametrize(("who", "name"), [("endless", "x" * 120), ("nameless", "Zoé Œil")])
def test_any_name_of_theirs_is_taken_as_it_can_be(client: Client, who: str, name: str) -> None:
    come_back(client, who)
    assert is_in(client)
    assert User.objects.get(email__endswith="@new.example").name == name


def test_an_account_with_the_same_proved_address_is_linked_and_keeps_its_password(cast: Cast) -> None:
    user = cast.robin.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client()
    come_back(client, "robin")
    assert is_in(client)
    assert SocialAccount.objects.get().user == user
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert user.name == "Robin Garcia"


def test_an_account_that_never_proved_its_address_loses_its_password(cast: Cast) -> None:
    user = cast.robin.user
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    squatter = Client()
    squatter.force_login(user)
    client = Client()
    come_back(client, "robin")
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert not is_in(squatter)


@pytest.mark.parametrize("who", ["unproved", "in words"])
def test_an_address_that_the_provider_did_not_verify_opens_nobodys_account(
    cast: Cast, mailoutbox: Outbox, who: str
) -> None:
    user = cast.robin.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client()
    come_back(client, who)
    assert not is_in(client)
    assert not SocialAccount.objects.filter(user=user).exists()
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert [letter.to for letter in mailoutbox] in ([], [[user.email]])


def test_a_trusted_provider_needs_not_say_that_it_verified(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUVERNAIL_OIDC_TRUST_EMAIL", "1")
    settings.SOCIALACCOUNT_PROVIDERS = env.openid("GOUVERNAIL_OIDC")
    EmailAddress.objects.create(user=cast.robin.user, email=cast.robin.user.email, verified=True, primary=True)
    client = Client()
    come_back(client, "unproved")
    assert SocialAccount.objects.get().user == cast.robin.user


def test_where_sign_up_is_closed_only_the_invited_come_in(cast: Cast, settings: Settings, mailoutbox: Outbox) -> None:
    settings.IS_SIGNUP_OPEN = False
    stranger, guest = Client(), Client()
    come_back(stranger, "ida")
    assert not is_in(stranger)
    assert not User.objects.filter(email="ida@new.example").exists()
    _invitation, secret = invited(cast.camille, mailoutbox, "ida@new.example")
    link = reverse("workspaces:invitation_open", args=[secret])
    guest.get(link)
    page = come_back(guest, "ida", next=link)
    assert page.request["PATH_INFO"] == link
    assert guest.post(link).status_code == 302


def test_who_is_signed_in_adds_the_provider_to_their_account(cast: Cast) -> None:
    user = cast.lou.user
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    come_back(client, "ida", process="connect")
    linked = SocialAccount.objects.filter(user=user).exists()
    if not linked:  # asks who is there first
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        come_back(client, "ida", process="connect")
    link = SocialAccount.objects.get()
    assert link.user == user
    page = reverse("socialaccount_connections")
    assert "Maison" in client.get(page).content.decode()
    client.post(page, {"account": link.pk})
    assert not SocialAccount.objects.exists()


def test_who_has_no_password_keeps_their_only_way_in(client: Client) -> None:
    come_back(client, "ida")
    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.exists()


def test_an_answer_that_was_not_asked_for_opens_nothing(client: Client) -> None:
    answer = client.get("/account/oidc/sso/login/callback/?code=stolen&state=forged")
    assert answer.status_code in (200, 401)
    assert not is_in(client)


def test_who_turns_back_is_told_so(client: Client) -> None:
    address = onward(client.post(DOOR))
    answer = build_opener(_NoRedirection).open(Request(address, data=b"action=deny"), timeout=10)
    back = urlsplit(answer.headers["Location"])
    [state] = parse_qs(urlsplit(address).query)["state"]  # this provider forgets it where the standard asks for it
    page = client.get(f"{back.path}?{back.query}&state={state}", follow=True)
    assert "Vous avez fait demi-tour" in page.content.decode()


def test_a_provider_that_does_not_answer_is_said_so(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUVERNAIL_OIDC_URL", "http://127.0.0.1:9")
    settings.SOCIALACCOUNT_PROVIDERS = env.openid("GOUVERNAIL_OIDC")
    answer = client.post(DOOR)
    assert answer.status_code == 503
    assert "Maison ne répond pas" in answer.content.decode()


def test_only_the_provider_of_the_settings_exists(client: Client) -> None:
    assert client.post("/single-sign-on/other/").status_code == 404
    assert client.get(DOOR).status_code == 405


def test_leaving_for_another_site_is_refused(client: Client) -> None:
    page = come_back(client, "ida", next="https://evil.example/")
    assert all(urlsplit(url).netloc == "" for url, _status in page.redirect_chain)  # type: ignore[attr-defined]
