"""A plan in numbers: what the relaxation, the lists and the search are computed on."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.sequencing.items import Horizon, Item
from gouvernail.method.sequencing.validation import check

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
_FINEST_DAY: Final = 1000
"""Efforts are counted to the thousandth of a day, rounded up, as in a selection [choice]."""
_ALMOST: Final = 1e-6


@dataclass(frozen=True)
class Instance:
    """Items as nodes, in the order of their keys: the answer does not depend on the order of a file.

    Iterations count from 0 here; number `iterations` is "not within the horizon".

    Attributes
    ----------
    losses
        Value lost when a node is finished at the end of an iteration, shape (nodes, iterations + 1). What is not
        finished within the horizon is counted as delivered one iteration after it: the least that it can lose.
    costs
        Whole units of `1 / cost_scale` days, shape (nodes, teams).
    limits
        The same, cumulated: what each team has by the end of each iteration, shape (teams, iterations).
    needs, opens
        Neighbours of each node. `before` precedes `after`, arc by arc.
    fixed
        Iteration of the nodes that do not move, -1 of the others.
    asked
        Last iteration that was asked for, `iterations` where none was.
    latest
        The same once dependants are heard too.
    """

    keys: tuple[str, ...]
    teams: tuple[str, ...]
    losses: Floats
    costs: Whole
    limits: Whole
    needs: tuple[tuple[int, ...], ...]
    opens: tuple[tuple[int, ...], ...]
    before: NDArray[np.intp]
    after: NDArray[np.intp]
    fixed: NDArray[np.intp]
    asked: NDArray[np.intp]
    latest: NDArray[np.intp]
    cost_scale: int
    weeks: float

    @property
    def iterations(self) -> int:
        """How many iterations are planned."""
        return int(self.limits.shape[1])

    def loss(self, finish: Sequence[int] | NDArray[np.intp]) -> float:
        """Sum the losses of a plan."""
        return math.fsum(self.losses[np.arange(len(self.keys)), finish].tolist())

    def path(self, node: int, need: int) -> list[int]:
        """Give the shortest way from a node to one that it needs; empty where it does not need it."""
        came = nearest(node, self.needs)
        if need not in came:
            return []
        path = [need]
        while path[-1] != node:
            path.append(came[path[-1]])
        return path[::-1]

    def reached(self, node: int, links: Sequence[Sequence[int]]) -> list[int]:
        """List a node and all that it needs, or all that needs it."""
        return sorted(nearest(node, links))


def instance_of(items: Sequence[Item], horizon: Horizon) -> Instance:
    """Turn what is asked into numbers.

    Raises
    ------
    InvalidPlan
        When it makes no sense.
    """
    check(items, horizon)
    ordered = sorted(items, key=lambda item: item.key)
    numbers = {item.key: number for number, item in enumerate(ordered)}
    needs = tuple(tuple(sorted({numbers[need] for need in item.needs})) for item in ordered)
    opens = _opened(needs)
    arcs = np.array([(need, node) for node, each in enumerate(needs) for need in each], np.intp).reshape(-1, 2)
    last = horizon.iterations
    fixed = np.array([-1 if item.fixed is None else item.fixed - 1 for item in ordered], np.intp)
    asked = np.array([last if item.by is None else item.by - 1 for item in ordered], np.intp)
    asked = np.where(fixed >= 0, np.minimum(asked, fixed), asked)
    teams = tuple(sorted(horizon.days))
    days = [[item.days.get(team, 0.0) for team in teams] for item in ordered]
    scale = _scale(amount for row in (*days, *horizon.days.values()) for amount in row)
    given = np.array([horizon.days[team] for team in teams], np.float64).reshape(len(teams), last)
    return Instance(
        keys=tuple(item.key for item in ordered),
        teams=teams,
        losses=_losses(ordered, horizon),
        costs=np.ceil(np.array(days, np.float64).reshape(-1, len(teams)) * scale - _ALMOST).astype(np.int64),
        limits=np.floor(given.cumsum(axis=1) * scale + _ALMOST).astype(np.int64),
        needs=needs,
        opens=opens,
        before=arcs[:, 0],
        after=arcs[:, 1],
        fixed=fixed,
        asked=asked,
        latest=_latest(asked, needs, opens),
        cost_scale=scale,
        weeks=horizon.weeks,
    )


def nearest(start: int, links: Sequence[Sequence[int]]) -> dict[int, int]:
    """Say from which node each was reached, the nearest first; the first from itself."""
    came = {start: start}
    waiting = [start]
    for node in waiting:  # grows as it is read
        for other in links[node]:
            if other not in came:
                came[other] = node
                waiting.append(other)
    return came


def topological(needs: Sequence[Sequence[int]], opens: Sequence[Sequence[int]]) -> list[int]:
    """Order the nodes so that each comes after all that it needs."""
    missing = [len(each) for each in needs]
    order = [node for node, count in enumerate(missing) if not count]
    for node in order:  # grows as it is read
        for other in opens[node]:
            missing[other] -= 1
            if not missing[other]:
                order.append(other)
    return order


def _losses(items: Sequence[Item], horizon: Horizon) -> Floats:
    delays = horizon.weeks * np.arange(1, horizon.iterations + 2)
    losses = [item.value * (float(item.profile.value(0.0)) - item.profile.value(delays)) for item in items]
    return np.array(losses, np.float64).reshape(len(items), horizon.iterations + 1)


def _latest(
    asked: NDArray[np.intp], needs: Sequence[Sequence[int]], opens: Sequence[Sequence[int]]
) -> NDArray[np.intp]:
    latest = asked.copy()
    for node in reversed(topological(needs, opens)):
        for other in opens[node]:
            latest[node] = min(latest[node], latest[other])
    return latest


def _opened(needs: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    opens: list[list[int]] = [[] for _ in needs]
    for node, each in enumerate(needs):
        for need in each:
            opens[need].append(node)
    return tuple(map(tuple, opens))


def _scale(amounts: Iterable[float]) -> int:
    fractions = [amount for amount in amounts if amount != int(amount)]
    for scale in (1, 10, 100):
        if all(abs(amount * scale - round(amount * scale)) <= _ALMOST * min(1.0, amount) for amount in fractions):
            return scale
    return _FINEST_DAY
