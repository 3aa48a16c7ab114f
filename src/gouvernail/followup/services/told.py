"""Claim the right to tell somebody of something: of all workers that try, one gets it."""

from collections.abc import Iterable
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


def claim_each(
    *, member: Member, causes: Iterable[tuple[str, Step, date]], now: datetime
) -> set[tuple[str, Step, date]]:
    """Write that a member is told of several causes; gives those that they were not told of before. Two queries.

    Claim the letter of the day first: it is what keeps two workers from telling the same.
    """
    wanted = dict.fromkeys(causes)
    known = Told.objects.filter(member=member, cause__in={cause for cause, _step, _day in wanted})
    before = set(known.values_list("cause", "step", "day"))
    fresh = [each for each in wanted if each not in before]
    Told.objects.bulk_create(
        Told(workspace=member.workspace, member=member, cause=cause, step=step, day=day, at=now)
        for cause, step, day in fresh
    )
    return set(fresh)
