"""What a report of a plan is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from gouvernail.method.sequencing import Forward, Horizon, Item, Plan, WhyAfter

_DAYS: Final = 7


@dataclass(frozen=True)
class PlanReport:
    """A plan and what explains it.

    Attributes
    ----------
    start
        First day of the first iteration.
    titles
        Title of an item by its key, where it has one.
    dates
        Date of an item by its key, where it has one.
    late
        Keys of which the date could not be kept by any plan.
    first
        Keys asked about that are finished in the first iteration, or as early as anything on their teams: nothing comes
        before them.
    """

    title: str
    generated_at: datetime
    start: date
    items: tuple[Item, ...]
    horizon: Horizon
    plan: Plan
    titles: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, date] = field(default_factory=dict)
    late: tuple[str, ...] = ()
    whys: tuple[WhyAfter, ...] = ()
    first: tuple[str, ...] = ()
    forwards: tuple[Forward, ...] = ()
    from_levels: bool = False
    skipped: tuple[str, ...] = ()

    def ends(self, iteration: int) -> date:
        """Give the last day of an iteration (from 1)."""
        return self.start + timedelta(days=round(_DAYS * self.horizon.weeks * iteration) - 1)

    @property
    def missed(self) -> tuple[str, ...]:
        """Keys of the items that are planned after their date."""
        return tuple(
            line.key
            for line in self.plan.lines
            if line.key in self.dates and (line.iteration is None or self.ends(line.iteration) > self.dates[line.key])
        )
