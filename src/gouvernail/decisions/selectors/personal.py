"""What the trail knows of one person, for the copy that they may ask for. Call inside `scopes_disabled()`."""

from typing import Any

from django.db.models import Q

from gouvernail.decisions.models import Change, Decision
from gouvernail.workspaces.models import Member, User

_DECIDED = ("workspace__name", "number", "at", "sentence", "reason", "record")
_FIELDS = ("at", "workspace__name", "verb", "subject_type", "subject_label", "field", "old", "new", "reason")


def known_to_the_trail(user: User) -> dict[str, list[dict[str, Any]]]:
    """Give what the person did, and what was done to their memberships."""
    members = [str(key) for key in Member.objects.filter(user=user).values_list("pk", flat=True)]
    theirs = Q(actor__user=user) | Q(subject_type="workspaces.member", subject_id__in=members)
    return {"trail": list(Change.objects.filter(theirs).order_by("at", "pk").values(*_FIELDS))}


def known_to_the_register(user: User) -> dict[str, list[dict[str, Any]]]:
    """Give the decisions that the person signed, was at, was entitled to vote on, or said something of."""
    about = Q(signed_by__user=user)
    for key in Member.objects.filter(user=user).values_list("pk", flat=True):
        about |= Q(record__contains=f'"@member:{key}"')
    rows = Decision.objects.filter(about).order_by("at", "pk")
    return {"decisions": list(rows.values(*_DECIDED))}
