"""What the items are worth on each filter: known, stored as quantiles, or drawn beforehand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.robustness.streams import (
    FILTERS_PER_WORD,
    SAMPLES_PER_WORD,
    seeded,
    streams_of,
    words,
)

Values = NDArray[np.float32] | NDArray[np.float64]
Draws = Callable[[int, int], list[Values]]
"""Gives, for each filter, the values of the samples from the first (a multiple of four) to before the last, shape
(samples or 1, items). They are good until the next call."""

QUANTILES: Final = 16
TOP: Final = 255
_WEIGHT_STEPS: Final = 65_535
"""Whole weights times whole levels stay below 2 ** 24: their sums are exact in 32 bits, so ties are true ties."""


class Scores(Protocol):
    """Items by filters. More is better on every filter; weights say how much better."""

    @property
    def items(self) -> int:
        """How many items there are."""
        ...

    @property
    def filters(self) -> int:
        """How many filters there are."""
        ...

    @property
    def samples(self) -> int | None:
        """How many samples there are, where they are stored."""
        ...

    def draws(self, *, seed: int, rows: int) -> "Draws":
        """Open the samples; blocks of `rows` samples will be asked for, the last one perhaps shorter."""
        ...

    def scaled(self, weights: NDArray[np.float64]) -> Values:
        """Give the weights in the kind of number of `draw`."""
        ...


@dataclass(frozen=True)
class KnownScores:
    """Scores without any doubt: shape (items, filters)."""

    table: NDArray[np.float64]
    samples: int | None = None

    @property
    def items(self) -> int:
        """How many items there are."""
        return int(self.table.shape[0])

    @property
    def filters(self) -> int:
        """How many filters there are."""
        return int(self.table.shape[1])

    def draws(self, *, seed: int, rows: int) -> Draws:  # noqa: ARG002  # nothing is drawn
        """Give the same values for every sample."""
        values: list[Values] = [self.table[None, :, place] for place in range(self.filters)]
        return lambda _first, _last: values

    def scaled(self, weights: NDArray[np.float64]) -> Values:
        """Give the weights as they are."""
        return weights


@dataclass(frozen=True)
class StoredScores:
    """Samples drawn elsewhere: shape (samples, items, filters)."""

    table: NDArray[np.float64]

    @property
    def items(self) -> int:
        """How many items there are."""
        return int(self.table.shape[1])

    @property
    def filters(self) -> int:
        """How many filters there are."""
        return int(self.table.shape[2])

    @property
    def samples(self) -> int | None:
        """How many samples are stored."""
        return int(self.table.shape[0])

    def draws(self, *, seed: int, rows: int) -> Draws:  # noqa: ARG002  # drawn already
        """Give the stored samples."""
        return lambda first, last: [self.table[first:last, :, place] for place in range(self.filters)]

    def scaled(self, weights: NDArray[np.float64]) -> Values:
        """Give the weights as they are."""
        return weights


class QuantileScores:
    """Doubtful scores: 16 equally likely values for each item and filter, 0 to 255.

    Parameters
    ----------
    table
        Whole numbers of 8 bits, shape (items, filters, 16), as `method.scoring` builds them.
    costs
        Filters on which less is better (complexity): they are read from the other end, `255 - value`.
    keys
        One for each item: its draws then follow it wherever it stands in the list. Its place is its key otherwise.
    """

    samples: int | None = None

    def __init__(
        self, table: NDArray[np.uint8], *, costs: Sequence[int] = (), keys: Sequence[str] | None = None
    ) -> None:
        if table.ndim != 3 or table.shape[2] != QUANTILES or table.dtype != np.uint8:
            message = f"quantiles have the shape (items, filters, {QUANTILES}) and 8 bits, not {table.shape}"
            raise ValueError(message)
        self.items, self.filters = table.shape[:2]
        self.table = table.copy()
        for place in costs:
            self.table[:, place] = TOP - self.table[:, place]
        names = [str(place) for place in range(self.items)] if keys is None else keys
        if len(names) != self.items:
            message = f"{len(names)} keys for {self.items} items"
            raise ValueError(message)
        self.streams = streams_of(names)

    def draws(self, *, seed: int, rows: int) -> Draws:
        """Draw one of the 16 values for each sample, item and filter, independently."""
        return _Quantiles(self, seed=seed, rows=rows)

    def scaled(self, weights: NDArray[np.float64]) -> Values:
        """Give the weights in whole 65,535ths."""
        return np.rint(weights * _WEIGHT_STEPS).astype(np.float32)

    @property
    def means(self) -> NDArray[np.float64]:
        """Mean of each item on each filter, 0 to 255, more being better."""
        return np.asarray(self.table.mean(axis=2))


class _Quantiles:
    """Draws of 16 values, with room for one block: to ask for it again each time would cost as much as the draws."""

    def __init__(self, scores: QuantileScores, *, seed: int, rows: int) -> None:
        lanes = -(-scores.filters // FILTERS_PER_WORD)
        many = -(-rows // SAMPLES_PER_WORD)
        self._starts = [seeded(scores.streams, seed=seed, lane=lane) for lane in range(lanes)]
        self._flat = [scores.table[:, place].astype(np.float32).ravel() for place in range(scores.filters)]
        self._rows = np.arange(scores.items, dtype=np.uint64) * np.uint64(QUANTILES)
        self._words = np.empty((many, scores.items), np.uint64)
        self._index = np.empty((many, SAMPLES_PER_WORD, scores.items), np.uint64)
        self._values = [np.empty((many * SAMPLES_PER_WORD, scores.items), np.float32) for _ in self._flat]

    def __call__(self, first: int, last: int) -> list[Values]:
        start = first // SAMPLES_PER_WORD
        many = -(-(last - first) // SAMPLES_PER_WORD)
        drawn, index = self._words[:many], self._index[:many]
        for place, (flat, values) in enumerate(zip(self._flat, self._values, strict=True)):
            lane, within = divmod(place, FILTERS_PER_WORD)
            if within == 0:
                words(self._starts[lane], start, start + many, drawn)
            shifts = (np.arange(SAMPLES_PER_WORD) * 16 + within * 4).astype(np.uint64)
            np.right_shift(drawn[:, None, :], shifts[:, None], out=index)
            np.bitwise_and(index, np.uint64(QUANTILES - 1), out=index)
            np.add(index, self._rows, out=index)
            found = index.view(np.int64).reshape(-1, len(self._rows))
            np.take(flat, found, out=values[: len(found)], mode="clip")
        return [values[: last - first] for values in self._values]


def known(table: ArrayLike) -> KnownScores:
    """Read scores without doubt, shape (items, filters).

    Raises
    ------
    ValueError
        When they are no table of numbers.
    """
    found = np.asarray(table, float)
    if found.ndim != 2 or not np.isfinite(found).all():
        raise ValueError("known scores are a table of finite numbers")
    return KnownScores(found)


def stored(table: ArrayLike) -> StoredScores:
    """Read samples drawn elsewhere, shape (samples, items, filters).

    Raises
    ------
    ValueError
        When they are no such table of numbers.
    """
    found = np.asarray(table, float)
    if found.ndim != 3 or not np.isfinite(found).all():
        raise ValueError("stored samples are a table (samples, items, filters) of finite numbers")
    return StoredScores(found)
