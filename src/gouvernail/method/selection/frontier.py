"""The most value for every number of days, and a proven bound between two of its points."""

import math
from bisect import bisect_right
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from gouvernail.method.selection.blocks import Nodes, blocks_of
from gouvernail.method.selection.instance import Instance, instance_of
from gouvernail.method.selection.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Point:
    """A best selection of its cost.

    Attributes
    ----------
    cost, value
        Person-days and value in all.
    entered
        Keys that this point adds to the one before, benefits too.
    """

    cost: float
    value: float
    entered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frontier:
    """Selections that nothing of their cost or less beats, each holding the one before; teams are added up.

    Between two points lies a straight line that no selection exceeds: the bound of every capacity.
    """

    points: tuple[Point, ...]

    def within(self, days: float) -> Point | None:
        """Give the last point that fits in so many days; None when even the first does not."""
        at = self._at(days)
        return self.points[at] if at >= 0 else None

    def chosen(self, days: float) -> frozenset[str]:
        """Give the keys of the last point that fits in so many days."""
        return frozenset(key for point in self.points[: self._at(days) + 1] for key in point.entered)

    def bound(self, days: float) -> float:
        """Give the value that no selection of so many days exceeds."""
        at = self._at(days)
        if at < 0:
            return 0.0
        return self.points[at].value + self.slope(days) * (days - self.points[at].cost)

    def slope(self, days: float) -> float:
        """Give the value of one more day, on average over the next block; 0 when everything of value is in."""
        at = self._at(days)
        if not 0 <= at < len(self.points) - 1:
            return 0.0
        here, there = self.points[at], self.points[at + 1]
        return (there.value - here.value) / (there.cost - here.cost)

    def _at(self, days: float) -> int:
        return bisect_right(self.points, days, key=lambda point: point.cost) - 1


def frontier(portfolio: Portfolio, *, include: Collection[str] = (), exclude: Collection[str] = ()) -> Frontier:
    """Compute the frontier of a portfolio, where some items are asked for or refused.

    The first point holds what is asked for with its prerequisites, and what costs nothing; the last one holds
    everything that has value or opens what has.

    Raises
    ------
    InvalidSelection
        When what is asked contradicts itself.
    OptimizerMissing
        When OR-Tools is not installed.
    """
    instance = instance_of(portfolio, None, include=include, exclude=exclude)
    blocks = blocks_of(instance)
    chosen = instance.inside.copy()
    if blocks and blocks[0].cost == 0:
        chosen[blocks.pop(0).nodes] = True
    cost, value = int(instance.used(chosen)[0]), instance.amount(chosen)
    points = [Point(cost / instance.cost_scale, value, _keys(instance, np.flatnonzero(chosen)))]
    for block in blocks:
        cost += block.cost
        value = math.fsum([value, *(instance.amounts[node] for node in block.nodes)])
        points.append(Point(cost / instance.cost_scale, value, _keys(instance, block.nodes)))
    return Frontier(tuple(points))


def _keys(instance: Instance, nodes: Nodes) -> tuple[str, ...]:
    return tuple(instance.keys[node] for node in nodes.tolist())
