"""Places by counting: each score falls into one of many small equal steps, and what lies above a step is counted."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.robustness.scores import Values

_LEAST_STEPS: Final = 1 << 10
_MOST_STEPS: Final = 1 << 16
_EDGE: Final = 0.381966
"""Where the first step ends [choice]: at no round part, so that equal scores computed in two ways, a hair apart, are
not set apart by an edge that falls just there."""

_NOISE: Final = 1e-13
"""Scores that differ by less, for their size, differ by rounding alone."""


@dataclass(frozen=True)
class Members:
    """Who is among the first k of each sample.

    Attributes
    ----------
    inside
        Items without doubt, shape (samples, items).
    tied_samples, tied_items, shares
        Where a tie lies across the limit: `(k - items above) / tied items` for each of the tied.
    """

    inside: NDArray[np.bool_]
    tied_samples: NDArray[np.intp]
    tied_items: NDArray[np.intp]
    shares: NDArray[np.float64]


@dataclass(frozen=True)
class Places:
    """One block of samples, each with its items in order.

    Attributes
    ----------
    doubled
        Twice the rank of each item, 1 being first, shape (samples, items); tied items share the middle of their places.
    step
        Which step each item falls into, counted through all samples. Items of one step are tied.
    within, reached
        Items in each step, and up to its end, counted through all samples.
    """

    doubled: NDArray[np.int64]
    step: NDArray[np.intp]
    within: NDArray[np.intp]
    reached: NDArray[np.intp]

    def members(self, k: int) -> Members:
        """Find the first `k` of each sample; the memberships add up to `k`."""
        rows, items = self.step.shape
        before, k = np.arange(rows) * items, min(k, items)
        across = self.reached.searchsorted(before + k, side="right")
        sure = np.where(across > 0, self.reached[across - 1], 0) - before
        inside = self.doubled <= 2 * sure[:, None]
        open_rows = np.flatnonzero(sure < k)
        tied, left = self.within[across[open_rows]], k - sure[open_rows]
        found, who = np.nonzero(self.step[open_rows] == across[open_rows, None])
        return Members(inside, open_rows[found], who, (left / tied)[found])

    def firsts(self) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
        """Find the first of each sample: samples, items, and the share of being first of each."""
        rows = len(self.step)
        starts = np.arange(rows) * (len(self.within) // rows)
        tied = self.within[starts]  # the first step holds the largest total
        single, shared = np.flatnonzero(tied == 1), np.flatnonzero(tied > 1)
        found, who = np.nonzero(self.step[shared] == starts[shared, None])
        samples = np.concatenate((single, shared[found]))
        firsts = np.concatenate((self.step[single].argmin(axis=1), who))
        order = np.argsort(samples, kind="stable")
        return samples[order], firsts[order], 1 / tied[samples[order]]

    def ties(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Give how many items stand before each item, and how many share its place, itself included."""
        rows, items = self.step.shape
        within = self.within.take(self.step)
        return self.reached.take(self.step) - within - (np.arange(rows) * items)[:, None], within


def steps_for(items: int) -> int:
    """Give how many steps: at least one an item, 1,024 to 65,536.

    A tie by chance is halved like a true one, so that it moves a chance by the square of a step, not by a step.
    """
    return int(np.clip(1 << (items - 1).bit_length(), _LEAST_STEPS, _MOST_STEPS))


def places(totals: Values, steps: int) -> Places:
    """Put the items of each sample in order, the largest total first.

    The steps run from the largest total of the sample to its smallest.

    Parameters
    ----------
    totals
        Shape (samples, items); overwritten.
    """
    rows = len(totals)
    most = totals.max(axis=1, keepdims=True)
    spread = most - totals.min(axis=1, keepdims=True)
    apart = spread > _NOISE * np.maximum(np.abs(most), np.abs(most - spread))
    scale = np.divide(steps - 1, spread, out=np.zeros_like(spread), where=apart)
    np.subtract(most, totals, out=totals)
    totals *= scale
    np.add(totals, (np.arange(rows) * steps + _EDGE).astype(totals.dtype)[:, None], out=totals)
    step = totals.astype(np.intp)
    within = np.bincount(step.ravel(), minlength=rows * steps)
    reached = np.cumsum(within)
    twice = reached.copy()
    twice[1:] += reached[:-1]  # items before a step and items up to its end: twice the middle, less one
    doubled = twice.take(step)
    doubled += (1 - 2 * totals.shape[1] * np.arange(rows))[:, None]
    return Places(doubled, step, within, reached)
