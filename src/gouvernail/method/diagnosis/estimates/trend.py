import math
from dataclasses import dataclass

import numpy as np

from gouvernail.method.diagnosis.estimates.arrays import Floats, Numbers
from gouvernail.method.diagnosis.estimates.estimate import Estimate, Side, beyond_share, unsettled
from gouvernail.method.diagnosis.estimates.laws import Z95
from gouvernail.method.diagnosis.estimates.mann_kendall import autocorrelation_stretch, mann_kendall
from gouvernail.method.diagnosis.verdict import ESTABLISHED_FROM, Z90

MINIMUM = 5
"""Points below which there is no test: with 4, no order at all reaches p < .05 (method.md section 6.1)."""

RECOMMENDED = 12
ONLY_A_LARGE_DROP = "only_a_large_drop_would_show"
_CAVEAT_BELOW = 10
_CORRECTED_FROM = 20
_SIGNIFICANT = 0.05
_NO_GAP = 1e-3  # of the error: so near the threshold no number of months would tell


@dataclass(frozen=True, slots=True)
class TrendEstimate(Estimate):
    """A slope per step with its test.

    `value`, `low` and `high` are the Theil-Sen slope and its 95 % interval in units of the series per step (per month
    for monthly values); `p` is two-sided, None below 5 points; `s` and `z` are those of Mann-Kendall.
    """

    p: float | None = None
    s: int | None = None
    z: float | None = None


def trend(
    values: Numbers, *, threshold: float, beyond: Side, positions: Numbers | None = None, minimum: int = MINIMUM
) -> TrendEstimate:
    """Estimate the trend of a series.

    `q` is the confidence that the slope lies beyond the threshold: Mann-Kendall on the series from which the slope of
    the threshold was taken away (the test that Sen's interval inverts; Sen 1968). Section 6.1 of the method asks for
    more than that before it calls a trend established: p < .05 against no trend at all, and a slope beyond the
    practical threshold. So q is lifted to .9 where both hold, and held below .9 where one of them fails.

    Parameters
    ----------
    values
        (n,) in the order of time; NaN are left out, and their place is kept.
    threshold
        The practical slope, in units of the series per step: -.05 with `beyond="below"` for a fall of 5 % of a series
        that was divided by its mean.
    positions
        (n,) times in steps; 0, 1, 2... by default.

    Notes
    -----
    From 20 points on the variance is widened for autocorrelation (Hamed & Rao 1998).
    """
    series = np.asarray(values, dtype=float)
    times = np.arange(len(series), dtype=float) if positions is None else np.asarray(positions, dtype=float)
    known = np.isfinite(series) & np.isfinite(times)
    series, times = series[known], times[known]
    n = len(series)
    if n < minimum:
        slope = theil_sen(series, times) if n > 1 else None
        return TrendEstimate(n=n, value=slope, needs=minimum - n)
    slopes = np.sort(_slopes(series, times))
    slope = float(np.median(slopes))
    stretch = autocorrelation_stretch(series, slope, times) if n >= _CORRECTED_FROM else 1.0
    test = mann_kendall(series, stretch=stretch)
    against = mann_kendall(series - threshold * times, stretch=stretch)
    rises_faster = 0.5 * (against.falling + 1 - against.rising)  # ties of S shared between the two sides
    red = slope > threshold if beyond == "above" else slope < threshold
    q = _ruled(beyond_share(rises_faster, beyond), established=red and test.p < _SIGNIFICANT)
    low, high = _sen_interval(slopes, test.variance)
    return TrendEstimate(
        n=n,
        q=q,
        value=slope,
        low=low,
        high=high,
        needs=_needs(n, slope - threshold, (high - low) / (2 * Z95)) if unsettled(q) else None,
        caveats=(ONLY_A_LARGE_DROP,) if n < _CAVEAT_BELOW else (),
        p=test.p,
        s=test.s,
        z=test.z,
    )


def theil_sen(values: Floats, positions: Floats) -> float:
    """Give the median of the slopes between all pairs of points (Theil 1950; Sen 1968)."""
    return float(np.median(_slopes(values, positions)))


def _slopes(values: Floats, positions: Floats) -> Floats:
    late, early = np.tril_indices(len(values), -1)
    slopes: Floats = (values[late] - values[early]) / (positions[late] - positions[early])
    return slopes


def _ruled(confidence: float, *, established: bool) -> float:
    if established:
        return max(confidence, ESTABLISHED_FROM)
    return min(confidence, math.nextafter(ESTABLISHED_FROM, 0))


def _sen_interval(slopes: Floats, variance: float) -> tuple[float, float]:
    """95 % interval of the slope from the variance of S (Gilbert 1987, section 16.5)."""
    pairs, reach = len(slopes), Z95 * math.sqrt(max(variance, 0.0))
    first = math.floor((pairs - reach) / 2) - 1
    last = math.ceil((pairs + reach) / 2)
    return float(slopes[max(first, 0)]), float(slopes[min(last, pairs - 1)])


def _needs(n: int, gap: float, error: float) -> int | None:
    """Count the missing points: the error of a slope shrinks as n^-1.5, and fewer than 12 are not recommended."""
    if abs(gap) <= _NO_GAP * error:
        return None
    wanted = math.ceil(n * (error * Z90 / abs(gap)) ** (2 / 3)) if gap else n
    return max(wanted, RECOMMENDED, n + 1) - n
