"""Requests that the palette finds."""

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest
from django.urls import reverse

from gouvernail.backlog.choices.requests import WAITING
from gouvernail.backlog.selectors.full_text import requests_with
from gouvernail.backlog.selectors.requests.listing import requests_here
from gouvernail.web.palette import MOST, Found, folded


def requests_found(request: HttpRequest, query: str) -> list[Found]:
    """Find requests by key or words: the key first, then those that wait for an answer, then the latest."""
    if not query.strip():
        return []
    digits = folded(query).strip().removeprefix("d").lstrip("-")
    number = int(digits) if digits.isdecimal() and len(digits) < 10 else 0  # what a database holds
    place = Case(
        When(number=number, then=Value(0)),
        When(state__in=WAITING, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = requests_here().filter(requests_with(query)).order_by(place, "-number")
    slug = request.workspace.slug  # type: ignore[attr-defined]  # set below a workspace's address
    return [
        Found(
            label=str(one),
            href=reverse("backlog:request_detail", args=[slug, one.pk]),
            hint=str(one.get_state_display()),
            icon="message-square-text",
        )
        for one in rows[:MOST]
    ]
