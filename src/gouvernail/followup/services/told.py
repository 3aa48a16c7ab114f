"""Claim the right to tell somebody of something: of all workers that try, one gets it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gouvernail.followup.choices.words import Step
from gouvernail.followup.models import Told
from gouvernail.workspaces.models import Member


def claim(*, member: Member, step: Step, day: date, now: datetime, cause: str = "") -> bool:
    """Write that a member is told of a cause; False where they were already.

    The row lives and dies with the caller's transaction, as the queued letter does. Another worker that tries
    meanwhile waits for that transaction, then sees the row.
    """
    try:
        with transaction.atomic():
            Told.objects.create(workspace=member.workspace, member=member, cause=cause, step=step, day=day, at=now)
    except IntegrityError:
        return False
    return True
