import math

import numpy as np

from gouvernail.method.diagnosis.estimates.arrays import Floats, Numbers
from gouvernail.method.diagnosis.estimates.estimate import Estimate, Side, unsettled
from gouvernail.method.diagnosis.estimates.laws import binomial_up_to
from gouvernail.method.diagnosis.verdict import UNKNOWN, proportion_needs

MEDIAN_MINIMUM = 6
"""Least n at which the order statistics bound the median at 95 % (1 - 2/2^6 = .969)."""


def median(values: Numbers, *, threshold: float, beyond: Side, minimum: int = MEDIAN_MINIMUM) -> Estimate:
    """Estimate a median: see `quantile`."""
    return quantile(values, 0.5, threshold=threshold, beyond=beyond, minimum=minimum)


def quantile(values: Numbers, level: float, *, threshold: float, beyond: Side, minimum: int | None = None) -> Estimate:
    """Estimate a quantile of a sample.

    `q` is the share of bootstrap samples whose quantile lies beyond the threshold. For an order statistic that share
    is known exactly, so nothing is drawn: of n draws with replacement, the k-th smallest is above t when fewer than
    k of them fall among the m values <= t, P(Bin(n, m/n) <= k-1) (Efron 1979; Maritz & Jarrett 1978). Where the
    quantile lies between two order statistics (the median of an even n), their two probabilities are weighted as the
    figure itself weights the two values.

    Parameters
    ----------
    values
        (n,) observations; NaN are left out.
    level
        Between 0 and 1, .85 for P85.
    threshold, beyond
        In the unit of `values`.
    minimum
        Least n; by default the first at which order statistics bound the quantile: 6 for a median, 19 for a P85.
    """
    sample = np.sort(_finite(values))
    n, least = len(sample), least_for(level) if minimum is None else minimum
    if n == 0:
        return Estimate(n=0, needs=least)
    value = float(np.quantile(sample, level))
    low, high = _bounds(sample, level)
    if n < least:
        return Estimate(n=n, value=value, low=low, high=high, needs=least - n)
    q = _beyond(sample, level, threshold=threshold, beyond=beyond)
    above = int((sample > threshold).sum())
    needs = proportion_needs(above, n, threshold=1 - level, minimum=least) if unsettled(q) else None
    return Estimate(n=n, q=q, value=value, low=low, high=high, needs=needs)


def least_for(level: float) -> int:
    """Give the least n at which the sample bounds the quantile on its far side.

    One tail of 5 %, `n >= ln(.05)/ln(level)` (19 for P85), and both tails of 2.5 % for the median (6).
    """
    if level == UNKNOWN:
        return MEDIAN_MINIMUM
    return math.ceil(math.log(0.05) / math.log(max(level, 1 - level)))


def _finite(values: Numbers) -> Floats:
    numbers = np.asarray(values, dtype=float)
    kept: Floats = numbers[np.isfinite(numbers)]
    return kept


def _beyond(sample: Floats, level: float, *, threshold: float, beyond: Side) -> float:
    n = len(sample)
    position = (n - 1) * level
    first, weight = math.floor(position), position - math.floor(position)
    ranks = [(first + 1, 1 - weight)] + ([(first + 2, weight)] if weight else [])
    if beyond == "above":
        share = int(np.searchsorted(sample, threshold, side="right")) / n
        return sum(part * binomial_up_to(k - 1, n, share) for k, part in ranks)
    share = int(np.searchsorted(sample, threshold, side="left")) / n
    return sum(part * (1 - binomial_up_to(k - 1, n, share)) for k, part in ranks)


def _bounds(sample: Floats, level: float) -> tuple[float | None, float | None]:
    """Distribution-free interval: the innermost order statistics that leave 2.5 % on each side.

    Where no rank leaves as little as that, the extreme value serves if it leaves 5 %, and else that side is open.
    """
    n = len(sample)
    below = _last_rank_under(n, level, 0.025)
    above = _last_rank_under(n, 1 - level, 0.025)
    low = sample[below - 1] if below else (sample[0] if (1 - level) ** n <= 0.05 else None)  # 5 %
    high = sample[n - above] if above else (sample[-1] if level**n <= 0.05 else None)  # 5 %
    return (None if low is None else float(low)), (None if high is None else float(high))


def _last_rank_under(n: int, share: float, tail: float) -> int:
    """Largest k with P(Bin(n, share) <= k-1) <= tail; 0 when there is none."""
    low, high = 0, n
    while low < high:
        middle = (low + high + 1) // 2
        if binomial_up_to(middle - 1, n, share) <= tail:
            low = middle
        else:
            high = middle - 1
    return low
