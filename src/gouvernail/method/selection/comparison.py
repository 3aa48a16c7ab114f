"""Two selections side by side: a scenario against another, or against what was decided."""

from dataclasses import dataclass

from gouvernail.method.selection.selection import Line, Selection


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes from one selection to another.

    Attributes
    ----------
    entered, left
        Items with their figures, by key.
    changed
        Items of both of which the value or the effort is not what it was: (before, after).
    earned, lost
        Benefits: (key, value).
    value, cost
        Differences, after less before.
    by_team
        Differences of days, of the teams where there is one.
    """

    entered: tuple[Line, ...]
    left: tuple[Line, ...]
    changed: tuple[tuple[Line, Line], ...]
    earned: tuple[tuple[str, float], ...]
    lost: tuple[tuple[str, float], ...]
    value: float
    cost: float
    by_team: dict[str, float]

    @property
    def is_same(self) -> bool:
        """Whether the same items are in with the same figures."""
        return not (self.entered or self.left or self.changed)


def compare(before: Selection, after: Selection) -> Comparison:
    """Say what enters, what leaves, and what that changes."""
    old, new = ({line.key: line for line in each.lines} for each in (before, after))
    old_days, new_days = before.by_team, after.by_team
    was, now = dict(before.earned), dict(after.earned)
    days = {team: new_days.get(team, 0.0) - old_days.get(team, 0.0) for team in sorted({*old_days, *new_days})}
    return Comparison(
        entered=tuple(line for line in after.lines if line.key not in old),
        left=tuple(line for line in before.lines if line.key not in new),
        changed=tuple((old[line.key], line) for line in after.lines if line.key in old and line != old[line.key]),
        earned=tuple(one for one in after.earned if one[0] not in was),
        lost=tuple(one for one in before.earned if one[0] not in now),
        value=after.value - before.value,
        cost=after.cost - before.cost,
        by_team={team: change for team, change in days.items() if change},
    )
