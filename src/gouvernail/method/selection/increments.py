"""What more days would bring."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gouvernail.method.selection.blocks import blocks_of
from gouvernail.method.selection.choose import SECONDS, selection_of
from gouvernail.method.selection.comparison import Comparison, compare
from gouvernail.method.selection.filling import completed
from gouvernail.method.selection.instance import Instance, Mask, instance_of
from gouvernail.method.selection.portfolio import Portfolio
from gouvernail.method.selection.selection import Selection
from gouvernail.method.selection.solution import improved


@dataclass(frozen=True, slots=True)
class Increment:
    """The next best thing to add, nothing being taken away.

    Attributes
    ----------
    keys
        Items and benefits that come in together.
    value
        What they bring together.
    days
        What they take; the key "" is the total, the others the teams of which the capacity is given.
    missing
        Days to add to the capacity for this increment and those before it: what is left over is used first.
    """

    keys: tuple[str, ...]
    value: float
    days: Mapping[str, float]
    missing: Mapping[str, float]


def next_increments(portfolio: Portfolio, selection: Selection, *, count: int = 3) -> tuple[Increment, ...]:
    """Give what to add next to a selection, the best return per day first, each once those before are in.

    Raises
    ------
    OptimizerMissing
        When OR-Tools is not installed.
    """
    earned = [key for key, _ in selection.earned]
    include = [*selection.keys, *earned]
    bounded = instance_of(portfolio, selection.capacity, include=include, exclude=selection.exclude)
    found: list[Increment] = []
    taken: list[int] = []
    for block in blocks_of(bounded)[:count]:
        nodes = block.nodes.tolist()
        taken += nodes
        found.append(
            Increment(
                keys=tuple(bounded.keys[node] for node in nodes),
                value=math.fsum(bounded.amounts[node] for node in nodes),
                days=days_of(bounded, nodes),
                missing=missing_days(days_of(bounded, taken), selection),
            )
        )
    return tuple(found)


def with_more_days(
    portfolio: Portfolio, selection: Selection, days: float, *, team: str | None = None, seconds: float = SECONDS
) -> Comparison:
    """Say what a few more days would change, of one team or in all: something better is looked for."""
    more = selection.capacity.plus(days, team=team)
    asked = {"include": selection.include, "exclude": selection.exclude}
    instance = instance_of(portfolio, more, **asked)
    found = improved(instance, completed(instance, mask_of(instance, selection)), seconds=seconds)
    return compare(selection, selection_of(portfolio, more, instance, found, price={}, **asked))


def mask_of(instance: Instance, selection: Selection) -> Mask:
    """Mark the nodes that a selection holds."""
    held = selection.keys | {key for key, _ in selection.earned}
    return np.array([key in held for key in instance.keys], bool)


def days_of(instance: Instance, nodes: Sequence[int]) -> dict[str, float]:
    """Sum the days of some nodes, row by row."""
    used = instance.costs[:, list(nodes)].sum(axis=1) / instance.cost_scale
    return dict(zip(instance.rows, used.tolist(), strict=True))


def missing_days(days: Mapping[str, float], selection: Selection) -> dict[str, float]:
    """Say how many of these days a selection has not left, where its capacity is bounded and they are lacking."""
    lacking = {team: round(days[team] - left, 3) for team, left in selection.left().items()}
    return {team: amount for team, amount in lacking.items() if amount > 0}
