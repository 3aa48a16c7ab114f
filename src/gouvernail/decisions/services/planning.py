"""Put the meetings of a ritual on dates, a few weeks ahead."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from gouvernail.decisions.choices.words import MeetingState
from gouvernail.decisions.models import Meeting, Ritual

AHEAD = timedelta(days=56)


def dates_of(ritual: Ritual, since: datetime, until: datetime) -> Iterator[datetime]:
    """Give the dates of a ritual between two instants, at the same hour of the wall clock all year round."""
    zone = ZoneInfo(ritual.workspace.time_zone)
    first = ritual.first_at.astimezone(zone)
    step = timedelta(days=ritual.rhythm_days)
    skipped = max(0, (since - ritual.first_at) // step - 1)
    local = first.replace(tzinfo=None) + skipped * step  # naive: a day is a day when the clocks change
    while (instant := local.replace(tzinfo=zone)) <= until:
        if instant >= since:
            yield instant.astimezone(ZoneInfo("UTC"))
        local += step


def meetings_plan(ritual: Ritual, now: datetime) -> list[Meeting]:
    """Write the meetings that are missing up to eight weeks ahead, and at least the next two."""
    horizon = now + max(AHEAD, timedelta(days=2 * ritual.rhythm_days))
    known = set(Meeting.objects.filter(ritual=ritual).values_list("planned_at", flat=True))
    latest = max(known, default=None)
    since = ritual.first_at if latest is None else min(now, latest)
    missing = [
        Meeting(workspace=ritual.workspace, ritual=ritual, planned_at=at, starts_at=at, changed_at=now)
        for at in dates_of(ritual, since, horizon)
        if at not in known and (latest is None or at > latest or at >= now)
    ]
    return Meeting.objects.bulk_create(missing, ignore_conflicts=True)


@transaction.atomic
def meetings_replan(ritual: Ritual, now: datetime) -> None:
    """Drop the coming meetings that nobody has touched and plan them again."""
    coming = Meeting.objects.filter(ritual=ritual, state=MeetingState.PLANNED, starts_at__gte=now)
    coming.filter(decisions=None).delete()  # one that began early has decided already
    if ritual.is_active:
        meetings_plan(ritual, now)


def rituals_plan_ahead() -> None:
    """Plan ahead for every workspace; called now and then by a worker."""
    with scopes_disabled():
        rituals = list(Ritual.objects.select_related("workspace").filter(is_active=True))
    for ritual in rituals:
        with scope(workspace=ritual.workspace):
            meetings_plan(ritual, timezone.now())
