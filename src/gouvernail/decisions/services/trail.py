"""Append to the trail. Services of every room come here, through `workspaces.services.trail.record`."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from gouvernail.decisions.models import Change
from gouvernail.workspaces.models import Invitation, Member, User, Workspace
from gouvernail.workspaces.services.trail import Changes

_LABEL = 200
_OF_A_PERSON = (Member, User, Invitation)  # what they print as may have to be forgotten


def changes_append(
    *, workspace: Workspace, actor: Member | None, verb: str, subject: Model, changes: Changes, reason: str = ""
) -> None:
    """Write one row a changed field, all with one instant and one batch; one row without field where none changed.

    People are written as references (`@member:12`) and resolved when read: a person can be forgotten without
    touching the trail.
    """
    shared = {
        "workspace": workspace,
        "at": timezone.now(),
        "actor": actor,
        "verb": verb,
        "batch": uuid.uuid4(),
        "subject_type": subject._meta.label_lower,  # noqa: SLF001  # Django's public door to a model's name
        "subject_id": str(subject.pk),
        "subject_label": as_text(subject)[:_LABEL],
        "reason": reason,
    }
    rows = [
        Change(**shared, field=field, old=as_text(old), new=as_text(new)) for field, (old, new) in changes.items()
    ] or [Change(**shared)]
    Change.objects.bulk_create(rows)


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
