"""Shapes of the value that is left when one delivers later, and the delay after which half of it is gone."""

from dataclasses import dataclass
from math import inf, log, sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.thresholds import number
from gouvernail.method.urgency.invalid import InvalidEvidence

LONGEST: Final = number("urgency.longest_wait")  # weeks: a half-value delay that long is level 0
MOST: Final = 5.0
WEEKS_A_YEAR: Final = 365.25 / 7


@dataclass(frozen=True, slots=True)
class Decline:
    """Whole value until week `start`, none from week `end` on, a straight line between (a cliff when they are one).

    Weeks count from the earliest possible delivery; a `start` that is past is below 0.
    """

    start: float
    end: float

    def __post_init__(self) -> None:
        if not self.start <= self.end:
            raise InvalidEvidence("dates_reversed", field="end", found=self.end, expected=f"{self.start} or later")

    def value(self, delay: ArrayLike) -> NDArray[np.float64]:
        """Give the share of the value obtained when delivery is so many weeks late."""
        weeks = np.asarray(delay, np.float64)
        if self.start == self.end:
            return np.where(weeks <= self.start, 1.0, 0.0)
        return np.clip(self.end - weeks, 0.0, self.end - self.start) / (self.end - self.start)

    @property
    def half_delay(self) -> float:
        """Weeks until half of what is left now is gone: `(max(start, 0) + end) / 2`, 0 when nothing is left."""
        return max(0.0, (max(self.start, 0.0) + self.end) / 2) if self.end > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Erosion:
    """A share `rate` of what is left goes each week."""

    rate: float

    def __post_init__(self) -> None:
        if not (self.rate >= 0 and self.rate < inf):
            raise InvalidEvidence("rate_negative", field="rate", found=self.rate, expected="0 or more")

    def value(self, delay: ArrayLike) -> NDArray[np.float64]:
        """Give the share of the value obtained when delivery is so many weeks late: `exp(-rate delay)`."""
        return np.exp(-self.rate * np.asarray(delay, np.float64))

    @property
    def half_delay(self) -> float:
        """Weeks until half is gone: `ln 2 / rate`; never at rate 0."""
        return log(2) / self.rate if self.rate else inf


@dataclass(frozen=True, slots=True)
class Peak:
    """A short life that starts now and whose peak suffers too: `(1 - d / window)^2` (Arnold, Black Swan Farming)."""

    window: float

    def value(self, delay: ArrayLike) -> NDArray[np.float64]:
        """Give the share of the value obtained when delivery is so many weeks late."""
        weeks = np.asarray(delay, np.float64)
        if self.window <= 0:
            return np.zeros(weeks.shape)
        return (1 - np.clip(weeks, 0.0, self.window) / self.window) ** 2

    @property
    def half_delay(self) -> float:
        """Weeks until half is gone: `(1 - 1/sqrt 2) window`, that is 0.293 of it."""
        return max(0.0, self.window) * (1 - 1 / sqrt(2))


Profile = Decline | Erosion | Peak


def discounted(yearly_rate: float) -> Erosion:
    """Give the profile of a steady benefit that starts at delivery, at a continuous discount rate a year.

    At 10 % a year half of it is gone after 360 weeks: it is not urgent at all.
    """
    return Erosion(yearly_rate / WEEKS_A_YEAR)


def urgency_level(half_delay: ArrayLike) -> NDArray[np.float64]:
    """Give the urgency `log2(64 / h)` between 0 and 5 of half-value delays in weeks (method.md section 2.1)."""
    weeks = np.asarray(half_delay, np.float64)
    if (np.isnan(weeks) | (weeks < 0)).any():
        raise InvalidEvidence("level_outside", field="half_delay", found=half_delay, expected="0 week or more")
    return np.log2(LONGEST / np.clip(weeks, LONGEST / 2**MOST, LONGEST))
