"""What surrounds every answer."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect

from gouvernail.web.fragments import is_fragment
from gouvernail.web.logs import request_id

_access = logging.getLogger("gouvernail.access")
_SAFE = re.compile(r"[A-Za-z0-9._-]{8,64}")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """Name each request, in the answer and in every line of the log. A proxy's own name is kept."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if _SAFE.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(name)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = name
        return response


class AccessLog:
    """One line of the log a request: the route rather than the address, which may hold a secret (a reset, a share)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        said = {
            "method": request.method,
            "route": match.route if match else "",
            "status": response.status_code,
            "ms": round((time.perf_counter() - begun) * 1000, 1),
            "workspace": getattr(getattr(request, "workspace", None), "slug", ""),
        }
        # Probes and static files would drown the rest.
        level = logging.DEBUG if match is None or match.route.startswith("health/") else logging.INFO
        _access.log(level, "%(method)s /%(route)s %(status)d %(ms)s ms", said, extra=said)
        return response


class Fragments:
    """One URL answers a page or a fragment: caches must tell them apart, and a session that ended sends the whole page.

    Without this, the page of sign-in would be swapped into the middle of another.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_fragment(request) and response.status_code == HTTPStatus.FOUND:
            asked = urlsplit(response.headers["Location"])
            if asked.path == resolve_url(settings.LOGIN_URL):
                response = HttpResponseClientRedirect(f"{asked.path}?{urlencode({'next': _page_of(request)})}")
        patch_vary_headers(response, ["HX-Request"])
        return response


def _page_of(request: HttpRequest) -> str:
    """Give the address of the page that a fragment was asked from: the one to come back to."""
    page: str | None = request.htmx.current_url_abs_path  # type: ignore[attr-defined]  # django-htmx's middleware
    return page or "/"
