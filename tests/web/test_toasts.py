"""What was done is said, with a way back."""

import pytest
from django.contrib import messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from gouvernail.web.fragments import answer
from gouvernail.web.toasts import said

pytestmark = pytest.mark.django_db


def _asked(by_htmx: bool, *, undo: str) -> HttpResponse:
    def view(request: HttpRequest) -> HttpResponse:
        said(request, "La responsabilité <b>est</b> retirée.", undo=undo)
        return answer(request, "web/search.html", {"groups": [], "query": ""}, part="found")

    headers = {"HX-Request": "true"} if by_htmx else {}
    request = RequestFactory().get("/", headers=headers)
    return SessionMiddleware(MessageMiddleware(HtmxMiddleware(view)))(request)


@pytest.mark.parametrize("by_htmx", [True, False])
def test_the_next_page_and_the_fragment_both_say_it(by_htmx: bool) -> None:
    text = _asked(by_htmx, undo="/w/x/undo/1").content.decode()
    assert "La responsabilité &lt;b&gt;est&lt;/b&gt; retirée." in text
    assert '<form method="post" action="/w/x/undo/1">' in text
    assert ("hx-swap-oob" in text) is by_htmx


def test_what_cannot_be_undone_offers_nothing() -> None:
    assert "<form" not in _asked(True, undo="").content.decode()


def test_a_silent_fragment_says_nothing(signed_in) -> None:
    fragment = signed_in("camille").get("/w/crm-ventes/search", headers={"HX-Request": "true"})
    assert "hx-swap-oob" not in fragment.text


def test_the_level_is_kept() -> None:
    request = RequestFactory().get("/")

    def view(request: HttpRequest) -> HttpResponse:
        said(request, "Non lu", level=messages.ERROR)
        return answer(request, "web/search.html", {"groups": [], "query": ""})

    assert 'class="toast error"' in SessionMiddleware(MessageMiddleware(HtmxMiddleware(view)))(request).content.decode()
