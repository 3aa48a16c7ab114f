import math
from dataclasses import dataclass

import numpy as np

from gouvernail.method.diagnosis.estimates.arrays import Floats
from gouvernail.method.diagnosis.estimates.laws import Z95, normal_below

EXACT_UP_TO = 50
"""Points up to which the law of S without ties is computed exactly; the normal law is the same to 4 decimals beyond."""


@dataclass(frozen=True, slots=True)
class MannKendall:
    """The test of Mann 1945 and Kendall 1975.

    Attributes
    ----------
    s
        Pairs that rise minus pairs that fall.
    variance
        Of S without trend, corrected for ties, and for autocorrelation where `stretch` is not 1.
    z
        Standardised with the continuity correction.
    rising, falling
        P(S' >= S) and P(S' <= S) without trend (one-sided); `p` is two-sided.
    stretch
        Factor by which autocorrelation widens the variance (Hamed & Rao 1998).
    """

    s: int
    variance: float
    z: float
    rising: float
    falling: float
    p: float
    stretch: float = 1.0


def mann_kendall(values: Floats, *, stretch: float = 1.0) -> MannKendall:
    """Test a series for a monotone trend.

    Parameters
    ----------
    values
        (n,) in the order of time, without NaN. The law is exact without ties and autocorrelation up to 50 points;
        otherwise normal, with the tie-corrected variance and the continuity correction (Gilbert 1987, section 16.4).
    stretch
        See `autocorrelation_stretch`.
    """
    n = len(values)
    s = int(np.sign(np.subtract.outer(values, values))[np.tril_indices(n, -1)].sum())
    ties = np.unique(values, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18 * stretch
    if variance <= 0:
        return MannKendall(s, variance, 0.0, 1.0, 1.0, 1.0, stretch)
    error = math.sqrt(variance)
    z = (s - np.sign(s)) / error
    if len(ties) == n and n <= EXACT_UP_TO and stretch == 1:
        law = _law_of_discordant(n)
        discordant = (n * (n - 1) // 2 - s) // 2
        rising, falling = float(law[: discordant + 1].sum()), float(law[discordant:].sum())
    else:
        rising, falling = normal_below(-(s - 1) / error), normal_below((s + 1) / error)
    return MannKendall(s, variance, float(z), rising, falling, min(1.0, 2 * min(rising, falling)), stretch)


def _law_of_discordant(n: int) -> Floats:
    """P(number of discordant pairs = k) when every order is as likely (Kendall 1975)."""
    law = np.ones(1)
    for i in range(2, n + 1):
        law = np.convolve(law, np.ones(i)) / i
    return law


def autocorrelation_stretch(values: Floats, slope: float, positions: Floats) -> float:
    """Give the factor of Hamed & Rao 1998 (J. Hydrol. 204:182, eq. 16) for an autocorrelated series.

    Only lags whose rank autocorrelation is significant at 5 % count, and the factor is never below 1: a series that
    zigzags does not make its own trend surer.
    """
    n = len(values)
    detrended = values - slope * positions
    ranks = np.unique(detrended, return_inverse=True)[1].astype(float)
    centred = ranks - ranks.mean()
    power = float(centred @ centred)
    if power == 0:
        return 1.0
    lags = np.arange(1, n - 2)
    correlation = np.array([centred[:-lag] @ centred[lag:] for lag in lags]) / power
    significant = np.abs(correlation) > Z95 / math.sqrt(n)
    weights = (n - lags) * (n - lags - 1) * (n - lags - 2)
    return max(1.0, 1 + 2 / (n * (n - 1) * (n - 2)) * float((weights * correlation)[significant].sum()))
