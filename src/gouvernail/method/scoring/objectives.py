"""Value of an item from what it brings to the objectives of the compass."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.scoring.scales import doublings
from gouvernail.method.scoring.votes import HIGHEST


class Gate(IntEnum):
    """Whether an item may be ranked."""

    OPEN = 0
    MANDATORY = 1  # serves no objective, but law or security asks for it: its value is the loss avoided
    OFF_COMPASS = 2  # listed apart, never dropped in silence


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """Value of items.

    Attributes
    ----------
    levels
        Value, 0 to 5.
    amounts
        Weighted contribution in units of level 1: what the level is the doublings of.
    off_compass
        Whether the item contributes to no objective at all.
    anecdotal
        Whether it contributes to one, and so little that its value is 0.
    """

    levels: NDArray[np.float64]
    amounts: NDArray[np.float64]
    off_compass: NDArray[np.bool_]
    anecdotal: NDArray[np.bool_]


def value(contributions: ArrayLike, weights: ArrayLike) -> Value:
    """Give the value of items from their contribution to each objective (method.md section 1.1).

    `V = max(0, 1 + log2(sum_o w_o a(c_o)))`, at most 5. Amounts are added, not levels: five small links are not one
    large, and no link is rewarded twice.

    Parameters
    ----------
    contributions
        Levels 0 to 5, shape (..., objectives): items, or votes of an item, one a row.
    weights
        Weight of each objective; they are brought to a sum of 1.

    Raises
    ------
    InvalidScores
        When a weight is negative, all are 0, or a contribution is outside 0 to 5.
    """
    levels, share = np.asarray(contributions, np.float64), shares(weights)
    if levels.shape[-1:] != share.shape:
        expected = f"{share.size} objectives a row"
        raise InvalidScores("shape", field="contributions", found=levels.shape, expected=expected)
    if levels.size and not ((levels >= 0) & (levels <= HIGHEST)).all():
        found = float(levels[~((levels >= 0) & (levels <= HIGHEST))][0])
        raise InvalidScores("level_outside", field="contributions", found=found, expected="from 0 to 5")
    amounts = units(levels) @ share
    found_levels, off_compass = doublings(amounts), np.asarray((levels == 0).all(axis=-1))
    return Value(found_levels, np.asarray(amounts), off_compass, ~off_compass & (found_levels == 0))


def units(levels: ArrayLike) -> NDArray[np.float64]:
    """Give the amounts 0, 1, 2, 4, 8, 16 of the contributions 0 to 5; below 1 in proportion [choice]."""
    contribution = np.asarray(levels, np.float64)
    return np.where(contribution < 1, contribution, np.exp2(contribution - 1))


def shares(weights: ArrayLike) -> NDArray[np.float64]:
    """Give weights brought to a sum of 1.

    Raises
    ------
    InvalidScores
        When a weight is negative or no number, or when all are 0.
    """
    given = np.asarray(weights, np.float64).ravel()
    wrong = np.flatnonzero(~(np.isfinite(given) & (given >= 0)))
    if wrong.size:
        row = int(wrong[0])
        found = float(given[row])
        code = "weight_negative" if found < 0 else "weight_missing"
        raise InvalidScores(code, field="weights", row=row, found=found, expected="0 or more")
    total = float(given.sum())
    if total <= 0 or not np.isfinite(total):
        raise InvalidScores("weights_zero", field="weights", found=given.tolist(), expected="one above 0")
    return given / total


def gates(off_compass: ArrayLike, mandatory: ArrayLike) -> NDArray[np.int64]:
    """Give the `Gate` of each item: off the compass waits, unless evidence of law or security makes it mandatory."""
    off, asked = np.asarray(off_compass, np.bool_), np.asarray(mandatory, np.bool_)
    return np.where(off, np.where(asked, Gate.MANDATORY, Gate.OFF_COMPASS), Gate.OPEN).astype(np.int64)
