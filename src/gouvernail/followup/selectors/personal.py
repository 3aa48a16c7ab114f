"""What this room knows of one person, for the copy that they may ask for. Call inside `scopes_disabled()`."""

from collections.abc import Mapping
from typing import Any

from gouvernail.followup.models import Line, Notice, Preference, Told
from gouvernail.workspaces.models import User


def known_to_followup(user: User) -> dict[str, list[Mapping[str, Any]]]:
    """Give the person's wishes, what was expected of them, and what they were told."""
    theirs = {"member__user": user}
    return {
        "letters": list(
            Preference.objects.filter(user=user).values(
                "digest", "reminders", "hour", "quiet_from", "quiet_to", "is_weekend_quiet", "muted__name"
            )
        ),
        "week": list(
            Line.objects.filter(**theirs).values("workspace__name", "key", "since", "due_on", "answer", "returns_on")
        ),
        "notices": list(
            Notice.objects.filter(**theirs).values("workspace__name", "title", "text", "created_at", "read_at")
        ),
        "told": list(Told.objects.filter(**theirs).values("workspace__name", "cause", "step", "day", "at")),
    }
