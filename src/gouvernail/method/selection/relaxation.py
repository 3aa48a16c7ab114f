"""What could be had if items could be taken in part: a bound, the worth of one more day, and what each choice loses."""

from dataclasses import dataclass

import numpy as np

from gouvernail.method.selection.instance import Instance
from gouvernail.method.selection.program import Floats, Program

_SAFETY = 1e-7
"""Relative; the solver stops within that of its own optimum."""


@dataclass(frozen=True)
class Relaxation:
    """The linear relaxation of a programme.

    Attributes
    ----------
    bound
        Units of value, what is forced in included.
    prices
        Units of value a day, by row of the instance.
    most
        The bound of Lagrange at the prices found, in units of the programme and without what is forced in: exact for
        any prices, so that it proves without trusting the solver.
    levels
        Part of each node that is taken, shape (nodes of the programme,).
    losses
        Reduced values: a solution that takes a node of negative one, or leaves a node of positive one, is worth at
        most `most` less its absolute value. Shape (nodes of the programme,).
    """

    bound: float
    prices: dict[int, float]
    most: float
    levels: Floats
    losses: Floats


def relaxed(instance: Instance, program: Program) -> Relaxation:
    """Solve the linear relaxation by HiGHS."""
    from scipy.optimize import linprog

    base = instance.worth(instance.inside)
    if not len(program.nodes):
        none = np.zeros(0)
        return Relaxation(base, dict.fromkeys(program.bounded, 0.0), 0.0, none, none)
    answer = linprog(-program.values, A_ub=program.matrix, b_ub=program.limits, bounds=(0, 1), method="highs")
    if answer.status != 0:
        most = float(program.values.sum())
        zeros = np.zeros(len(program.nodes))
        return Relaxation(float(base + instance.values[program.nodes].sum()), {}, most, zeros, program.values)
    rows = np.maximum(-answer.ineqlin.marginals, 0.0)
    losses = program.values - program.matrix.T @ rows
    most = float(rows @ program.limits + np.maximum(losses, 0.0).sum())
    prices = {row: float(price) * program.unit for row, price in zip(program.bounded, rows, strict=False)}
    return Relaxation(base - answer.fun * program.unit * (1 + _SAFETY), prices, most, answer.x, losses)
