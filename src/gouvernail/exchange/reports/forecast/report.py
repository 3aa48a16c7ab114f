"""What a report of a forecast is made of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from gouvernail.method.forecasting import Credibility, credibility

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from gouvernail.method.forecasting import BackTest, Forecast

LEVELS: Final = (0.5, 0.85, 0.95)
_DAYS: Final = 7
_BEYOND: Final = 3650
"""Days after which no date is written: ten years [choice]."""


@dataclass(frozen=True)
class ForecastReport:
    """When so many items will be finished.

    Attributes
    ----------
    today
        Day from which the forecast counts.
    throughput
        Items finished in each whole week of history, oldest first.
    forecast
        None when there is not enough history to say anything.
    stated
        The date to judge, where one was given.
    last_done
        Day of the last finished item; None when there is none.
    undone, future
        Lines left aside: without a day, and with one after `today`.
    needed_weeks
        Whole weeks of history without which nothing is said.
    """

    title: str
    generated_at: datetime
    today: date
    items: int
    throughput: "NDArray[np.int64]"
    forecast: "Forecast | None"
    stated: date | None
    last_done: date | None
    done: int
    undone: int
    future: int
    needed_weeks: int
    back_test: "BackTest | None" = None
    skipped: tuple[str, ...] = ()

    def by(self, level: float) -> date | None:
        """Give the day by which all is finished with this probability; None when it lies beyond ten years."""
        if self.forecast is None:
            return None
        weeks = float(self.forecast.weeks_for(self.items, level)) if self.items else 0.0
        days = _DAYS * weeks
        return self.today + timedelta(days=int(days)) if days <= _BEYOND else None

    @property
    def probability(self) -> float | None:
        """The probability that all is finished by the stated date; None without one, or without a forecast."""
        if self.forecast is None or self.stated is None:
            return None
        return float(self.forecast.probability(self.items, (self.stated - self.today).days))

    @property
    def credibility(self) -> Credibility | None:
        """How credible the stated date is."""
        return None if self.probability is None else credibility(self.probability)
