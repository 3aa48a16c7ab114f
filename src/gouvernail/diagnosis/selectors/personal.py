"""What diagnoses know of one person, for the copy that they may ask for. Call inside `scopes_disabled()`."""

from typing import Any

from gouvernail.diagnosis.models import Annotation, Report
from gouvernail.workspaces.models import User


def known_to_the_diagnoses(user: User) -> dict[str, list[dict[str, Any]]]:
    """Give the reports that the person had made, and what they wrote on findings."""
    reports = Report.objects.filter(actor__user=user).order_by("created_at", "pk")
    notes = Annotation.objects.filter(author__user=user).order_by("created_at", "pk")
    return {
        "reports": [dict(row) for row in reports.values("workspace__name", "title", "created_at")],
        "annotations": [dict(row) for row in notes.values("workspace__name", "report__title", "text", "created_at")],
    }
