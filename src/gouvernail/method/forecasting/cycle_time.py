"""How long one item takes, from start to end."""

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray


def cycle_times(started_at: pl.Series, done_at: pl.Series) -> NDArray[np.float64]:
    """Give `done - started` in days, for the items that have both in that order."""
    days = (done_at - started_at).dt.total_microseconds() / 86_400_000_000
    return days.filter(days >= 0).to_numpy().astype(np.float64)


def percentile(days: ArrayLike, level: float) -> float | None:
    """Give the smallest observed duration that a share `level` of the items did not exceed; None without item.

    The service level expectation is the P85 (Vacanti 2015).
    """
    observed = np.asarray(days, np.float64)
    return float(np.quantile(observed, level, method="inverted_cdf")) if observed.size else None


def percentile_upper_bound(days: ArrayLike, level: float, *, confidence: float = 0.95) -> float | None:
    """Give a bound that the true percentile does not exceed with this confidence, whatever the distribution.

    The k-th smallest of n exceeds the percentile with probability P(Binomial(n, level) <= k - 1); the smallest such k
    that reaches the confidence is taken. It exists from `n >= ln(1 - confidence) / ln(level)`: 19 items for the P85 at
    95 % (method.md section 5). None below.
    """
    observed = np.sort(np.asarray(days, np.float64))
    if observed.size == 0:
        return None
    from scipy.special import bdtr

    reached = bdtr(np.arange(observed.size), observed.size, level) >= confidence
    return float(observed[np.argmax(reached)]) if reached.any() else None


def next_in_range_probability(count: int) -> float:
    """Give P(the next value falls between the smallest and largest of `count` past ones): `(n - 1) / (n + 1)`.

    Holds for any exchangeable values. The popular `1 - 1/(n - 1)` (Magennis 2013) is optimistic.
    """
    return max(0.0, (count - 1) / (count + 1))
