"""What is sure, what is out, and what is left to people: the decision rule."""

from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.robustness.acceptability import Acceptability
from gouvernail.method.thresholds import number

SURE: Final = number("robustness.sure")
OUT: Final = number("robustness.out")
"""Chances of being among the first k from which an item is in, and down to which it is not."""


class Standing(StrEnum):
    """Where an item stands before the capacity."""

    SURE = "sure"
    GREY = "grey"
    OUT = "out"


def standings(found: Acceptability, *, sure: float = SURE, out: float = OUT) -> list[Standing]:
    """Say of each item whether it is surely among the first k, surely not, or to be arbitrated."""
    return [
        Standing.SURE if chance >= sure else Standing.OUT if chance <= out else Standing.GREY for chance in found.top
    ]


def grey_zone(found: Acceptability, *, sure: float = SURE, out: float = OUT) -> NDArray[np.intp]:
    """Give the items that are neither in nor out, the most doubtful first: the agenda of an arbitration."""
    grey = np.flatnonzero((found.top < sure) & (found.top > out))
    return grey[np.lexsort((found.expected_rank[grey], np.abs(found.top[grey] - 0.5)))]
