"""Every page of django-allauth wears our look, and none of them breaks the content security policy."""

from datetime import timedelta
from pathlib import Path

import allauth
import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.web.test_policy import INLINE

TEMPLATES = Path(allauth.__file__).parent / "templates"
# Pages of what is not switched on here: a telephone number, codes by mail.
OFF = ("phone", "_code.html")
PAGES = [
    name
    for folder in ("account", "mfa", "socialaccount", "usersessions")
    for name in sorted(str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / folder).rglob("*.html"))
    if not any(word in name for word in (*OFF, "/base", "snippets"))
]


class _Form(forms.Form):
    """What a page of allauth may ask of its form, whichever it is."""

    email = forms.EmailField()
    credential = forms.CharField(required=False, widget=forms.HiddenInput)
    secret = "JBSWY3DPEHPK3PXP"


class _Provider:
    """What a page of single sign-on asks of a provider."""

    name = "SSO"

    class app:  # noqa: N801  # the name that allauth gives it
        provider_id = "sso"


@pytest.fixture
def request_of_camille(cast) -> HttpRequest:
    request = RequestFactory().get("/account/email/")
    request.user, request.LANGUAGE_CODE = cast.camille.user, "fr"
    request.session = {}
    request._messages = CookieStorage(request)
    return request


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_allauth_wears_our_look(request_of_camille: HttpRequest, name: str) -> None:
    form = _Form({"email": "not an address"})
    context = {"form": form, "webauthn_form": form, "trust_from": timedelta(days=30), "provider": _Provider}
    text = render_to_string(name, context, request=request_of_camille)
    assert "/static/web/css/tokens.css" in text
    assert '<main id="main"' in text
    assert text.partition("<main")[2].partition("</main>")[0].count("<h1") == 1
    assert [found for found in INLINE.findall(text) if "data-allauth-onload" not in found] == []


def test_the_list_of_pages_is_not_empty() -> None:
    assert {"account/login.html", "mfa/index.html", "usersessions/usersession_list.html"} <= set(PAGES)
