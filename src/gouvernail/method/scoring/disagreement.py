"""Items on which raters disagree: shown and discussed, never averaged away."""

from dataclasses import dataclass
from enum import IntFlag
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.scoring.agreement import agreement
from gouvernail.method.scoring.votes import HIGHEST, Votes
from gouvernail.method.thresholds import number, whole

LEVELS: Final = int(HIGHEST) + 1
LEAST_VOTES: Final = whole("scoring.disagreement_votes")  # below, A and camps say nothing and only the range counts
POLARISED: Final = number("scoring.polarised")
WIDE_RANGE: Final = number("scoring.wide_range")
CAMP_DISTANCE: Final = whole("scoring.camp_distance")
CAMP_SHARE: Final = number("scoring.camp_share")


class Reason(IntFlag):
    """Why an item deserves a second round."""

    NONE = 0
    POLARISED = 1  # van der Eijk's A is negative
    RANGE = 2  # lowest and highest vote three levels apart or more
    CAMPS = 4  # two groups of votes, two levels apart or more


@dataclass(frozen=True, slots=True, eq=False)
class Disagreement:
    """Disagreement on each item of a filter.

    Attributes
    ----------
    counts
        Votes by whole level, shape (items, 6).
    ranges
        Highest vote less lowest; not a number without votes.
    agreements
        Van der Eijk's A; not a number below 4 votes.
    camps
        The levels of the two camps, shape (items, 2); -1 without camps.
    reasons
        `Reason` bits of each item; 0 for those that need no second round.
    """

    counts: NDArray[np.int64]
    ranges: NDArray[np.float64]
    agreements: NDArray[np.float64]
    camps: NDArray[np.int64]
    reasons: NDArray[np.int64]

    @property
    def flagged(self) -> NDArray[np.intp]:
        """Items for the second round, those that disagree most first."""
        rows = np.flatnonzero(self.reasons)
        known = np.nan_to_num(self.agreements[rows], nan=1.0)
        return rows[np.lexsort((rows, known, -self.ranges[rows]))]

    def why(self, item: int) -> tuple[Reason, ...]:
        """Give the reasons of one item, one by one."""
        return tuple(Reason(int(self.reasons[item])))


def disagreement(cast: Votes) -> Disagreement:
    """Measure disagreement item by item (method.md section 1.3).

    Read it on the votes as they were cast: people discuss what they see. Halves count with the level above.
    """
    nearest = np.floor(cast.levels + 0.5).astype(np.int64)
    counts = np.bincount(cast.items * LEVELS + nearest, minlength=cast.item_count * LEVELS).reshape(-1, LEVELS)
    total = counts.sum(axis=1)
    ranges = _ranges(cast, total)
    agreements = np.where(total >= LEAST_VOTES, agreement(counts), np.nan)
    camps = _camps(counts, total)
    reasons = (
        np.where(agreements < POLARISED, Reason.POLARISED, 0)
        | np.where(ranges >= WIDE_RANGE, Reason.RANGE, 0)
        | np.where(camps[:, 0] >= 0, Reason.CAMPS, 0)
    )
    return Disagreement(counts, ranges, agreements, camps, reasons.astype(np.int64))


def _ranges(cast: Votes, total: NDArray[np.int64]) -> NDArray[np.float64]:
    low, high = np.full(total.size, np.inf), np.full(total.size, -np.inf)
    np.minimum.at(low, cast.items, cast.levels)
    np.maximum.at(high, cast.items, cast.levels)
    ranges = np.full(total.size, np.nan)
    np.subtract(high, low, out=ranges, where=total > 0)
    return ranges


def _camps(counts: NDArray[np.int64], total: NDArray[np.int64]) -> NDArray[np.int64]:
    """Find the two levels that each hold 30 % of the votes or more, with a hollow between them.

    Of several such pairs the farthest apart is kept, then the one with most votes.
    """
    found = np.full((total.size, 2), -1)
    best = np.zeros(total.size)
    large = (counts >= CAMP_SHARE * total[:, None]) & (total >= LEAST_VOTES)[:, None]
    for low in range(LEVELS - CAMP_DISTANCE):
        for high in range(low + CAMP_DISTANCE, LEVELS):
            ends = np.minimum(counts[:, low], counts[:, high])
            apart = large[:, low] & large[:, high] & (counts[:, low + 1 : high].min(axis=1) < ends)
            weight = (high - low) + (counts[:, low] + counts[:, high]) / np.maximum(1, total + 1)
            better = apart & (weight > best)
            found[better], best = (low, high), np.where(better, weight, best)
    return found
