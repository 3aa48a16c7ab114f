import math
from dataclasses import dataclass

import numpy as np

from gouvernail.method.diagnosis.estimates.arrays import Floats, Integers, Numbers
from gouvernail.method.diagnosis.estimates.estimate import Estimate, Side, beyond_share, unsettled
from gouvernail.method.diagnosis.estimates.inversions import inversions
from gouvernail.method.diagnosis.estimates.laws import Z95, normal_below
from gouvernail.method.diagnosis.verdict import UNKNOWN, more_needed

MINIMUM = 10
_DRAWS = 2_000
_DRAWN_UP_TO = 200  # pairs: the exact resamples cost n^2, and beyond the normal law agrees with them (a test says so)


def tau(
    x: Numbers, y: Numbers, *, threshold: float, beyond: Side, rng: np.random.Generator, minimum: int = MINIMUM
) -> Estimate:
    """Estimate Kendall's tau_b between two columns (ties allowed).

    Up to 200 pairs by 2,000 bootstrap samples (method.md section 6.1), each the exact tau_b of the resample. Above,
    by the normal law with the infinitesimal jackknife variance (Efron 1982, chapter 6), which is the limit of that
    bootstrap and costs O(n log n).

    Parameters
    ----------
    x, y
        (n,) each; a pair with a NaN is left out.
    rng
        Seeded by the caller.

    Returns
    -------
    Estimate
        Without a value when one of the columns is constant: no order to compare.
    """
    first, second = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    known = np.isfinite(first) & np.isfinite(second)
    first, second = first[known], second[known]
    n = len(first)
    pairs = _pairs(first, second)
    if pairs is None:
        return Estimate(n=n, needs=max(minimum - n, 0) or None)
    if n < minimum:
        return Estimate(n=n, value=pairs.tau, needs=minimum - n)
    error = pairs.error
    if n <= _DRAWN_UP_TO:
        draws = _resampled(first, second, rng)
        q = float(np.mean(draws > threshold) if beyond == "above" else np.mean(draws < threshold))
        low, high = (float(end) for end in np.quantile(draws, (0.025, 0.975)))
    else:
        q = _normal_beyond(pairs.tau - threshold, error, beyond)
        low, high = max(-1.0, pairs.tau - Z95 * error), min(1.0, pairs.tau + Z95 * error)
    gap, spread = pairs.tau - threshold, error * math.sqrt(n)
    needs = more_needed(spread=spread, gap=gap, n=n, minimum=minimum) if unsettled(q) else None
    return Estimate(n=n, q=q, value=pairs.tau, low=low, high=high, needs=needs)


def tau_b(x: Floats, y: Floats) -> float:
    """Give Kendall's tau_b (Kendall 1945); NaN when a column is constant."""
    pairs = _pairs(np.asarray(x), np.asarray(y))
    return math.nan if pairs is None else pairs.tau


@dataclass(frozen=True, slots=True)
class _Pairs:
    """For each element: concordant minus discordant pairs, and pairs untied in x, in y."""

    balance: Integers
    untied_x: Integers
    untied_y: Integers

    @property
    def tau(self) -> float:
        exact = float(self.balance.sum()) / math.sqrt(float(self.untied_x.sum()) * float(self.untied_y.sum()))
        return min(1.0, max(-1.0, exact))

    @property
    def error(self) -> float:
        """Standard error by the infinitesimal jackknife."""
        x, y = float(self.untied_x.sum()), float(self.untied_y.sum())
        pull = 2 * self.balance / math.sqrt(x * y) - self.tau * (self.untied_x / x + self.untied_y / y)
        return float(np.sqrt(np.sum((pull - pull.mean()) ** 2)))


def _pairs(x: Floats, y: Floats) -> _Pairs | None:
    n = len(x)
    if n == 0:
        return None
    _, ranks_x, sizes_x = np.unique(x, return_inverse=True, return_counts=True)
    _, ranks_y, sizes_y = np.unique(y, return_inverse=True, return_counts=True)
    if len(sizes_x) == 1 or len(sizes_y) == 1:
        return None
    pair = ranks_x * len(sizes_y) + ranks_y
    order = np.argsort(pair)  # equal x stand in the order of y, so that they count as no inversion
    tied_x, tied_y, tied_both = sizes_x[ranks_x], sizes_y[ranks_y], np.empty(n, dtype=np.int64)
    tied_both[order] = _sizes_of_runs(pair[order])
    discordant = np.empty(n, dtype=np.int64)
    discordant[order] = inversions(ranks_y[order])
    comparable = n - tied_x - tied_y + tied_both
    return _Pairs(comparable - 2 * discordant, n - tied_x, n - tied_y)


def _sizes_of_runs(ordered: Integers) -> Integers:
    """Give, for each element of a sorted column, how many are equal to it."""
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[0] - 1))
    sizes = np.diff(starts, append=len(ordered))
    return np.repeat(sizes, sizes)


def _resampled(x: Floats, y: Floats, rng: np.random.Generator) -> Floats:
    """Tau_b of 2,000 resamples, as quadratic forms in how often each element was drawn."""
    n = len(x)
    drawn = rng.multinomial(n, np.full(n, 1 / n), _DRAWS).astype(np.float32)
    signs = [np.sign(np.subtract.outer(column, column)).astype(np.float32) for column in (x, y)]
    forms = (signs[0] * signs[1], np.abs(signs[0]), np.abs(signs[1]))
    balance, untied_x, untied_y = (np.einsum("ij,ij->i", drawn @ form, drawn, dtype=np.float64) for form in forms)
    compared = np.sqrt(untied_x * untied_y)
    taus: Floats = balance[compared > 0] / compared[compared > 0]
    return taus


def _normal_beyond(gap: float, error: float, beyond: Side) -> float:
    if error > 0:
        return beyond_share(normal_below(gap / error), beyond)
    if gap == 0:
        return UNKNOWN
    return 1.0 if (gap > 0) == (beyond == "above") else 0.0
