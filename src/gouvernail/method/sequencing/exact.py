"""The exact search: CP-SAT, started from the plan at hand, or HiGHS where OR-Tools is not installed."""

from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.sequencing.instance import Instance
from gouvernail.method.sequencing.program import Program, program_of

_WORKERS: Final = 8
"""Even on two cores: with fewer, CP-SAT does without the strategies that prove (method.md section 3)."""
_ROOM: Final = 2**45
"""Losses are counted in whole units that add up to less: CP-SAT knows whole numbers only."""
_SAFETY: Final = 1e-6
"""Relative; HiGHS proves no finer."""
_HALF: Final = 0.5


@dataclass(frozen=True)
class Found:
    """The best plan met (None where there is none) and what no plan loses less than."""

    finish: list[int] | None
    bound: float


def searched(instance: Instance, finish: list[int], *, seconds: float) -> Found:
    """Look for a better plan than `finish` and for its proof, for so many seconds."""
    if find_spec("ortools") is not None:
        return _by_constraints(instance, finish, seconds)
    return _by_branching(instance, seconds)


def _by_constraints(instance: Instance, hint: list[int], seconds: float) -> Found:
    from ortools.sat.python import cp_model

    program = program_of(instance)
    model = cp_model.CpModel()
    done = _variables(model, instance, program, hint)
    _constrain(model, instance, done)
    scale = _ROOM / (float(np.abs(program.gains).sum()) or 1.0)
    gains = np.floor(program.gains * scale).astype(np.int64)  # never above the truth: the bound holds
    model.minimize(cp_model.LinearExpr.weighted_sum([each for row in done for each in row], gains.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = _WORKERS
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Found(None, 0.0)  # stopped before it began, it calls 0 a bound of a sum that is negative
    bound = program.base + solver.best_objective_bound / scale
    return Found(_read(instance, np.array([[solver.value(each) for each in row] for row in done], bool)), bound)


def _variables(model: Any, instance: Instance, program: Program, hint: list[int]) -> list[list[Any]]:
    """Make one variable for each node and iteration: finished by its end; once finished, finished for good."""
    low, high = (bounds.astype(int).reshape(len(instance.keys), -1).tolist() for bounds in (program.low, program.high))
    done = []
    for node, finish in enumerate(hint):
        row = [model.new_int_var(*bounds, "") for bounds in zip(low[node], high[node], strict=True)]
        for iteration, variable in enumerate(row):
            model.add_hint(variable, int(finish <= iteration))
        for variable, following in pairwise(row):
            model.add(variable <= following)
        done.append(row)
    return done


def _constrain(model: Any, instance: Instance, done: list[list[Any]]) -> None:
    for need, node in zip(instance.before.tolist(), instance.after.tolist(), strict=True):
        for variable, needed in zip(done[node], done[need], strict=True):
            model.add(variable <= needed)
    for team, limits in enumerate(instance.limits.tolist()):
        taking = np.flatnonzero(instance.costs[:, team]).tolist()
        for iteration, limit in enumerate(limits):
            model.add(sum(int(instance.costs[node, team]) * done[node][iteration] for node in taking) <= limit)


def _by_branching(instance: Instance, seconds: float) -> Found:
    from scipy.optimize import Bounds, LinearConstraint, milp

    program = program_of(instance)
    unit = float(np.abs(program.gains).max()) or 1.0
    answer = milp(
        program.gains / unit,
        integrality=np.ones(len(program.gains)),
        bounds=Bounds(program.low, program.high),
        constraints=LinearConstraint(program.matrix, ub=program.limits),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    dual = answer.mip_dual_bound
    bound = 0.0 if dual is None or not np.isfinite(dual) else program.base + float(dual) * unit
    if answer.x is None:
        return Found(None, bound)
    done = answer.x.reshape(len(instance.keys), instance.iterations) > _HALF
    return Found(_read(instance, done), bound - _SAFETY * abs(bound))


def _read(instance: Instance, done: NDArray[np.bool_]) -> list[int] | None:
    """Read a solution as a plan, checked in whole numbers: a solver's own tolerance proves nothing."""
    finish = np.where(done.any(axis=1), done.argmax(axis=1), instance.iterations)
    at = finish[:, None] <= np.arange(instance.iterations)
    held = (
        (instance.costs.T @ at.astype(np.int64) <= instance.limits).all()
        and (finish[instance.before] <= finish[instance.after]).all()
        and (finish <= instance.latest).all()
        and (finish[instance.fixed >= 0] == instance.fixed[instance.fixed >= 0]).all()
    )
    return finish.tolist() if held else None
