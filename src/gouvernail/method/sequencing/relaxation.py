"""What could be had if items could be finished in part: a proven bound, a first order, what a day is worth."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gouvernail.method.sequencing.instance import Floats, Instance
from gouvernail.method.sequencing.program import program_of

_SAFETY: Final = 1e-7
"""Relative; the solver stops within that of its own optimum."""
_OPTIMAL: Final = 0


@dataclass(frozen=True)
class Relaxation:
    """The solution of the linear relaxation.

    Attributes
    ----------
    bound
        No plan loses less.
    done
        Share of each node that is finished by the end of each iteration, shape (nodes, iterations).
    prices
        Loss avoided by one more day by the end of each iteration and no more at the end of the next, shape
        (teams, iterations).
    """

    bound: float
    done: Floats
    prices: Floats


def relaxed(instance: Instance) -> Relaxation:
    """Solve the linear relaxation by HiGHS.

    Nothing here may import `highspy`: it cannot share a process with OR-Tools (google/or-tools issue 5246).

    Raises
    ------
    ArithmeticError
        When the solver gives up; constraints in conflict were looked for before.
    """
    from scipy.optimize import linprog

    shape = (len(instance.keys), instance.iterations)
    if not len(instance.keys):
        return Relaxation(0.0, np.zeros(shape), np.zeros(instance.limits.shape))
    program = program_of(instance)
    unit = float(np.abs(program.gains).max()) or 1.0  # a solver works best near 1
    answer = linprog(
        program.gains / unit,
        A_ub=program.matrix,
        b_ub=program.limits,
        bounds=np.stack([program.low, program.high], axis=1),
        method="highs-ds",
    )
    if answer.status != _OPTIMAL:
        raise ArithmeticError(f"the relaxation did not end: {answer.message}")
    prices = -answer.ineqlin.marginals[program.capacities :] * unit
    bound = program.base + float(answer.fun) * unit
    return Relaxation(
        bound=max(0.0, bound - _SAFETY * max(abs(bound), abs(program.base))),
        done=answer.x.reshape(shape),
        prices=np.maximum(prices, 0.0).reshape(instance.limits.shape),
    )
