"""From a first selection to a proved one: what the first choice and every choice made again share."""

import math
from dataclasses import dataclass
from typing import Final

from gouvernail.method.selection.instance import Instance, Mask
from gouvernail.method.selection.outlook import Relaxed, relaxed_of
from gouvernail.method.selection.search import searched

_WITHIN: Final = 1e-6
"""Relative: HiGHS proves no finer."""


@dataclass(frozen=True)
class Solution:
    """A selection, a bound in units of value that none exceeds, and whether it is proved that none is worth more."""

    chosen: Mask
    bound: float
    proved: bool


def improved(
    instance: Instance,
    known: Mask,
    *,
    seconds: float,
    bound: float = math.inf,
    relaxed: Relaxed | None = None,
    least: int = 0,
) -> Solution:
    """Look for something better than a selection that is possible.

    Parameters
    ----------
    bound, relaxed
        What is known already: a bound in units of value, the linear relaxation.
    least
        In units of value: with it, only what is worth more is looked for, and the bound says no less.
    """
    reached = max(instance.worth(known), least)
    if reached >= _floor(bound):
        return Solution(known, bound, proved=True)
    if seconds <= 0:
        return Solution(known, bound, proved=False)
    relaxed = relaxed or relaxed_of(instance)
    bound = min(bound, relaxed.relaxation.bound)
    if reached >= _floor(bound):
        return Solution(known, bound, proved=True)
    found = searched(instance, relaxed.program, relaxed.relaxation, known, seconds=seconds, least=least)
    bound = min(bound, found.bound + _WITHIN * max(1.0, abs(found.bound)))
    return Solution(found.chosen, bound, found.ended or instance.worth(found.chosen) >= _floor(bound))


def _floor(bound: float) -> float:
    return bound if math.isinf(bound) else math.floor(bound)
