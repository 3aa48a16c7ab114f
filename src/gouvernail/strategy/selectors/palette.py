"""Objectives that the palette finds."""

from django.http import HttpRequest
from django.urls import reverse

from gouvernail.strategy.selectors.compass import objectives_active
from gouvernail.web.palette import MOST, Found, matches


def objectives_found(request: HttpRequest, query: str) -> list[Found]:
    """Find the active objectives by their label."""
    slug = request.workspace.slug  # type: ignore[attr-defined]  # set below a workspace's address
    return [
        Found(
            label=one.label,
            href=reverse("strategy:objective", args=[slug, one.pk]),
            hint=one.measure,
            icon="target",
        )
        for one in (objectives_active() if query else [])
        if matches(query, one.label)
    ][:MOST]
