"""The exact search, by HiGHS through SciPy."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gouvernail.method.selection.filling import completed, pruned
from gouvernail.method.selection.instance import Instance, Mask
from gouvernail.method.selection.program import Program

_OPTIMAL: Final = 0
_HALF: Final = 0.5


@dataclass(frozen=True)
class Found:
    """The best selection met (None where there is none), a bound in units of value, and whether the search ended."""

    chosen: Mask | None
    bound: float
    ended: bool


def searched(instance: Instance, program: Program, *, seconds: float) -> Found:
    """Look for the best selection and its proof.

    Nothing here may import `highspy`: it cannot share a process with OR-Tools (google/or-tools issue 5246).
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    base = instance.worth(instance.inside)
    if not len(program.nodes):
        return Found(instance.inside.copy(), base, ended=True)
    answer = milp(
        -program.values,
        integrality=program.whole,
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(program.matrix, ub=program.limits),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    ended = answer.status == _OPTIMAL
    dual = answer.mip_dual_bound
    bound = float("inf") if dual is None or not np.isfinite(dual) else base - float(dual) * program.unit
    return Found(None if answer.x is None else _whole(instance, program, answer.x), bound, ended)


def _whole(instance: Instance, program: Program, answer: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Mask | None:
    """Read a solution as a set, checked in whole numbers: the solver's own tolerance proves nothing."""
    chosen = instance.inside.copy()
    chosen[program.nodes[answer > _HALF]] = True
    chosen = pruned(instance, instance.closed(chosen))
    return completed(instance, chosen) if instance.fits(instance.used(chosen)) else None
