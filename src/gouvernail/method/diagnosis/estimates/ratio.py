import math

import numpy as np

from gouvernail.method.diagnosis.estimates.arrays import Floats, Numbers
from gouvernail.method.diagnosis.estimates.estimate import Estimate, Side, beyond_share, unsettled
from gouvernail.method.diagnosis.estimates.laws import Z95, normal_below
from gouvernail.method.diagnosis.verdict import more_needed

MINIMUM = 8
"""As for a share: a ratio of sums is a share whose observations have weights."""

_DRAWS = 2_000
_DRAWN_UP_TO = (
    2_000  # pairs; above it the normal law and the bootstrap agree to the second decimal, at a 1000th of the cost
)


def ratio(
    numerators: Numbers,
    denominators: Numbers,
    *,
    threshold: float,
    beyond: Side,
    rng: np.random.Generator,
    minimum: int = MINIMUM,
) -> Estimate:
    """Estimate a ratio of two sums, `sum(numerators) / sum(denominators)`.

    Pairs are drawn together, 2,000 times (method.md section 6.1); above 2,000 pairs the normal law with the linearised
    variance takes over (Cochran 1977, section 6.3).

    Parameters
    ----------
    numerators, denominators
        (n,) each, denominators >= 0; a pair with a NaN is left out.
    rng
        Seeded by the caller.
    """
    top, bottom = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    known = np.isfinite(top) & np.isfinite(bottom)
    top, bottom = top[known], bottom[known]
    n, total = len(top), float(bottom.sum())
    if n == 0 or total <= 0:
        return Estimate(n=n, needs=max(minimum - n, 0) or None)
    value = float(top.sum()) / total
    error = math.sqrt(n * float(np.mean((top - value * bottom) ** 2))) / total
    if n < minimum:
        return Estimate(n=n, value=value, needs=minimum - n)
    if n > _DRAWN_UP_TO and error > 0:
        q = beyond_share(normal_below((value - threshold) / error), beyond)
        low, high = value - Z95 * error, value + Z95 * error
    else:
        draws = _ratios(top, bottom, rng)
        q = float(np.mean(draws > threshold) if beyond == "above" else np.mean(draws < threshold))
        low, high = (float(end) for end in np.quantile(draws, (0.025, 0.975)))
    spread = error * math.sqrt(n)
    needs = more_needed(spread=spread, gap=value - threshold, n=n, minimum=minimum) if unsettled(q) else None
    return Estimate(n=n, q=q, value=value, low=low, high=high, needs=needs)


def _ratios(top: Floats, bottom: Floats, rng: np.random.Generator) -> Floats:
    drawn = rng.integers(0, len(top), (_DRAWS, len(top)))
    sums = bottom[drawn].sum(axis=1)
    possible = sums > 0
    ratios: Floats = top[drawn].sum(axis=1)[possible] / sums[possible]
    return ratios
