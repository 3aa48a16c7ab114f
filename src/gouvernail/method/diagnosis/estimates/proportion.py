import math

from gouvernail.method.diagnosis.estimates.estimate import Estimate, Side, unsettled
from gouvernail.method.diagnosis.estimates.laws import Z95, beta_below
from gouvernail.method.diagnosis.verdict import UNKNOWN, proportion_needs

MINIMUM = 8
"""Observations below which a share says nothing (method.md section 6.1)."""


def proportion(k: int, n: int, *, threshold: float, beyond: Side, minimum: int = MINIMUM) -> Estimate:
    """Estimate a share.

    `q` is the mass of Beta(.5+k, .5+n-k) beyond the threshold (Jeffreys prior, method.md section 6.1); the interval
    is Wilson's.

    Parameters
    ----------
    k, n
        Observations that have the property, and all.
    threshold, beyond
        The red threshold (0..1), and on which side of it red lies.

    Raises
    ------
    ValueError
        When not 0 <= k <= n.
    """
    if not 0 <= k <= n:
        message = f"{k} of {n} is not a share"
        raise ValueError(message)
    if n == 0:
        return Estimate(n=0, needs=minimum)
    low, high = wilson(k, n)
    q = UNKNOWN if n < minimum else proportion_beyond(k, n, threshold=threshold, beyond=beyond)
    needs = proportion_needs(k, n, threshold=threshold, minimum=minimum) if unsettled(q) else None
    return Estimate(n=n, q=q, value=k / n, low=low, high=high, needs=needs)


def proportion_beyond(k: float, n: float, *, threshold: float, beyond: Side) -> float:
    """Give the mass of Beta(.5+k, .5+n-k) beyond `threshold`."""
    if beyond == "below":
        return beta_below(0.5 + k, 0.5 + n - k, threshold)
    return beta_below(0.5 + n - k, 0.5 + k, 1 - threshold)


def wilson(k: int, n: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share (Wilson 1927; Newcombe 1998, Stat. Med. 17:857, method 3)."""
    rate, square = k / n, Z95**2
    centre = (rate + square / (2 * n)) / (1 + square / n)
    half = Z95 * math.sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n)
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)
