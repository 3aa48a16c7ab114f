"""The three laws that estimates stand on.

`scipy.special` has them too, but importing it costs about .2 s, a tenth of what a whole diagnosis may take; tests
compare the two.
"""

import math
from statistics import NormalDist
from typing import Final

_NORMAL: Final = NormalDist()
_TINY: Final = 1e-300
_PRECISION: Final = 1e-15
_MOST_STEPS: Final = 100_000  # the fraction needs about the square root of its parameters

Z95: Final = _NORMAL.inv_cdf(0.975)


def normal_below(z: float) -> float:
    """Give P(Z <= z) of the normal law."""
    return 0.5 * math.erfc(-z / math.sqrt(2))


def beta_below(a: float, b: float, x: float) -> float:
    """Give P(Beta(a, b) <= x), the regularised incomplete beta function.

    Source: continued fraction of Abramowitz & Stegun 26.5.8, evaluated by Lentz's algorithm.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # where the other tail converges faster
        return 1 - beta_below(b, a, 1 - x)
    log_front = (
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x) - math.log(a)
    )
    return math.exp(log_front) * _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, _MOST_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            total *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return total


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def binomial_up_to(k: int, n: int, p: float) -> float:
    """Give P(Binomial(n, p) <= k)."""
    if k < 0:
        return 0.0
    return 1.0 if k >= n else beta_below(n - k, k + 1, 1 - p)
