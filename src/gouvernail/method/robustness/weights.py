"""What the filters may weigh: draws of weights that add up to one."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.robustness.sobol import MOST_DIMENSIONS, sobol
from gouvernail.method.thresholds import number

Weights = NDArray[np.float64]
"""One row a draw, one column a filter, each row adding up to one."""

KAPPA: Final = number("robustness.kappa")
"""How tightly agreed weights are held: at 30, three equal weights vary by 0.085 (one standard deviation)."""
MOST_FILTERS: Final = MOST_DIMENSIONS + 1
_MOST_TRIED: Final = 1 << 21


class InvalidWeights(ValueError):
    """Raised when weights make no sense.

    Attributes
    ----------
    code
        `too_few`, `too_many`, `not_a_number`, `negative`, `all_zero`, `kappa`, `order`, `interval` (low above high),
        `impossible` (no weights fit the intervals) or `too_narrow` (almost none do).
    place
        The filter at fault, counted from 0, where it is one.
    """

    def __init__(self, code: str, place: int | None = None) -> None:
        super().__init__(f"weights: {code}" if place is None else f"weights: {code} (filter {place + 1})")
        self.code, self.place = code, place


def fixed(weights: ArrayLike, *, samples: int) -> Weights:
    """Repeat the same weights, in parts that add up to one."""
    return np.tile(shares(weights), (samples, 1))


def uniform(filters: int, *, samples: int, seed: int) -> Weights:
    """Draw any weights, each mix as likely as another: what holds here holds whatever the weights.

    Stick-breaking: of what is left, filter j takes `1 - (1 - u) ** (1 / filters after it)`, the closed form of the
    Beta(1, m) quantile; `u` are Sobol points.
    """
    _check_count(filters)
    left, weights = np.ones(samples), np.empty((samples, filters))
    points = sobol(samples, filters - 1, seed=seed)
    for place in range(filters - 1):
        weights[:, place] = left * (1 - (1 - points[:, place]) ** (1 / (filters - 1 - place)))
        left = left - weights[:, place]
    weights[:, -1] = left
    return weights


def agreed(weights: ArrayLike, *, samples: int, seed: int, kappa: float = KAPPA) -> Weights:
    """Draw weights around those that were agreed: Dirichlet(`kappa` times their shares).

    A filter that weighs nothing keeps weighing nothing; an infinite `kappa` gives fixed weights.

    Raises
    ------
    InvalidWeights
        When weights are negative or all zero, or `kappa` is not positive.
    """
    centre = shares(weights)
    if math.isnan(kappa) or kappa <= 0:
        raise InvalidWeights("kappa")
    if math.isinf(kappa) or np.count_nonzero(centre) == 1:
        return np.tile(centre, (samples, 1))
    from scipy.special import betaincinv

    used = np.flatnonzero(centre)
    points = sobol(samples, len(used) - 1, seed=seed)
    drawn, left = np.zeros((samples, len(centre))), np.ones(samples)
    for step, place in enumerate(used[:-1]):
        rest = centre[used[step + 1 :]].sum()
        drawn[:, place] = left * betaincinv(kappa * centre[place], kappa * rest, points[:, step])
        left = left - drawn[:, place]
    drawn[:, used[-1]] = left
    return drawn


def ordered(order: Sequence[int], *, samples: int, seed: int) -> Weights:
    """Draw any weights of which only the order is agreed.

    Parameters
    ----------
    order
        Every filter once, the one that weighs most first.
    """
    if sorted(order) != list(range(len(order))):
        raise InvalidWeights("order")
    drawn = uniform(len(order), samples=samples, seed=seed)
    weights = np.empty_like(drawn)
    weights[:, list(order)] = -np.sort(-drawn, axis=1)
    return weights


def between(lows: ArrayLike, highs: ArrayLike, *, samples: int, seed: int) -> Weights:
    """Draw any weights between bounds, by refusing the others.

    Raises
    ------
    InvalidWeights
        When no weights fit, or so few that they cannot be found by chance.
    """
    low, high = np.asarray(lows, float), np.asarray(highs, float)
    _check_count(low.size)
    for place, (least, most) in enumerate(zip(low, high, strict=True)):
        if not 0 <= least <= most:
            raise InvalidWeights("interval", place)
    if low.sum() > 1 or high.sum() < 1:
        raise InvalidWeights("impossible")
    tried = samples
    while tried <= max(_MOST_TRIED, 2 * samples):
        drawn = uniform(low.size, samples=tried, seed=seed)
        kept = drawn[((drawn >= low) & (drawn <= high)).all(axis=1)]
        if len(kept) >= samples:
            return kept[:samples]
        tried *= 2
    raise InvalidWeights("too_narrow")


def shares(weights: ArrayLike) -> NDArray[np.float64]:
    """Give the same weights as parts that add up to one.

    Raises
    ------
    InvalidWeights
        When one is negative or no number, or all are zero.
    """
    given = np.asarray(weights, float)
    _check_count(given.size)
    for place, weight in enumerate(given):
        if not math.isfinite(weight):
            raise InvalidWeights("not_a_number", place)
        if weight < 0:
            raise InvalidWeights("negative", place)
    if not given.any():
        raise InvalidWeights("all_zero")
    scaled = given / given.max()  # weights near the largest number must not add up to infinity
    return np.asarray(scaled / scaled.sum())


def _check_count(filters: int) -> None:
    if filters < 1:
        raise InvalidWeights("too_few")
    if filters > MOST_FILTERS:
        raise InvalidWeights("too_many")
