"""Habits of one rater, read by that person alone."""

from gouvernail.backlog.bridge.assessments import Habit, Vote, habits_of
from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.models import Item, Opinion
from gouvernail.backlog.selectors.assessments.results import REVEALED
from gouvernail.workspaces.models import Member


def habits_seen(reader: Member) -> tuple[Habit, ...]:
    """Tell a person their habits, on revealed opinions: their own page only, never a list of people."""
    rows = Opinion.objects.filter(round__state__in=REVEALED, level__isnull=False, item__isnull=False).order_by("turn")
    names = ("filter", "item", "objective", "rater", "team", "level", "confidence")
    last = {row[:4]: row for row in rows.values_list(*names)}
    votes = {
        name: [
            Vote(line=(item, objective or 0), rater=rater, team=team or 0, level=level, confidence=confidence)
            for which, item, objective, rater, team, level, confidence in last.values()
            if which == name and item is not None and level is not None
        ]
        for name in (Filter.VALUE, Filter.COMPLEXITY)
    }
    asking: dict[int, set[int]] = {}
    through = Item.teams.through.objects.filter(item__in={vote.line[0] for own in votes.values() for vote in own})
    for item, team in through.values_list("item", "team"):
        asking.setdefault(item, set()).add(team)
    teams = {item: next(iter(own)) for item, own in asking.items() if len(own) == 1}
    return habits_of(reader.pk, votes[Filter.VALUE], votes[Filter.COMPLEXITY], teams)
