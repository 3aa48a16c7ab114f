"""Append to the trail. Services of every room come here, through `workspaces.services.trail.record`."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from gouvernail.decisions.models import Change
from gouvernail.workspaces.models import Invitation, Member, User, Workspace
from gouvernail.workspaces.services.trail import Because, Changes

_LABEL = 200
_AT_ONCE = 1000  # entries of one insertion
_OF_A_PERSON = (Member, User, Invitation)  # what they print as may have to be forgotten


def changes_append(
    *,
    workspace: Workspace,
    actor: Member | None,
    verb: str,
    told: Iterable[tuple[Model, Changes]],
    reason: str | Because = "",
) -> None:
    """Write one entry a changed field of each row, at one instant; one entry without field for a row as it was.

    The entries of one row are one act, with a batch of their own. People are written as references (`@member:12`) and
    resolved when read: a person can be forgotten without touching the trail.
    """
    because = reason if isinstance(reason, Because) else Because(reason=reason, decision="")
    shared = {
        "workspace_id": workspace.pk,  # keys, not rows: Django checks each row that each of thousands of entries names
        "at": timezone.now(),
        "actor_id": None if actor is None else actor.pk,
        "verb": verb,
        "reason": because.reason,
        "decision": because.decision,
    }
    Change.objects.bulk_create(
        [entry for subject, changes in told for entry in _entries(shared, subject, changes)], batch_size=_AT_ONCE
    )


def _entries(shared: dict[str, Any], subject: Model, changes: Changes) -> list[Change]:
    named = {
        **shared,
        "batch": uuid.uuid4(),
        "subject_type": subject._meta.label_lower,  # noqa: SLF001  # Django's public door to a model's name
        "subject_id": str(subject.pk),
        "subject_label": as_text(subject)[:_LABEL],
    }
    return [
        Change(**named, field=field, old=as_text(old), new=as_text(new)) for field, (old, new) in changes.items()
    ] or [Change(**named)]


def as_text(value: Any) -> str:
    """Write a value as the trail keeps it: ISO dates, `true` and `false`, references for people."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime() | date():
            return value.isoformat()
        case Model() if isinstance(value, _OF_A_PERSON):
            return f"@{value._meta.model_name}:{value.pk}"  # noqa: SLF001  # Django's public door to a model's name
        case list() | tuple() | set() | frozenset():
            return ", ".join(sorted(as_text(part) for part in value))
        case _:
            return str(value)
