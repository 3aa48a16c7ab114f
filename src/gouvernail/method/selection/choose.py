"""What fits in a capacity: an answer at once, then the search, and what is proved of it."""

import math
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final, TypeVar

from gouvernail.method.selection.filling import filled
from gouvernail.method.selection.instance import Instance, Mask, instance_of
from gouvernail.method.selection.outlook import outlook_of
from gouvernail.method.selection.portfolio import Benefit, Capacity, Item, Portfolio
from gouvernail.method.selection.program import program_of
from gouvernail.method.selection.search import searched
from gouvernail.method.selection.selection import Line, Selection

Node = TypeVar("Node", Item, Benefit)
SECONDS: Final = 10.0
"""Of search, unless the caller says otherwise: most instances of the benchmark end within it [choice]."""
_WITHIN: Final = 1e-6
"""Relative: HiGHS proves no finer."""


def select(
    portfolio: Portfolio,
    capacity: Capacity,
    *,
    include: Collection[str] = (),
    exclude: Collection[str] = (),
    seconds: float = SECONDS,
) -> Selection:
    """Choose the most value that fits in a capacity, prerequisites respected.

    First the nested blocks of the frontier and what fits beside them, with the bound that they prove (of the linear
    relaxation where teams have their own capacity, or OR-Tools is absent). Where that bound is not reached, HiGHS
    searches for `seconds` at most. The order of the items changes nothing.

    Parameters
    ----------
    include, exclude
        Keys forced in (with all that they need: started, promised) and out (with all that needs them).
    seconds
        Limit of the search; 0 gives the first answer and its bound.

    Raises
    ------
    InvalidSelection
        When what is asked contradicts itself: a cycle, an unknown prerequisite, a negative amount, items asked for
        that do not fit...
    """
    instance = instance_of(portfolio, capacity, include=include, exclude=exclude)
    outlook = outlook_of(instance)
    chosen, bound, proved = filled(instance, outlook.blocks), outlook.bound, False
    if seconds > 0 and instance.worth(chosen) < math.floor(bound):
        found = searched(instance, program_of(instance), seconds=seconds)
        bound = min(bound, found.bound + _WITHIN * max(1.0, abs(found.bound)))
        if found.chosen is not None:
            proved = found.ended
            chosen = max(chosen, found.chosen, key=instance.worth)
    proved = proved or instance.worth(chosen) >= math.floor(bound)
    answer = Selection(
        capacity=capacity,
        lines=tuple(
            Line(item.key, item.value, dict(item.costs)) for item in _chosen(portfolio.items, instance, chosen)
        ),
        earned=tuple((benefit.key, benefit.value) for benefit in _chosen(portfolio.benefits, instance, chosen)),
        value=instance.amount(chosen),
        bound=(math.floor(bound) + instance.value_slack) / instance.value_scale,
        proved=proved,
        price={team: price * instance.cost_scale / instance.value_scale for team, price in outlook.prices.items()},
        include=tuple(sorted(include)),
        exclude=tuple(sorted(exclude)),
    )
    return replace(answer, bound=answer.value) if proved else answer


def _chosen(nodes: Iterable[Node], instance: Instance, chosen: Mask) -> list[Node]:
    taken = {instance.keys[number] for number in chosen.nonzero()[0].tolist()}
    return sorted((node for node in nodes if node.key in taken), key=lambda node: node.key)
