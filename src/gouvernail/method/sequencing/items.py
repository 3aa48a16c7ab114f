"""What is to be built, and with how many days of which team."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gouvernail.method.urgency.profiles import Erosion, Profile

NOT_DATED = Erosion(0.0)
"""A value that waiting takes nothing from."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that is finished at the end of one iteration.

    Attributes
    ----------
    key
        Names the item; unique.
    value
        What it brings when delivered at once, on a scale where a sum means something. Zero is right for what only
        opens others.
    days
        Person-days by team. An item may take several iterations.
    profile
        The share of the value that is left when it is delivered so many weeks later (method.md section 2.1).
    needs
        Keys of the items that are finished before, or in the same iteration.
    fixed
        The iteration (from 1) at the end of which it is finished, whatever that costs: it has started.
    by
        The last iteration (from 1) that is accepted for it.
    """

    key: str
    value: float
    days: Mapping[str, float] = field(default_factory=dict)
    profile: Profile = NOT_DATED
    needs: tuple[str, ...] = ()
    fixed: int | None = None
    by: int | None = None

    @property
    def total(self) -> float:
        """Person-days, all teams together."""
        return math.fsum(self.days.values())

    def before(self, iteration: int) -> "Item":
        """Give the same item, accepted no later than in this iteration."""
        return replace(self, by=iteration if self.by is None else min(self.by, iteration))


@dataclass(frozen=True, slots=True)
class Horizon:
    """The iterations that are planned.

    Attributes
    ----------
    days
        Person-days of each team in each iteration; as many for every team. An iteration may have none.
    weeks
        Length of one iteration.
    """

    days: Mapping[str, tuple[float, ...]]
    weeks: float = 2.0

    @property
    def iterations(self) -> int:
        """How many iterations are planned."""
        return max((len(days) for days in self.days.values()), default=0)

    @classmethod
    def steady(cls, days: Mapping[str, float], *, iterations: int, weeks: float = 2.0) -> "Horizon":
        """Give the horizon of teams that have as many days in each iteration."""
        return cls({team: (amount,) * iterations for team, amount in days.items()}, weeks)
