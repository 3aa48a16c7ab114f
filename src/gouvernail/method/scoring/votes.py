"""Votes of one filter, as arrays."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.thresholds import numbers

LOWEST: Final = 0.0
HIGHEST: Final = 5.0


class Filter(StrEnum):
    """The three filters, in the order of every array of three columns here."""

    VALUE = "value"
    URGENCY = "urgency"
    COMPLEXITY = "complexity"


class Confidence(IntEnum):
    """How sure a rater is of a vote."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2


WEIGHTS: Final = np.array(numbers("scoring.confidence_weights"))
HALF_WIDTHS: Final = np.array(numbers("scoring.confidence_widths"))  # of the kernel


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Votes of one filter; row `v` says that `raters[v]` put `items[v]` at `levels[v]`.

    Items and raters are numbered from 0; `item_count` and `rater_count` include those without any vote. Built by
    `votes`, which checks them.
    """

    items: NDArray[np.int64]
    raters: NDArray[np.int64]
    levels: NDArray[np.float64]
    confidences: NDArray[np.int64]
    item_count: int
    rater_count: int

    @property
    def weights(self) -> NDArray[np.float64]:
        """Weight of each vote by its confidence: 0.5, 1 or 2."""
        return WEIGHTS[self.confidences]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many votes each item has."""
        return np.bincount(self.items, minlength=self.item_count).astype(np.int64)

    @property
    def means(self) -> NDArray[np.float64]:
        """Plain mean of the votes of each item; not a number without votes."""
        mean = np.full(self.item_count, np.nan)
        counts = self.counts
        np.divide(np.bincount(self.items, self.levels, self.item_count), counts, out=mean, where=counts > 0)
        return mean

    def at(self, levels: NDArray[np.float64]) -> "Votes":
        """Give the same votes at other levels, kept between 0 and 5."""
        return replace(self, levels=np.clip(levels, LOWEST, HIGHEST))

    def among(self, chosen: NDArray[np.bool_]) -> "Votes":
        """Give only the votes that are chosen."""
        rows = (self.items[chosen], self.raters[chosen], self.levels[chosen], self.confidences[chosen])
        return Votes(*rows, self.item_count, self.rater_count)

    def medians(self) -> NDArray[np.float64]:
        """Give the median vote of each item, the consensus that people speak of; not a number without votes."""
        order = np.lexsort((self.levels, self.items))
        ordered, counts = self.levels[order], self.counts
        starts = np.cumsum(counts) - counts
        voted = counts > 0
        low, high = starts + (counts - 1) // 2, starts + counts // 2
        found = np.full(self.item_count, np.nan)
        found[voted] = (ordered[low[voted]] + ordered[high[voted]]) / 2
        return found


def votes(
    items: ArrayLike,
    raters: ArrayLike,
    levels: ArrayLike,
    confidences: ArrayLike | None = None,
    *,
    item_count: int,
    rater_count: int,
) -> Votes:
    """Check votes and give them as arrays.

    Parameters
    ----------
    levels
        From 0 to 5. A level that is not a number is a "don't know": it is no vote and is left out.
    confidences
        `Confidence` of each vote; medium when absent.

    Raises
    ------
    InvalidScores
        When lengths differ, a level, an item, a rater or a confidence is out of range, or a rater votes twice on one
        item.
    """
    level = np.asarray(levels, np.float64).ravel()
    item, rater = np.asarray(items, np.int64).ravel(), np.asarray(raters, np.int64).ravel()
    sure = np.full(level.size, int(Confidence.MEDIUM)) if confidences is None else np.asarray(confidences, np.int64)
    sure = sure.ravel().astype(np.int64)
    for field, column in (("items", item), ("raters", rater), ("confidences", sure)):
        if column.size != level.size:
            raise InvalidScores("shape", field=field, found=column.size, expected=f"{level.size} rows, as levels")
    known = ~np.isnan(level)
    _within("level_outside", "levels", np.where(known, level, LOWEST), LOWEST, HIGHEST)
    _within("item_unknown", "items", item, 0, item_count - 1)
    _within("rater_unknown", "raters", rater, 0, rater_count - 1)
    _within("confidence_unknown", "confidences", sure, min(Confidence), max(Confidence))
    found = Votes(item[known], rater[known], level[known], sure[known], item_count, rater_count)
    _once(found, np.flatnonzero(known))
    return found


def _within(code: str, field: str, column: NDArray[np.generic], low: float, high: float) -> None:
    values = column.astype(np.float64)
    wrong = np.flatnonzero(~((values >= low) & (values <= high)))
    if wrong.size:
        row = int(wrong[0])
        raise InvalidScores(code, field=field, row=row, found=column[row].item(), expected=f"from {low:g} to {high:g}")


def _once(found: Votes, rows: NDArray[np.intp]) -> None:
    key = found.items * max(1, found.rater_count) + found.raters
    first = np.unique(key, return_index=True)[1]
    if first.size < key.size:
        again = int(rows[np.setdiff1d(np.arange(key.size), first)[0]])
        raise InvalidScores("voted_twice", field="raters", row=again, found="a second vote", expected="one an item")
