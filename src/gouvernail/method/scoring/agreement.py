"""How much the raters of an item, or of a whole filter, agree."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.scoring.votes import Votes
from gouvernail.method.thresholds import number

RELIABLE: Final = number("scoring.reliable")
TENTATIVE: Final = number("scoring.tentative")


def agreement(counts: ArrayLike) -> NDArray[np.float64]:
    """Give van der Eijk's agreement A of ordered counts (Quality & Quantity 35:325, 2001).

    Votes are peeled into layers of equal counts; a layer has the agreement of its pattern, `U (1 - (S - 1)/(K - 1))`
    where `S` of the `K` categories are filled and `U` compares the triples that are in one piece with those that have
    a hole; A is their mean weighted by votes.

    Parameters
    ----------
    counts
        Votes by category, shape (items, K) with K of 3 to 16.

    Returns
    -------
    A of each item: 1 unanimous, 0 uniform, -1 the two ends; not a number without votes.
    """
    left = np.atleast_2d(np.asarray(counts, np.float64)).copy()
    patterns = _patterns(left.shape[1])
    bits = 1 << np.arange(left.shape[1])
    total = left.sum(axis=1)
    found = np.zeros(total.size)
    for _ in range(left.shape[1]):
        filled = left > 0
        layer = np.where(filled, left, np.inf).min(axis=1)
        layer[~filled.any(axis=1)] = 0.0
        found += layer * filled.sum(axis=1) * patterns[filled @ bits]
        left = np.where(filled, np.maximum(left - layer[:, None], 0.0), 0.0)
    mean = np.full(total.size, np.nan)
    np.divide(found, total, out=mean, where=total > 0)
    return mean


@cache
def _patterns(categories: int) -> NDArray[np.float64]:
    """Give the agreement of every pattern of filled categories; bit `k` of its number says that `k` is filled."""
    if not 3 <= categories <= 16:
        raise InvalidScores("shape", field="counts", found=categories, expected="3 to 16 categories")
    return np.array([_pattern(number, categories) for number in range(1 << categories)])


def _pattern(number: int, categories: int) -> float:
    filled = [number >> place & 1 for place in range(categories)]
    held = sum(filled)
    if held in {0, categories}:
        return 0.0
    if held == 1:
        return 1.0
    triples = list(combinations(filled, 3))
    whole = triples.count((1, 1, 0)) + triples.count((0, 1, 1))
    holed = triples.count((1, 0, 1))
    unimodal = ((categories - 2) * whole - (categories - 1) * holed) / ((categories - 2) * (whole + holed))
    return unimodal * (1 - (held - 1) / (categories - 1))


class ReliabilityState(StrEnum):
    """What the reliability of a filter allows (thresholds of Krippendorff 2004)."""

    RELIABLE = "reliable"  # .800 and more
    TENTATIVE = "tentative"  # .667 to .800
    WEAK = "weak"
    NO_VARIANCE = "no_variance"  # every vote is the same: nothing to be reliable about
    TOO_FEW = "too_few"  # no item has two votes


@dataclass(frozen=True, slots=True)
class Reliability:
    """Krippendorff's alpha of a filter; None where it is not defined."""

    alpha: float | None
    state: ReliabilityState
    items: int


def reliability(cast: Votes) -> Reliability:
    """Give Krippendorff's alpha for intervals, over the items that have two votes or more.

    `Do = sum_u (2 n_u S2_u - 2 S1_u^2)/(n_u - 1)`, `De = (2 N S2 - 2 S1^2)/(N - 1)`, `alpha = 1 - Do/De`, with the sums
    of levels S1 and of their squares S2: the textbook definition, without its matrix of coincidences.
    """
    counts = cast.counts
    several = counts[cast.items] > 1
    pairable, shared = cast.among(several), counts[counts > 1]
    if not shared.size:
        return Reliability(None, ReliabilityState.TOO_FEW, 0)
    # Alpha does not change with the origin; levels are taken from their mean so that the sums lose no digit.
    level = pairable.levels - pairable.levels.mean()
    if np.ptp(level) == 0:
        return Reliability(None, ReliabilityState.NO_VARIANCE, shared.size)
    total = level.size
    first = np.bincount(pairable.items, level, cast.item_count)[counts > 1]
    second = np.bincount(pairable.items, level**2, cast.item_count)[counts > 1]
    observed = float(((2 * shared * second - 2 * first**2) / (shared - 1)).sum())
    expected = float((2 * total * (level**2).sum() - 2 * level.sum() ** 2) / (total - 1))
    alpha = 1 - observed / expected
    return Reliability(alpha, _state(alpha), shared.size)


def _state(alpha: float) -> ReliabilityState:
    if alpha >= RELIABLE:
        return ReliabilityState.RELIABLE
    return ReliabilityState.TENTATIVE if alpha >= TENTATIVE else ReliabilityState.WEAK
