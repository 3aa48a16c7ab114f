"""How soon a set of activities can be finished, when each keeps its people from its start to its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from gouvernail.method.selection.cycles import first_cycle
from gouvernail.method.selection.fault import OptimizerMissing
from gouvernail.method.sequencing.fault import InvalidPlan, PlanFault

_WORKERS: Final = 8
"""Even on two cores: with fewer, CP-SAT does without the strategies that prove (method.md section 3)."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that runs without a break.

    Attributes
    ----------
    duration
        Whole units of time.
    uses
        How much of each resource it keeps while it runs.
    needs
        Keys of the activities that end before it starts.
    """

    key: str
    duration: int
    uses: Mapping[str, int] = field(default_factory=dict)
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """When each activity starts. `length` is that of the whole, and no schedule is shorter than `bound`."""

    starts: Mapping[str, int]
    length: int
    bound: int

    @property
    def proved(self) -> bool:
        """Whether no schedule is shorter."""
        return self.length == self.bound


def shortest(activities: Sequence[Activity], available: Mapping[str, int], *, seconds: float = 10.0) -> Project | None:
    """Find the shortest schedule (the resource-constrained project scheduling problem) by CP-SAT.

    Returns
    -------
    None when nothing was found in that time.

    Raises
    ------
    InvalidPlan
        When the prerequisites go round in a circle or are unknown, or an activity needs more than there is.
    OptimizerMissing
        When OR-Tools is not installed.
    """
    _check(activities, available)
    try:
        from ortools.sat.python import cp_model
    except ImportError as error:
        raise OptimizerMissing from error
    model = cp_model.CpModel()
    longest = sum(each.duration for each in activities)
    starts = {each.key: model.new_int_var(0, longest, each.key) for each in activities}
    length = model.new_int_var(0, longest, "length")
    intervals = {
        each.key: model.new_fixed_size_interval_var(starts[each.key], each.duration, each.key) for each in activities
    }
    durations = {each.key: each.duration for each in activities}
    for each in activities:
        model.add(length >= starts[each.key] + each.duration)
        for need in each.needs:
            model.add(starts[each.key] >= starts[need] + durations[need])
    for resource, amount in available.items():
        using = [each for each in activities if each.uses.get(resource)]
        demands = [each.uses[resource] for each in using]
        model.add_cumulative([intervals[each.key] for each in using], demands, amount)
    model.minimize(length)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = _WORKERS
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return Project(
        starts={key: int(solver.value(start)) for key, start in starts.items()},
        length=int(solver.value(length)),
        bound=round(solver.best_objective_bound),
    )


def _check(activities: Sequence[Activity], available: Mapping[str, int]) -> None:
    keys = {each.key for each in activities}
    faults = [
        PlanFault("unknown_need", each.key, need, f"{each.key!r} needs {need!r}, which is no activity", {"need": need})
        for each in activities
        for need in sorted(set(each.needs) - keys)
    ]
    faults += [
        PlanFault("team_without_days", each.key, name, f"{each.key!r} needs {amount} of {name!r}, more than there is")
        for each in activities
        for name, amount in each.uses.items()
        if amount > available.get(name, 0)
    ]
    if not faults and (cycle := first_cycle({each.key: each.needs for each in activities})):
        shown = " → ".join(cycle)
        what = f"the prerequisites go round in a circle: {shown}; take one of these links away"
        faults = [PlanFault("cycle", cycle[0], shown, what, {"cycle": shown})]
    if faults:
        raise InvalidPlan(tuple(faults))
