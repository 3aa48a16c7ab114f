"""What could be had if items could be taken in part: a bound, and the worth of one more day of each team."""

from dataclasses import dataclass

from gouvernail.method.selection.instance import Instance
from gouvernail.method.selection.program import Program

_SAFETY = 1e-7
"""Relative; the solver stops within that of its own optimum."""


@dataclass(frozen=True)
class Relaxation:
    """`bound`: units of value, what is forced in included. `prices`: units of value a day, by row of the instance."""

    bound: float
    prices: dict[int, float]


def relaxed(instance: Instance, program: Program) -> Relaxation:
    """Solve the linear relaxation by HiGHS."""
    from scipy.optimize import linprog

    base = instance.worth(instance.inside)
    if not len(program.nodes):
        return Relaxation(base, dict.fromkeys(program.bounded, 0.0))
    answer = linprog(-program.values, A_ub=program.matrix, b_ub=program.limits, bounds=(0, 1), method="highs")
    if answer.status != 0:
        return Relaxation(float(base + instance.values[program.nodes].sum()), {})
    prices = {row: -float(price) * program.unit for row, price in zip(program.bounded, answer.ineqlin.marginals)}  # noqa: B905  # the rest are prerequisites
    return Relaxation(base - answer.fun * program.unit * (1 + _SAFETY), prices)
