"""Decisions that the palette finds."""

from django.http import HttpRequest
from django.urls import reverse

from gouvernail.decisions.models import Decision
from gouvernail.decisions.selectors.full_text import decisions_with
from gouvernail.web.palette import MOST, Found


def decisions_found(request: HttpRequest, query: str) -> list[Found]:
    """Find decisions by key or words, the last one first."""
    if not query.strip():
        return []
    slug = request.workspace.slug  # type: ignore[attr-defined]  # set below a workspace's address
    rows = Decision.objects.filter(decisions_with(query)).order_by("-number")
    return [
        Found(
            label=str(one),
            href=reverse("decisions:decision_detail", args=[slug, one.pk]),
            hint=str(one.get_verdict_display()),
            icon="gavel",
        )
        for one in rows[:MOST]
    ]
