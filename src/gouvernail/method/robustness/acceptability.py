"""How often each place is reached: the measures of SMAA-2 (Lahdelma and Salminen 2001)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.thresholds import numbers

LOW, HIGH = numbers("robustness.rank_interval")


@dataclass(frozen=True)
class Acceptability:
    """What a set of weights says of the items, over all samples.

    Attributes
    ----------
    k
        How many items the capacity allows.
    samples
        How many samples stand behind the figures.
    top
        Chance of each item to be among the first `k`; they add up to `k`.
    first
        Chance of being first; they add up to 1.
    expected_rank
        Mean rank, 1 being first.
    ranks
        Chance of each rank, shape (items, items), rows and columns adding up to 1. None beyond `MOST_RANKED` items.
    kept
        Twice the rank of each item in the first samples, as many as fit, shape (kept samples, items).
    central_first, central_top
        Mean weights of the samples in which an item is first, or among the first `k`, shape (items, filters); not a
        number where it never is.
    """

    k: int
    samples: int
    top: NDArray[np.float64]
    first: NDArray[np.float64]
    expected_rank: NDArray[np.float64]
    ranks: NDArray[np.float64] | None
    kept: NDArray[np.uint16] | NDArray[np.uint32]
    central_first: NDArray[np.float64]
    central_top: NDArray[np.float64]

    @property
    def order(self) -> NDArray[np.intp]:
        """Items by certainty of being among the first `k`, then by expected rank: the order to read them in."""
        return np.lexsort((self.expected_rank, -self.top))

    def interval(self, low: float = LOW, high: float = HIGH) -> NDArray[np.float64]:
        """Give the ranks between which an item lies, P5 and P95 unless asked otherwise.

        Returns
        -------
        Shape (items, 2); halves are ties. Read on the kept samples, as the smallest rank that reaches the share.
        """
        at = [max(int(np.ceil(round(share * len(self.kept), 9))), 1) - 1 for share in (low, high)]
        return np.partition(np.ascontiguousarray(self.kept.T), sorted(set(at)), axis=1)[:, at] / 2

    def holistic(self, worth: ArrayLike) -> NDArray[np.float64]:
        """Give the mean worth of the rank reached, where rank r is worth `worth[r - 1]` (holistic acceptability).

        A tied rank in the middle of two is worth the middle of both.
        """
        value = np.asarray(worth, float)
        halves = np.interp(np.arange(2 * len(value) + 1) / 2, np.arange(1, len(value) + 1), value)
        return np.asarray(halves[self.kept].mean(axis=0))

    @property
    def choice_entropy(self) -> float:
        """Bits of doubt on which item is first: 0 when it is always the same one."""
        return _entropy(self.first)

    @property
    def ranking_entropy(self) -> float:
        """Bits of doubt on the whole ranking, over the kept samples; says something for a handful of items only."""
        _, counts = np.unique(self.kept, axis=0, return_counts=True)
        return _entropy(counts / counts.sum())


def _entropy(shares: NDArray[np.float64]) -> float:
    known = shares[shares > 0]
    return float(-(known * np.log2(known)).sum())
