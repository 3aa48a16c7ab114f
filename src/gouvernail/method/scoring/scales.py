"""Levels and the amounts that they stand for: each level is twice the one below."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.scoring.votes import HIGHEST, LOWEST


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of 0 to 5 whose level 1 is worth `unit`, in the organisation's own unit (10 k EUR, 1 person-week).

    Level 0 is half of it or less; level 5 is sixteen times it or more (method.md section 1.1).
    """

    unit: float

    def __post_init__(self) -> None:
        if not (np.isfinite(self.unit) and self.unit > 0):
            raise InvalidScores("unit_not_positive", field="unit", found=self.unit, expected="more than 0")

    def level(self, amount: ArrayLike) -> NDArray[np.float64]:
        """Give the level of amounts: `1 + log2(amount / unit)`, between 0 and 5.

        Raises
        ------
        InvalidScores
            When an amount is negative or no number.
        """
        amounts = np.asarray(amount, np.float64)
        wrong = ~(amounts >= 0)
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            found = float(amounts.flat[row])
            raise InvalidScores("amount_negative", field="amount", row=row, found=found, expected="0 or more")
        return doublings(amounts / self.unit)

    def amount(self, level: ArrayLike) -> NDArray[np.float64]:
        """Give the amount of levels; at 0 it is the most that it may be, at 5 the least."""
        return np.asarray(self.unit * np.exp2(np.clip(level, LOWEST, HIGHEST) - 1))


def doublings(units: ArrayLike) -> NDArray[np.float64]:
    """Give the level of amounts counted in units of level 1: `1 + log2(units)`, between 0 and 5."""
    amounts = np.asarray(units, np.float64)
    levels = np.full(amounts.shape, LOWEST)
    np.log2(amounts, out=levels, where=amounts > 0.5)
    return np.clip(np.where(amounts > 0.5, levels + 1, LOWEST), LOWEST, HIGHEST)
