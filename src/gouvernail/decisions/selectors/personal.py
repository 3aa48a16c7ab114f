"""What the trail knows of one person, for the copy that they may ask for. Call inside `scopes_disabled()`."""

from typing import Any

from django.db.models import Q

from gouvernail.decisions.models import Change
from gouvernail.workspaces.models import Member, User

_FIELDS = ("at", "workspace__name", "verb", "subject_type", "subject_label", "field", "old", "new", "reason")


def known_to_the_trail(user: User) -> dict[str, list[dict[str, Any]]]:
    """Give what the person did, and what was done to their memberships."""
    members = [str(key) for key in Member.objects.filter(user=user).values_list("pk", flat=True)]
    theirs = Q(actor__user=user) | Q(subject_type="workspaces.member", subject_id__in=members)
    return {"trail": list(Change.objects.filter(theirs).order_by("at", "pk").values(*_FIELDS))}
