import math
from dataclasses import dataclass

import numpy as np

from gouvernail.method.diagnosis.estimates.arrays import Flags, Floats
from gouvernail.method.diagnosis.estimates.laws import Z95

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Curve:
    """The share that is still waiting after each time at which some wait ended.

    Attributes
    ----------
    times, share
        (m,) ascending ends of waits, and the Kaplan-Meier estimate just after each.
    greenwood
        (m,) running sum of d / (r (r - d)): the variance of the share divided by its square.
    last
        The longest follow-up: beyond it the curve is not known, unless it has reached 0.
    """

    times: Floats
    share: Floats
    greenwood: Floats
    last: float

    def median(self) -> float | None:
        """Give the first time at which the share is at or below one half."""
        return _first_at_half(self.times, self.share)

    def median_interval(self) -> tuple[float | None, float | None]:
        """Invert the 95 % log-log interval of the share (Brookmeyer & Crowley 1982)."""
        inside = (self.share > 0) & (self.share < 1)
        log_share = np.log(np.where(inside, self.share, _HALF))
        reach = np.where(inside, Z95 * np.sqrt(np.where(inside, self.greenwood, 0.0)) / np.abs(log_share), 0.0)
        lower = np.where(inside, np.exp(log_share * np.exp(reach)), self.share)
        upper = np.where(inside, np.exp(log_share * np.exp(-reach)), self.share)
        return _first_at_half(self.times, lower), _first_at_half(self.times, upper)

    def at(self, time: float) -> tuple[float, float | None]:
        """Give the share still waiting at `time`, and the variance of its logarithm (None before the first end)."""
        passed = int(np.searchsorted(self.times, time, side="right"))
        if passed == 0:
            return 1.0, None
        return float(self.share[passed - 1]), float(self.greenwood[passed - 1])


def kaplan_meier(durations: Floats, observed: Flags) -> Curve:
    """Estimate how long waits last when some are not over (Kaplan & Meier 1958; variance of Greenwood 1926).

    Parameters
    ----------
    durations
        (n,) waits, n >= 1.
    observed
        (n,) whether the wait is over; one that ended and one that was last seen at the same time: the end comes first.
    """
    times, ended = np.unique(durations[observed], return_counts=True)
    at_risk = len(durations) - np.searchsorted(np.sort(durations), times, side="left")
    share: Floats = np.cumprod(1 - ended / at_risk).astype(np.float64)
    left = np.maximum(at_risk - ended, 0)
    terms = np.divide(ended, at_risk * left, out=np.full(len(times), math.inf), where=left > 0)
    return Curve(times, share, np.cumsum(terms), float(durations.max()))


def _first_at_half(times: Floats, share: Floats) -> float | None:
    reached = share <= _HALF + 1e-12  # a product of shares may end a rounding error above one half
    return float(times[int(np.argmax(reached))]) if reached.any() else None
