"""Sums over samples, one block at a time. They are the same to the last bit however the samples are cut into blocks."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.robustness.acceptability import Acceptability
from gouvernail.method.robustness.places import Places

MOST_RANKED: Final = 256
"""Items beyond which the chance of each single rank is not kept."""
_MOST_KEPT: Final = 1 << 23
"""Cells of ranks kept (16 MB): all samples of 800 items, the first 1,024 of 5,000."""
_SHORT: Final = 1 << 15
"""Items up to which twice a rank fits in 16 bits."""
_PARTS: Final = 65_535
"""Weights are summed in whole parts: whole sums are exact."""


class Tally:
    """What one column of weights says, summed block by block."""

    def __init__(self, items: int, weights: NDArray[np.float64], k: int) -> None:
        samples, filters = weights.shape
        self.k, self._samples = k, samples
        self._marks = np.ones((1 + filters, samples), np.float32)
        self._marks[1:] = np.rint(weights.T * _PARTS)
        self._top, self._first = _Sums(1 + filters, items), _Sums(1 + filters, items)
        self._doubled = np.zeros(items, np.int64)
        self._steps = np.zeros((2, items * (items + 1))) if items <= MOST_RANKED else None
        self.kept = np.zeros((kept_samples(items, samples), items), np.uint16 if items < _SHORT else np.uint32)

    def add(self, places: Places, first: int) -> None:
        """Add the block of samples that starts at sample `first`."""
        rows = len(places.step)
        marks = self._marks[:, first : first + rows]
        self._doubled += places.doubled.sum(axis=0)
        if first < len(self.kept):
            self.kept[first : first + rows] = places.doubled[: len(self.kept) - first]
        members = places.members(self.k)
        self._top.add_whole(members.inside, marks)
        self._top.add_shares(members.tied_samples, members.tied_items, members.shares, marks)
        self._first.add_shares(*places.firsts(), marks)
        if self._steps is not None:
            _spread(places, *self._steps)

    def result(self) -> Acceptability:
        """Turn the sums into chances."""
        items = len(self._doubled)
        ranks = None
        if self._steps is not None:
            changes = (self._steps[0] - self._steps[1]).reshape(items, items + 1)
            ranks = np.clip(np.cumsum(changes[:, :-1], axis=1) / self._samples, 0, 1)
        return Acceptability(
            k=self.k,
            samples=self._samples,
            top=self._top.counts / self._samples,
            first=self._first.counts / self._samples,
            expected_rank=self._doubled / (2 * self._samples),
            ranks=ranks,
            kept=self.kept,
            central_first=self._first.centre(),
            central_top=self._top.centre(),
        )


class _Sums:
    """How often each item is a member, and the sum of the weights when it is."""

    def __init__(self, marks: int, items: int) -> None:
        self._whole, self._shared = np.zeros((marks, items)), np.zeros((marks, items))

    def add_whole(self, inside: NDArray[np.bool_], marks: NDArray[np.float32]) -> None:
        self._whole += marks @ inside.astype(np.float32)  # at most 256 samples of 65,535: exact

    def add_shares(
        self,
        samples: NDArray[np.intp],
        items: NDArray[np.intp],
        shares: NDArray[np.float64],
        marks: NDArray[np.float32],
    ) -> None:
        for row, mark in zip(self._shared, marks, strict=True):
            np.add.at(row, items, shares * mark[samples])

    @property
    def counts(self) -> NDArray[np.float64]:
        return np.asarray((self._whole + self._shared)[0])

    def centre(self) -> NDArray[np.float64]:
        sums = (self._whole + self._shared)[1:]
        total = sums.sum(axis=0)
        return np.asarray((sums / np.where(total > 0, total, np.nan)).T)


def kept_samples(items: int, samples: int) -> int:
    """Give how many samples keep the rank of every item: all where they fit, else a power of two.

    They are the first ones: the start of a Sobol sequence fills the cube of weights, one in eight would not.
    """
    room = max(_MOST_KEPT // max(items, 1), 1)
    return samples if room >= samples else 1 << (room.bit_length() - 1)


def _spread(places: Places, ups: NDArray[np.float64], downs: NDArray[np.float64]) -> None:
    """Spread each tie evenly over its ranks: up at the first of them, down after the last."""
    items = places.step.shape[1]
    above, within = places.ties()
    share, starts = (1 / within).ravel(), np.arange(items) * (items + 1) + above
    np.add.at(ups, starts.ravel(), share)
    np.add.at(downs, (starts + within).ravel(), share)
