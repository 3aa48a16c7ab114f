"""The coherent order of building: a bound, a good plan at once, then the search, and what is proved of it."""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from gouvernail.method.sequencing.conflict import refuse_conflicts
from gouvernail.method.sequencing.exact import searched
from gouvernail.method.sequencing.improvement import improve
from gouvernail.method.sequencing.instance import Instance, instance_of
from gouvernail.method.sequencing.items import Horizon, Item
from gouvernail.method.sequencing.lists import best_list, listed
from gouvernail.method.sequencing.plan import Placed, Plan, Price
from gouvernail.method.sequencing.relaxation import Relaxation, relaxed

SECONDS: Final = 10.0
"""Of exact search, unless the caller says otherwise: enough to prove some forty items [choice]."""
_WITHIN: Final = 1e-6
"""Relative: a bound that a solver reached proves no finer."""
_WORTH: Final = 1e-9
"""Relative to the loss: a price below it is the rounding of a solver."""


def sequence(items: Sequence[Item], horizon: Horizon, *, rng: np.random.Generator, seconds: float = SECONDS) -> Plan:
    """Order items so that waiting loses the least value, with prerequisites, teams and dates (method.md section 4.2).

    The linear relaxation bounds the loss of every plan; its alpha points give lists, the best of which is improved by
    exchanges. Where the bound is not reached, an exact search goes on from there for `seconds` at most. The order of
    the items changes nothing, and one seed gives one plan as long as the search is not cut short.

    Parameters
    ----------
    rng
        Draws the exchanges that are tried.
    seconds
        Limit of the exact search; 0 gives the first plan and its bound.

    Raises
    ------
    InvalidPlan
        When what is asked makes no sense: a cycle, an unknown prerequisite, a negative amount...
    ImpossiblePlan
        When what is fixed or asked for cannot hold together; it carries the smallest set in conflict.
    """
    instance = instance_of(items, horizon)
    refuse_conflicts(instance)
    relaxation = relaxed(instance)
    schedule = best_list(instance, relaxation.done)
    improve(instance, schedule, rng=rng)
    finish, bound = schedule.finish, relaxation.bound
    if seconds > 0 and not _reaches(instance.loss(finish), bound):
        found = searched(instance, finish, seconds=seconds)
        if found.finish is not None:
            finish = min(finish, found.finish, key=instance.loss)
        if _reaches(found.bound, instance.loss(finish)):  # a bound above a plan that exists is none
            bound = max(bound, found.bound)
    loss = instance.loss(finish)
    proved = _reaches(loss, bound)
    return Plan(
        lines=_lines(items, instance, finish),
        loss=loss,
        bound=loss if proved else bound,
        relaxed=relaxation.bound,
        proved=proved,
        prices=_prices(instance, relaxation, loss),
        large=tuple(sorted(item.key for item in items if _is_large(item, horizon))),
    )


def _reaches(loss: float, bound: float) -> bool:
    return loss <= bound + _WITHIN * max(abs(loss), abs(bound))


def _lines(items: Sequence[Item], instance: Instance, finish: Sequence[int]) -> tuple[Placed, ...]:
    of_key = {item.key: item for item in items}
    return tuple(
        Placed(
            instance.keys[node],
            finish[node] + 1 if finish[node] < instance.iterations else None,
            float(instance.losses[node, finish[node]]),
            dict(of_key[instance.keys[node]].days),
        )
        for node in listed(instance, finish)
    )


def _prices(instance: Instance, relaxation: Relaxation, loss: float) -> tuple[Price, ...]:
    added = relaxation.prices[:, ::-1].cumsum(axis=1)[:, ::-1]
    return tuple(
        Price(team, iteration + 1, float(relaxation.prices[row, iteration]), float(added[row, iteration]))
        for row, team in enumerate(instance.teams)
        for iteration in range(instance.iterations)
        if added[row, iteration] > _WORTH * max(loss, relaxation.bound)
    )


def _is_large(item: Item, horizon: Horizon) -> bool:
    return any(
        days > max(horizon.days[team], default=math.inf)
        for team, days in item.days.items()
        if days and team in horizon.days
    )
