"""How far forecasts were right: scores of what was said against what came."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESOLVED: Final = 20
"""Forecasts that must have come true or not before any of these figures says something (method.md section 5)."""


def brier(probabilities: ArrayLike, outcomes: ArrayLike) -> float:
    """Give the Brier score `mean (p - o)^2`: 0 for an oracle, .25 for one who always says one half (Brier 1950).

    Parameters
    ----------
    probabilities
        (n,) what was said, 0..1.
    outcomes
        (n,) what came: 1 or 0.

    Raises
    ------
    ValueError
        Without any forecast.
    """
    said, came = np.asarray(probabilities, np.float64), np.asarray(outcomes, np.float64)
    if not said.size:
        raise ValueError("no forecast to score")
    return float(np.mean((said - came) ** 2))


def brier_skill(probabilities: ArrayLike, outcomes: ArrayLike) -> float | None:
    """Give the part of the Brier score of the base rate that the forecasts take away: 1 - B / (r (1 - r)).

    1 for an oracle, 0 for one who always says the base rate r, negative below. None when all outcomes are the same: the
    base rate, known afterwards only, makes no error then.
    """
    rate = float(np.mean(np.asarray(outcomes, np.float64)))
    return 1 - brier(probabilities, outcomes) / (rate * (1 - rate)) if 0 < rate < 1 else None


def crps(samples: ArrayLike, observed: float) -> float:
    """Give the continuous ranked probability score of one forecast, in the unit of the forecast; 0 is perfect.

    `mean |x - y| - sum (2i - n - 1) x_(i) / n^2`, x_(i) the i-th smallest of n samples (Gneiting & Raftery 2007): the
    absolute error, when the forecast is a single number.

    Raises
    ------
    ValueError
        Without any sample.
    """
    ordered = np.sort(np.asarray(samples, np.float64))
    n = ordered.size
    if not n:
        raise ValueError("no sample of the forecast")
    spread = float(((2 * np.arange(1, n + 1) - n - 1) * ordered).sum()) / n**2
    return float(np.abs(ordered - observed).mean()) - spread


def pit(samples: ArrayLike, observed: float) -> float:
    """Give where the observation fell in its forecast: P(X < y) + P(X = y) / 2, uniform over many good forecasts.

    The half keeps it centred for counts (probability integral transform; mid-PIT).
    """
    drawn = np.asarray(samples, np.float64)
    return float(np.mean(drawn < observed) + np.mean(drawn == observed) / 2)


def pit_histogram(places: ArrayLike, *, bins: int = 10) -> NDArray[np.int64]:
    """Count the places of `pit` in equal bins of 0..1: flat when calibrated, U-shaped when forecasts are too sure."""
    counts, _ = np.histogram(np.asarray(places, np.float64), bins=bins, range=(0, 1))
    return counts.astype(np.int64)
