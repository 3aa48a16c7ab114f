"""Rule 6.1 of the method: what a probability lets one say, and how many observations would settle it."""

import math
from typing import Final

from gouvernail.method.diagnosis.finding import Verdict

ESTABLISHED_FROM: Final = 0.9
EXCLUDED_UP_TO: Final = 0.1
UNKNOWN: Final = 0.5
"""The q of what the data do not say: in the network it neither accuses nor excuses."""

Z90: Final = 1.2816  # the .9 quantile of the normal law, so that n* matches ESTABLISHED_FROM
_BEYOND_REACH: Final = 100_000  # more observations than that is not an answer that helps anybody


def verdict_of(q: float) -> Verdict:
    """Say what `q = P(beyond the red threshold | data)` lets one say (method.md section 6.1).

    Below the minimal number of observations of its kind an estimate has q = .5 exactly, hence "not enough data": a
    handful of observations neither accuses nor excuses, whatever the rate among them.
    """
    if q >= ESTABLISHED_FROM:
        return Verdict.ESTABLISHED
    return Verdict.EXCLUDED if q <= EXCLUDED_UP_TO else Verdict.NOT_ENOUGH_DATA


def proportion_needs(k: float, n: float, *, threshold: float, minimum: int) -> int | None:
    """Give how many more observations would settle a share if its rate stays.

    `n* = p(1-p)(1.2816/(p-threshold))^2` (method.md section 6.1), never below the minimal n of the kind, and less the
    n there is. The rate is k/n; where that is 0 or 1, which would ask for nothing, the posterior mean (k+.5)/(n+1).
    """
    rate = k / n if 0 < k < n else (k + 0.5) / (n + 1)
    return more_needed(spread=math.sqrt(rate * (1 - rate)), gap=rate - threshold, n=round(n), minimum=minimum)


def more_needed(*, spread: float, gap: float, n: int, minimum: int) -> int | None:
    """Give how many more observations would bring q to .9 if the figure and its spread stay.

    Parameters
    ----------
    spread
        Standard deviation of one observation: the standard error times the square root of n.
    gap
        Figure minus threshold.
    n, minimum
        Observations that there are, and the least at which the kind of figure says anything. Below it the figure
        itself is not to be trusted, so only the way to the minimum is announced.

    Returns
    -------
    int | None
        At least 1; None when the figure sits on the threshold, where no number of observations would settle it.
    """
    if n < minimum:
        return minimum - n
    if not math.isfinite(spread) or abs(gap) * math.sqrt(_BEYOND_REACH) <= spread * Z90:
        return None
    return max(1, math.ceil((spread * Z90 / gap) ** 2) - n)
