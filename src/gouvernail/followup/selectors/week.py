"""The week of one member: what is late, due today, due this week, later, and what they put aside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gouvernail.followup.selectors.expectation import Item, dated, passed_on, together
from gouvernail.followup.selectors.expectations import expected_of
from gouvernail.followup.selectors.facts import Facts, facts_for
from gouvernail.workspaces.models import Member

_SUNDAY = 6
_SEVERAL = 2


@dataclass(frozen=True)
class Week:
    """What is expected, by when; `aside` holds what the person answered."""

    day: date
    late: list[Item] = field(default_factory=list)
    today: list[Item] = field(default_factory=list)
    this_week: list[Item] = field(default_factory=list)
    later: list[Item] = field(default_factory=list)
    aside: list[Item] = field(default_factory=list)

    @property
    def open(self) -> list[Item]:
        """List what still asks for something."""
        return [*self.late, *self.today, *self.this_week, *self.later]

    @property
    def until(self) -> date:
        """Give the last day of the week."""
        return last_day(self.day)


def last_day(day: date) -> date:
    """Give the Sunday of a week."""
    return day + timedelta(days=_SUNDAY - day.weekday())


def week_of(member: Member, now: datetime) -> tuple[Week, Facts]:
    """Read the week of one member, in the active language, and the facts that it was read from."""
    facts = facts_for(member, now)
    return sorted_out(items_of(member, facts), facts.day), facts


def items_of(member: Member, facts: Facts) -> list[Item]:
    """List what is expected of a member, then what is late enough at those whom they stand in for.

    What is expected of both is on the week of the deputy already.
    """
    own = _items(member, facts)
    mine = {item.key for item in own if item.is_open(facts.day)}
    late = [item for other in facts.principals.get(member.pk, []) for item in _late_at(other, member, facts, mine)]
    return own + late


def _late_at(other: Member, deputy: Member, facts: Facts, mine: set[str]) -> list[Item]:
    """List what is late enough at somebody's for who stands in for them: several things are one line."""
    after_days = facts.policy.escalate_after_days
    late = [
        passed_on(item, other, facts.lines.get((deputy.pk, f"for:{other.pk}:{item.key}")))
        for item in _items(other, facts)
        if item.key not in mine and item.is_passed_on(facts.day, after_days)
    ]
    parts = [item for item in late if item.is_open(facts.day)]
    if len(parts) < _SEVERAL:
        return late
    line = facts.lines.get((deputy.pk, f"for:{other.pk}"))
    said_on = facts.day_of(line.answered_at) if line is not None and line.answered_at else None
    return [
        together(parts, other, line, said_on, after_days),
        *(item for item in late if not item.is_open(facts.day)),
    ]


def sorted_out(items: Iterable[Item], day: date) -> Week:
    """Put items in their place, the oldest date first."""
    week = Week(day)
    for item in sorted(items, key=lambda item: (item.due_on, item.since, item.key)):
        _place(week, item).append(item)
    return week


def _items(member: Member, facts: Facts) -> list[Item]:
    return [dated(one, facts.lines.get((member.pk, one.key)), facts.day) for one in expected_of(member, facts)]


def _place(week: Week, item: Item) -> list[Item]:
    if not item.is_open(week.day):
        return week.aside
    if item.due_on < week.day:
        return week.late
    if item.due_on == week.day:
        return week.today
    return week.this_week if item.due_on <= week.until else week.later
