"""Random words that are counted, not remembered: the same item and sample always give the same word.

SplitMix64 (Steele, Lea and Flood 2014), one starting point an item. So an answer depends neither on how the samples are
cut into blocks, nor on the place of an item in the list, nor on the other items.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

Stream = NDArray[np.uint64]

SAMPLES_PER_WORD: Final = 4
FILTERS_PER_WORD: Final = 4
"""A word of 64 bits holds, for each of four samples, a draw of 4 bits for each of four filters."""
_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND: Final = np.uint64(0x94D049BB133111EB)


def streams_of(keys: Sequence[str]) -> Stream:
    """Give each item a stream of its own, found from its key.

    Raises
    ------
    ValueError
        When a key comes twice: both items would be drawn alike.
    """
    if len(set(keys)) != len(keys):
        raise ValueError("a key comes twice")
    return np.array([int.from_bytes(blake2b(key.encode(), digest_size=8).digest()) for key in keys], np.uint64)


def seeded(streams: Stream, *, seed: int, lane: int) -> Stream:
    """Give the starting points of the streams for one seed; a lane is one group of four filters."""
    begun = _mixed(np.array([seed % 2**64], np.uint64) + _GOLDEN) + np.uint64(lane)
    return _mixed(streams ^ _mixed(begun))


def words(starts: Stream, first: int, last: int, out: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Write the words from number `first` to before `last` of each stream: shape (last - first, streams)."""
    numbers = np.arange(first + 1, last + 1, dtype=np.uint64) * _GOLDEN
    return _mixed(np.add(starts, numbers[:, None], out=out))


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Stir in place, as SplitMix64 does between its state and its answer."""
    state ^= state >> np.uint64(30)
    state *= _FIRST
    state ^= state >> np.uint64(27)
    state *= _SECOND
    state ^= state >> np.uint64(31)
    return state
