"""What it would cost to bring an item forward."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouvernail.method.sequencing.conflict import Constraint, ImpossiblePlan
from gouvernail.method.sequencing.items import Horizon, Item
from gouvernail.method.sequencing.plan import Plan
from gouvernail.method.sequencing.sequence import sequence
from gouvernail.method.sequencing.validation import known, within


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that changes places: iterations from 1, None outside the horizon."""

    key: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Forward:
    """What changes when an item is finished no later than an iteration.

    Attributes
    ----------
    at_least
        By how much the least possible loss rises, read in the relaxation: what it costs at the least if everything
        else is ordered again as well as can be. None where it cannot be done.
    share
        The same, as a share of the loss of all the plan.
    found
        By how much the loss rises in the plan that was found with it; below 0 where that plan is better than the one
        it is compared with. None where it cannot be done.
    plan
        That plan.
    moved
        The others that change places in it, those that lose first.
    conflict
        Why it cannot be done: the smallest set of constraints that cannot hold together.
    """

    key: str
    iteration: int
    at_least: float | None = None
    share: float | None = None
    found: float | None = None
    plan: Plan | None = None
    moved: tuple[Moved, ...] = ()
    conflict: tuple[Constraint, ...] = ()


def forward(  # noqa: PLR0913  # the plan that was made, and the question
    items: Sequence[Item],
    horizon: Horizon,
    plan: Plan,
    key: str,
    iteration: int,
    *,
    rng: np.random.Generator,
    seconds: float = 0.0,
) -> Forward:
    """Say what it costs to have an item by the end of an iteration, the relaxation solved again with it forced.

    Raises
    ------
    InvalidPlan
        When there is no such item, or no such iteration.
    """
    known([item.key for item in items], key)
    within(iteration, horizon, key=key)
    asked = [item.before(iteration) if item.key == key else item for item in items]
    try:
        new = sequence(asked, horizon, rng=rng, seconds=seconds)
    except ImpossiblePlan as error:
        return Forward(key, iteration, conflict=error.constraints)
    at_least = max(0.0, new.relaxed - plan.relaxed)
    return Forward(
        key,
        iteration,
        at_least=at_least,
        share=at_least / plan.loss if plan.loss else 0.0,
        found=new.loss - plan.loss,
        plan=new,
        moved=_moved(plan, new, key),
    )


def _moved(before: Plan, after: Plan, key: str) -> tuple[Moved, ...]:
    old, new = ({line.key: line for line in each.lines} for each in (before, after))
    changed = [one for one in old if one != key and old[one].iteration != new[one].iteration]
    changed.sort(key=lambda one: (old[one].loss - new[one].loss, one))
    return tuple(Moved(one, old[one].iteration, new[one].iteration) for one in changed)
