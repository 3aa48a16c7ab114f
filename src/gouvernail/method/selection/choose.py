"""What fits in a capacity: an answer at once, then the search, and what is proved of it."""

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeVar

from gouvernail.method.selection.filling import filled
from gouvernail.method.selection.instance import Instance, Mask, instance_of
from gouvernail.method.selection.outlook import outlook_of
from gouvernail.method.selection.portfolio import Benefit, Capacity, Item, Portfolio
from gouvernail.method.selection.selection import Line, Selection
from gouvernail.method.selection.solution import Solution, improved

Node = TypeVar("Node", Item, Benefit)
SECONDS: Final = 10.0
"""Of search, unless the caller says otherwise: most instances of the benchmark end within it [choice]."""


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
    first = filled(instance, outlook.blocks)
    found = improved(instance, first, seconds=seconds, bound=outlook.bound, relaxed=outlook.relaxed)
    price = {team: price * instance.cost_scale / instance.value_scale for team, price in outlook.prices.items()}
    return selection_of(portfolio, capacity, instance, found, price=price, include=include, exclude=exclude)


def reselected(portfolio: Portfolio, selection: Selection, instance: Instance, found: Solution) -> Selection:
    """Give what a selection becomes with another solution; what a day is worth there is not known."""
    asked = {"include": selection.include, "exclude": selection.exclude}
    return selection_of(portfolio, selection.capacity, instance, found, price={}, **asked)


def selection_of(
    portfolio: Portfolio,
    capacity: Capacity,
    instance: Instance,
    found: Solution,
    *,
    price: Mapping[str, float],
    **asked: Collection[str],
) -> Selection:
    """Give a solution the figures of its portfolio; `asked` is what was forced in (`include`) and out (`exclude`)."""
    value = instance.amount(found.chosen)
    bound = found.bound if math.isinf(found.bound) else math.floor(found.bound)
    return Selection(
        capacity=capacity,
        lines=tuple(
            Line(item.key, item.value, dict(item.costs)) for item in _chosen(portfolio.items, instance, found.chosen)
        ),
        earned=tuple((benefit.key, benefit.value) for benefit in _chosen(portfolio.benefits, instance, found.chosen)),
        value=value,
        bound=value if found.proved else (bound + instance.value_slack) / instance.value_scale,
        proved=found.proved,
        price=dict(price),
        **{name: tuple(sorted(keys)) for name, keys in asked.items()},
    )


def _chosen(nodes: Iterable[Node], instance: Instance, chosen: Mask) -> list[Node]:
    taken = {instance.keys[number] for number in chosen.nonzero()[0].tolist()}
    return sorted((node for node in nodes if node.key in taken), key=lambda node: node.key)
