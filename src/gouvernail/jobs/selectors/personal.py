"""What background work knows of one person, for the copy that they may ask for. Call inside `scopes_disabled()`."""

from typing import Any

from gouvernail.jobs.models import Job, Message
from gouvernail.workspaces.models import User


def known_to_the_jobs(user: User) -> dict[str, list[dict[str, Any]]]:
    """Give the jobs that the person started, and when letters went to them; the letters themselves hold secrets."""
    jobs = Job.objects.filter(actor__user=user).order_by("created_at", "pk")
    letters = Message.objects.filter(recipient__iexact=user.email).order_by("created_at", "pk")
    return {
        "jobs": [dict(row) for row in jobs.values("workspace__name", "label", "state", "created_at", "ended_at")],
        "letters_sent": [dict(row) for row in letters.values("recipient", "state", "created_at", "ended_at")],
    }
