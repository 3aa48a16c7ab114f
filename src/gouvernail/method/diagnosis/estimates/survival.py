import math
from collections.abc import Sequence

import numpy as np

from gouvernail.method.diagnosis.estimates.arrays import Flags, Floats, Numbers
from gouvernail.method.diagnosis.estimates.estimate import Estimate, Side, unsettled
from gouvernail.method.diagnosis.estimates.kaplan_meier import Curve, kaplan_meier
from gouvernail.method.diagnosis.estimates.proportion import proportion_beyond
from gouvernail.method.diagnosis.estimates.quantile import MEDIAN_MINIMUM
from gouvernail.method.diagnosis.verdict import proportion_needs

_HALF = 0.5


def survival_median(
    durations: Numbers,
    observed: Sequence[bool] | Flags,
    *,
    threshold: float,
    beyond: Side,
    minimum: int = MEDIAN_MINIMUM,
) -> Estimate:
    """Estimate a median wait when some waits are not over.

    The median is the first time at which the Kaplan-Meier curve is at or below one half. It lies above t when
    S(t) > .5, so `q` is the Beta posterior of a share, on the effective number of observations at t (Cutler & Ederer
    1958): `S(1-S)` over Greenwood's variance, which is n when nothing is censored before t.

    Parameters
    ----------
    durations
        (n,) waits in any unit, until the end, or until the last day on which it was seen not to have come.
    observed
        (n,) whether the wait is over.
    threshold, beyond
        In the unit of `durations`.

    Returns
    -------
    Estimate
        `value` is None when less than half of the waits are over; `q` is .5 when nobody was followed up to the
        threshold.
    """
    times, over = np.asarray(durations, dtype=float), np.asarray(observed, dtype=bool)
    known = np.isfinite(times)
    times, over = times[known], over[known]
    n = len(times)
    if n == 0:
        return Estimate(n=0, needs=minimum)
    curve = kaplan_meier(times, over)
    value, (low, high) = curve.median(), curve.median_interval()
    if n < minimum:
        return Estimate(n=n, value=value, low=low, high=high, needs=minimum - n)
    evidence = _evidence(curve, times, over, threshold)
    if evidence is None:
        return Estimate(n=n, value=value, low=low, high=high)
    share, effective = evidence
    q = proportion_beyond(share * effective, effective, threshold=_HALF, beyond=beyond)
    needs = _needs(share, effective, n, minimum) if unsettled(q) else None
    return Estimate(n=n, q=q, value=value, low=low, high=high, needs=needs)


def _evidence(curve: Curve, times: Floats, over: Flags, threshold: float) -> tuple[float, float] | None:
    """Share still waiting at the threshold, and on how many observations; None when nobody was followed so far."""
    share, greenwood = curve.at(threshold)
    if threshold > curve.last and share > _HALF:
        return None
    if greenwood is not None and 0 < share < 1:
        return share, (1 - share) / (share * greenwood)
    known = int((over & (times <= threshold)).sum()) + int((times > threshold).sum())
    return (share, float(known)) if known else None


def _needs(share: float, effective: float, n: int, minimum: int) -> int | None:
    more = proportion_needs(share * effective, max(effective, minimum), threshold=_HALF, minimum=minimum)
    return None if more is None else math.ceil(more * n / effective)
