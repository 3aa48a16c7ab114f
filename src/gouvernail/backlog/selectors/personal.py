"""What the backlog knows of one person, for the copy that they may ask for. Call inside `scopes_disabled()`."""

from typing import Any

from django.db.models import Q

from gouvernail.backlog.models import (
    Answer,
    Attachment,
    Comment,
    Evidence,
    Item,
    Opinion,
    Request,
    Rules,
    SavedView,
    Scenario,
    Voice,
)
from gouvernail.workspaces.models import User

_REQUEST = (
    "workspace__name",
    "number",
    "title",
    "need",
    "people",
    "people_count",
    "frequency",
    "workaround",
    "effect",
    "claimed_urgency",
    "urgency_reason",
    "state",
    "created_at",
)


def known_to_the_backlog(user: User) -> dict[str, list[dict[str, Any]]]:
    """Give what the person asked for or wrote for others, their voices, words, files, opinions, and their items."""
    written = Q(author__user=user, origin=None)  # who imports wrote nothing of what others asked for
    asked = Request.objects.filter(Q(requester__user=user) | written)
    return {
        "requests": _rows(asked, *_REQUEST),
        "voices": _rows(
            Voice.objects.filter(member__user=user),
            *("workspace__name", "request__number", "request__title", "note", "claimed_urgency", "at"),
        ),
        "answers": _rows(
            Answer.objects.filter(author__user=user),
            *("workspace__name", "request__number", "new", "reason", "until", "at"),
        ),
        "comments": _rows(
            Comment.objects.filter(author__user=user, removed_at=None),
            *("workspace__name", "request__number", "item__number", "text", "at"),
        ),
        "attachments": _rows(
            Attachment.objects.filter(author__user=user, removed_at=None),
            *("workspace__name", "request__number", "item__number", "name", "size", "at"),
        ),
        "mentions": _rows(
            Comment.objects.filter(mentions__user=user, removed_at=None),
            *("workspace__name", "request__number", "item__number", "at"),
        ),
        "opinions": _rows(
            Opinion.objects.filter(rater__user=user),
            *("workspace__name", "item__number", "filter", "objective__label", "level", "confidence", "comment", "at"),
        ),
        "evidences": _rows(
            Evidence.objects.filter(Q(author__user=user) | Q(owner__user=user), removed_at=None),
            *("workspace__name", "item__number", "kind", "statement", "source", "address", "at"),
        ),
        "views": _rows(
            SavedView.objects.filter(owner__user=user), *("workspace__name", "title", "query", "is_shared", "at")
        ),
        "scenarios": _rows(
            Scenario.objects.filter(author__user=user, removed_at=None), *("workspace__name", "title", "capacity", "at")
        ),
        "rules": _rows(Rules.objects.filter(author__user=user), "workspace__name", "reason", "at"),
        "items": _rows(
            Item.objects.filter(Q(owner__user=user) | Q(author__user=user)),
            *("workspace__name", "number", "title", "state"),
        ),
    }


def _rows(found: Any, *fields: str) -> list[dict[str, Any]]:
    return list(found.order_by("pk").values(*fields))
