"""Priority in points: a sum that can be done in one's head, and its explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.scoring.votes import Filter

FILTERS: Final = len(Filter)


@dataclass(frozen=True, slots=True)
class Weights:
    """What a level of each filter counts: 1, 1, 1 is a return per week of work (Smith 1956; Reinertsen 2009).

    Other weights are elasticities: value at 2 is value squared in the ratio.
    """

    value: float = 1.0
    urgency: float = 1.0
    complexity: float = 1.0

    def __post_init__(self) -> None:
        for name in Filter:
            weight = getattr(self, name.value)
            if not isfinite(weight):
                raise InvalidScores("weight_missing", field=name.value, found=weight, expected="a number, 0 or more")
            if weight < 0:
                raise InvalidScores("weight_negative", field=name.value, found=weight, expected="0 or more")
        if self.value + self.urgency + self.complexity == 0:
            raise InvalidScores("weights_zero", field="weights", found=(0, 0, 0), expected="one above 0")

    @property
    def signed(self) -> NDArray[np.float64]:
        """Weights in the order of `Filter`, complexity below 0."""
        return np.array([self.value, self.urgency, -self.complexity])

    def shares(self) -> Self:
        """Give the same weights brought to a sum of 1: the same order of items."""
        total = self.value + self.urgency + self.complexity
        return type(self)(self.value / total, self.urgency / total, self.complexity / total)


EQUAL: Final = Weights()


def ordered_weights(order: Sequence[Filter]) -> Weights:
    """Give the weights that say no more than an order of the filters, the heaviest first.

    They are the centre of all the weights in that order, (11, 5, 2)/18 for three (Barron & Barrett 1996), here with a
    mean of 1 as the equal weights have.
    """
    if sorted(order) != sorted(Filter):
        raise InvalidScores("shape", field="order", found=[str(one) for one in order], expected="each filter once")
    shares = (11 / 6, 5 / 6, 2 / 6)
    return Weights(**{name.value: share for name, share in zip(order, shares, strict=True)})


@dataclass(frozen=True, slots=True)
class Parts:
    """Points, filter by filter: what each adds (complexity takes away)."""

    value: float
    urgency: float
    complexity: float

    @property
    def points(self) -> float:
        """Give the sum."""
        return self.value + self.urgency + self.complexity


@dataclass(frozen=True, slots=True)
class Comparison:
    """Why one item is above another.

    Attributes
    ----------
    differences
        Levels of the first less those of the second, in the order of `Filter`; complexity too, so that +1 is harder.
    parts
        The same in points, weighted and signed: what each filter adds to the gap.
    """

    differences: tuple[float, float, float]
    parts: Parts

    @property
    def points(self) -> float:
        """Points of the first less those of the second."""
        return self.parts.points

    @property
    def ratio(self) -> float:
        """How many times the return per week of work: `2 ** points`."""
        return float(np.exp2(self.points))

    @property
    def decisive(self) -> Filter | None:
        """Give the filter that adds most in favour of the one that is ahead; None when the two are level."""
        if self.points == 0:
            return None
        side = 1 if self.points > 0 else -1
        return max(Filter, key=lambda name: side * getattr(self.parts, name.value))


def points(levels: ArrayLike, weights: Weights = EQUAL) -> NDArray[np.float64]:
    """Give the priority `P = wV V + wU U - wC C` of items (method.md section 1.4).

    It is log2 of a cost of delay over an effort: +1 point is twice the worth, twice the pressure, or half the work.
    Nothing is normalised over the backlog, so that an item never changes the order of two others.

    Parameters
    ----------
    levels
        Shape (items, 3), in the order of `Filter`: value, urgency, complexity.
    """
    return _columns(levels) @ weights.signed


def contributions(levels: ArrayLike, weights: Weights = EQUAL) -> Parts:
    """Give what each filter adds to the points of one item (its three levels)."""
    value, urgency, complexity = (float(part) for part in _one(levels) * weights.signed)
    return Parts(value, urgency, complexity)


def comparison(first: ArrayLike, second: ArrayLike, weights: Weights = EQUAL) -> Comparison:
    """Explain the gap between two items from their three levels."""
    difference = _one(first) - _one(second)
    value, urgency, complexity = (float(part) for part in difference)
    return Comparison((value, urgency, complexity), contributions(difference, weights))


def _columns(levels: ArrayLike) -> NDArray[np.float64]:
    table = np.atleast_2d(np.asarray(levels, np.float64))
    if table.ndim != 2 or table.shape[1] != FILTERS:
        expected = "three columns: value, urgency, complexity"
        raise InvalidScores("shape", field="levels", found=table.shape, expected=expected)
    return table


def _one(levels: ArrayLike) -> NDArray[np.float64]:
    table = _columns(levels)
    if len(table) != 1:
        raise InvalidScores("shape", field="levels", found=table.shape, expected="the three levels of one item")
    row: NDArray[np.float64] = table[0]
    return row
