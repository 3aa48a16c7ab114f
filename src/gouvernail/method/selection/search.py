"""The exact search, by HiGHS through SciPy."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Final

import numpy as np

from gouvernail.method.selection.filling import completed, pruned
from gouvernail.method.selection.instance import Instance, Mask
from gouvernail.method.selection.knapsack_core import Core, parts_taken, small_core, whole_core
from gouvernail.method.selection.program import Floats, Program
from gouvernail.method.selection.relaxation import Relaxation

_OPTIMAL: Final = 0
_INFEASIBLE: Final = 2
_HALF: Final = 0.5
_SMALLEST: Final = 60
"""Nodes of the first core that is searched [choice]."""
_GROWTH: Final = 2
_BRANCHES: Final = 500
"""Of the search in a core that proves nothing: counted, not timed, so that the same question has the same answer."""
_BROKEN: Final = 1e-9


@dataclass(frozen=True)
class Found:
    """The best selection met, a bound in units of value, and whether the search ended."""

    chosen: Mask
    bound: float
    ended: bool


def searched(
    instance: Instance, program: Program, relaxation: Relaxation, known: Mask, *, seconds: float, least: int = 0
) -> Found:
    """Look for a selection that is worth more than the one known, and for the proof that there is none.

    Small cores are searched first: a better selection fixes more of the programme. Then all that is still open.
    Nothing here may import `highspy`: it cannot share a process with OR-Tools (google/or-tools issue 5246).

    Parameters
    ----------
    known
        A selection that is possible: the answer where nothing better is met.
    seconds
        Limit of the whole search.
    least
        In units of value: what is worth no more is not looked for, even where it is worth more than `known`.
    """
    until = monotonic() + seconds
    search = _Search(instance, program, known, least)
    for core in _cores(search, relaxation):
        found = search.within(core, seconds=max(0.0, until - monotonic()))
        if core.is_whole or monotonic() > until:
            return found
    raise AssertionError("the last core is the whole one")


def _cores(search: "_Search", relaxation: Relaxation) -> Iterator[Core]:
    """Give small cores while they are much smaller than what is open, then what is open. Read as the search goes."""
    size = max(_SMALLEST, _GROWTH * parts_taken(relaxation))
    while (core := whole_core(relaxation, search.reached)).free.sum() > _GROWTH * size:
        yield small_core(relaxation, size)
        size *= _GROWTH
    yield core


class _Search:
    """A programme, and the best that was met of it."""

    def __init__(self, instance: Instance, program: Program, known: Mask, least: int) -> None:
        self._instance, self.program, self._least = instance, program, least
        self._base = instance.worth(instance.inside)
        self._columns = program.matrix.tocsc()
        self._best = known

    @property
    def reached(self) -> float:
        """What a selection must exceed, in units of the programme."""
        return (self._worth() - self._base) / self.program.unit

    def within(self, core: Core, *, seconds: float) -> Found:
        """Search a core."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        program = self.program
        left = program.limits - program.matrix @ core.fixed
        matrix = self._columns[:, core.free].tocsr()
        open_rows = np.diff(matrix.indptr) > 0
        if not core.free.any() or (left[~open_rows] < -_BROKEN).any():
            return self._nothing_better(core)
        answer = milp(
            -program.values[core.free],
            integrality=program.whole[core.free],
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix[open_rows], ub=left[open_rows]),
            options={"time_limit": seconds, "mip_rel_gap": 0.0} | ({} if core.is_whole else {"node_limit": _BRANCHES}),
        )
        if answer.status == _INFEASIBLE:
            return self._nothing_better(core)
        met = None
        if answer.x is not None:
            levels = core.fixed.copy()
            levels[core.free] = answer.x
            met = self._met(levels)
        dual = answer.mip_dual_bound
        bound = float("inf")
        if core.is_whole and dual is not None and np.isfinite(dual):
            fixed = float(program.values @ core.fixed)
            bound = max(self._base + (fixed - float(dual)) * program.unit, self._worth())
        return Found(self._best, bound, ended=core.is_whole and answer.status == _OPTIMAL and met is not None)

    def _nothing_better(self, core: Core) -> Found:
        return Found(self._best, self._worth() if core.is_whole else float("inf"), ended=core.is_whole)

    def _worth(self) -> int:
        return max(self._instance.worth(self._best), self._least)

    def _met(self, levels: Floats) -> Mask | None:
        """Read a solution as a set, checked in whole numbers: the solver's own tolerance proves nothing."""
        instance, chosen = self._instance, self._instance.inside.copy()
        chosen[self.program.nodes[levels > _HALF]] = True
        chosen = pruned(instance, instance.closed(chosen))
        if not instance.fits(instance.used(chosen)):
            return None
        chosen = completed(instance, chosen)
        self._best = max(self._best, chosen, key=instance.worth)
        return chosen
