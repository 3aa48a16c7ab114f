"""A code that changes, codes for the day it is lost."""

import base64
import hmac
import struct
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from gouvernail.workspaces.models import User
from gouvernail.workspaces.services.erasure import person_erase
from tests.cast import PASSWORD, Cast


@pytest.fixture
def user(cast: Cast) -> User:
    cache.clear()
    EmailAddress.objects.create(user=cast.robin.user, email=cast.robin.user.email, verified=True, primary=True)
    return cast.robin.user


def code_of(secret: str, *, drift: int = 0) -> str:
    """RFC 6238, six digits, thirty seconds."""
    counter = struct.pack(">Q", int(time.time()) // 30 + drift)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def password_given(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("workspaces:account")).status_code == 200


def activated(user: User) -> tuple[Client, str]:
    client = password_given(user)
    page = client.get(reverse("mfa_activate_totp"), follow=True)
    if "reauthenticate" in page.request["PATH_INFO"]:
        page = client.post(
            f"{page.request['PATH_INFO']}?next={reverse('mfa_activate_totp')}", {"password": PASSWORD}, follow=True
        )
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return client, secret


def test_a_password_alone_opens_nothing_any_more(
    user: User,
    mailoutbox: list[EmailMultiAlternatives],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _client, secret = activated(user)
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert [letter.to for letter in mailoutbox][:1] == [[user.email]]  # told that the way in has changed
    fresh = password_given(user)
    assert not is_in(fresh)
    fresh.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_in(fresh)
    cache.clear()  # a code serves once: the one of the activation is remembered
    fresh.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert is_in(fresh)


def test_a_code_serves_once(user: User) -> None:
    _client, secret = activated(user)
    cache.clear()
    code = code_of(secret)
    first, second = password_given(user), password_given(user)
    first.post(reverse("mfa_authenticate"), {"code": code})
    second.post(reverse("mfa_authenticate"), {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_recovery_code_opens_once(user: User) -> None:
    activated(user)
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    first, second = password_given(user), password_given(user)
    first.post(reverse("mfa_authenticate"), {"code": codes[0]})
    second.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert (is_in(first), is_in(second)) == (True, False)


def test_a_session_left_open_changes_no_factor(user: User) -> None:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]


def test_guesses_of_the_code_are_counted(user: User) -> None:
    _client, secret = activated(user)
    cache.clear()
    fresh = password_given(user)
    for guess in range(12):
        fresh.post(reverse("mfa_authenticate"), {"code": f"{guess:06d}"})
    fresh.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert not is_in(fresh)


def test_an_erased_person_leaves_no_factor_behind(user: User) -> None:
    activated(user)
    person_erase(user=user)
    assert not Authenticator.objects.exists()
