"""A robust ranking: the items in order, over thousands of samples of scores and weights."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.robustness.acceptability import Acceptability
from gouvernail.method.robustness.places import places, steps_for
from gouvernail.method.robustness.scores import Scores, Values
from gouvernail.method.robustness.tally import Tally
from gouvernail.method.robustness.weights import Weights, agreed, uniform
from gouvernail.method.thresholds import whole

SAMPLES: Final = whole("robustness.samples")
"""At most .01 from the truth, 19 times in 20 (Tervonen and Lahdelma 2007: 9,604 samples)."""
_CELLS: Final = 1 << 16
"""Steps or items in one block: what stays in the second-level cache of a processor."""

Progress = Callable[[int, int], None]
"""Takes how many samples are done, and how many there are."""


@dataclass(frozen=True)
class Ranking:
    """The two columns that are always shown together.

    Attributes
    ----------
    agreed
        With the weights agreed, held as tightly as they were.
    uniform
        Whatever the weights.
    """

    agreed: Acceptability
    uniform: Acceptability


def rank(
    scores: Scores,
    weights: Mapping[str, Weights],
    *,
    k: int,
    seed: int,
    progress: Progress | None = None,
    block: int | None = None,
) -> dict[str, Acceptability]:
    """Rank the items in every sample, once for each column of weights; the columns share the draws of the scores.

    Parameters
    ----------
    weights
        Columns by name, all with as many samples.
    k
        How many items the capacity allows.
    progress
        Told after each hundredth of the work.
    block
        Samples ranked at once, a multiple of four; sized to the cache unless given. The answer is the same.

    Raises
    ------
    ValueError
        When there is no item, `k` is negative, or the sizes do not fit each other.
    """
    samples = _check(scores, weights, k)
    steps = steps_for(scores.items)
    tallies = {name: Tally(scores.items, column, k) for name, column in weights.items()}
    scaled = {name: scores.scaled(column) for name, column in weights.items()}
    # Freed at once, never touched: the C library then keeps what blocks give back instead of returning each to the
    # system, and asking again. Sixty items take two fifths of the time.
    np.empty(1 << 24, np.uint8)
    rows = block or block_for(scores.items)
    draws = scores.draws(seed=seed, rows=rows)
    for first, last in _blocks(samples, rows, progress):
        values = draws(first, last)
        for name, tally in tallies.items():
            tally.add(places(totals(values, scaled[name][first:last]), steps), first)
    return {name: tally.result() for name, tally in tallies.items()}


def rank_twice(
    scores: Scores,
    weights: NDArray[np.float64],
    *,
    k: int,
    seed: int,
    samples: int = SAMPLES,
    progress: Progress | None = None,
) -> Ranking:
    """Rank with the agreed weights and whatever the weights, in one pass.

    Parameters
    ----------
    weights
        Agreed weights of the filters, in any unit.

    Raises
    ------
    InvalidWeights
        When they make no sense.
    """
    columns = {
        "agreed": agreed(weights, samples=samples, seed=seed),
        "uniform": uniform(scores.filters, samples=samples, seed=seed),
    }
    return Ranking(**rank(scores, columns, k=k, seed=seed, progress=progress))


def totals(values: list[Values], weights: Values) -> Values:
    """Weigh one block: shape (samples, items)."""
    total: Values = values[0] * weights[:, :1]
    for place in range(1, len(values)):
        total += values[place] * weights[:, place : place + 1]
    return total


def block_for(items: int) -> int:
    """Give how many samples to rank at once: a multiple of four."""
    return min(max(_CELLS // max(steps_for(items), items) // 4 * 4, 4), 256)


def _blocks(samples: int, size: int, progress: Progress | None) -> Iterator[tuple[int, int]]:
    told = 0
    for first in range(0, samples, size):
        last = min(first + size, samples)
        yield first, last
        if progress is not None and (last == samples or 100 * (last - told) >= samples):
            told = last
            progress(last, samples)


def _check(scores: Scores, weights: Mapping[str, Weights], k: int) -> int:
    if not weights:
        raise ValueError("no weights")
    counts = {len(column) for column in weights.values()} | ({scores.samples} if scores.samples is not None else set())
    if len(counts) != 1:
        message = f"as many samples everywhere, not {sorted(counts)}"
        raise ValueError(message)
    if any(column.shape[1] != scores.filters for column in weights.values()):
        message = f"weights for {scores.filters} filters are needed"
        raise ValueError(message)
    if scores.items < 1:
        raise ValueError("no item to rank")
    if k < 0:
        raise ValueError("a capacity is not negative")
    return counts.pop()
