"""What is still open of a programme once a good selection is known: the core (Balas and Zemel 1980)."""

from dataclasses import dataclass

import numpy as np

from gouvernail.method.selection.instance import Mask
from gouvernail.method.selection.program import Floats
from gouvernail.method.selection.relaxation import Relaxation

_SLACK = 1e-9
"""Relative to the bound: what sums of floating numbers may lack."""
_HALF = 0.5


@dataclass(frozen=True)
class Core:
    """A programme in which only some nodes are left open.

    Attributes
    ----------
    free
        Nodes left open, shape (nodes of the programme,).
    fixed
        0 or 1 for the others, 0 for those left open.
    is_whole
        Whether nothing better than what is known can lie outside it: its optimum is that of the programme.
    """

    free: Mask
    fixed: Floats
    is_whole: bool


def whole_core(relaxation: Relaxation, least: float) -> Core:
    """Fix what no solution worth more than `least` (in units of the programme) can have otherwise.

    A node is taken where leaving it loses more than what separates `least` from the bound of the relaxation, and left
    where taking it loses as much.
    """
    gap = relaxation.most - least + _SLACK * max(1.0, relaxation.most)
    free = np.abs(relaxation.losses) <= gap
    return Core(free, np.where(free, 0.0, relaxation.losses > 0), is_whole=True)


def small_core(relaxation: Relaxation, size: int) -> Core:
    """Leave open the nodes that the relaxation takes in part and those that it is least sure of; the others as in it.

    The others are whole there, and what they need is there or open: no prerequisite is broken between two of them.
    """
    parts = np.abs(relaxation.levels - np.round(relaxation.levels))
    order = np.lexsort((np.abs(relaxation.losses), parts <= _SLACK))
    free = np.zeros(len(order), bool)
    free[order[: max(size, int((parts > _SLACK).sum()))]] = True
    return Core(free, np.where(free, 0.0, relaxation.levels > _HALF), is_whole=False)


def parts_taken(relaxation: Relaxation) -> int:
    """Count the nodes that the relaxation takes in part: how far it is from a solution."""
    return int((np.abs(relaxation.levels - np.round(relaxation.levels)) > _SLACK).sum())
