"""Measures of objectives that nobody has read for a while."""

from datetime import date, timedelta

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member

EVERY = timedelta(days=30)  # [choice] a measure read once a month tells in time that it does not move
GRACE = timedelta(days=7)


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List the objectives whose measure this member answers for and that nobody has read for a month."""
    return [
        _expectation(one, last, facts)
        for one, last in _measured(facts)
        if one.owner_id == member.pk and facts.day - last >= EVERY
    ]


def _measured(facts: Facts) -> list[tuple[Objective, date]]:
    """Give the measured objectives with the day of their last reading, or that of their birth."""
    if "objectives" not in facts.seen:
        last = Max("readings__on", filter=Q(readings__removed_at=None))
        rows = Objective.objects.filter(is_active=True).exclude(measure="").filter(owner__isnull=False)
        facts.seen["objectives"] = [
            (one, one.last_read or facts.day_of(one.created_at) - EVERY) for one in rows.annotate(last_read=last)
        ]
    found: list[tuple[Objective, date]] = facts.seen["objectives"]
    return found


def _expectation(objective: Objective, last: date, facts: Facts) -> Expectation:
    since = last + EVERY
    return Expectation(
        kind=Kind.READING,
        key=f"reading:{objective.pk}:{since.isoformat()}",
        title=_("Read the measure of “%(objective)s”: %(measure)s")
        % {"objective": objective.label, "measure": objective.measure},
        reason=_("Without a reading since %(day)s, nobody knows whether this objective moves.")
        % {"day": date_format(last, "MONTH_DAY_FORMAT")},
        why=_("You answer for this objective."),
        act=_("Note it"),
        url=reverse("strategy:objective", args=[facts.workspace.slug, objective.pk]),
        since=since,
        due_on=since + GRACE,
    )
