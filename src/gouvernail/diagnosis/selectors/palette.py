"""Reports that the palette finds."""

from django.http import HttpRequest
from django.urls import reverse

from gouvernail.diagnosis.selectors.reports import reports_kept
from gouvernail.web.palette import MOST, Found, matches

_LATEST = 200  # a palette is for what one works on; the list has the rest


def reports_found(request: HttpRequest, query: str) -> list[Found]:
    """Find the latest reports by their title."""
    slug = request.workspace.slug  # type: ignore[attr-defined]  # set below a workspace's address
    rows = reports_kept()[:_LATEST] if query else []
    return [
        Found(
            label=report.title,
            href=reverse("diagnosis:report_detail", args=[slug, report.pk]),
            hint=f"{report.created_at:%Y-%m-%d}",
            icon="stethoscope",
        )
        for report in rows
        if matches(query, report.title)
    ][:MOST]
