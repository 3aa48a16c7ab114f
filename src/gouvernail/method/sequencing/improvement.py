"""Small changes that lose less: a node comes forward where there is room, or takes the place of an earlier one."""

import math
from typing import Final

import numpy as np

from gouvernail.method.sequencing.instance import Instance
from gouvernail.method.sequencing.schedule import Schedule

MOVES: Final = 60_000
"""Tried at most: half a second, whatever the number of items; ten times as many gain a tenth of a point [choice]."""
_MOVES_EACH: Final = 500
"""Moves tried for each item, when they are few [choice]."""
_HEAT: Final = 0.02
"""Loss that is accepted at first, as a share of the mean loss of an item [choice]; it falls to nothing."""
_COLDEST: Final = 1e-12


def improve(instance: Instance, schedule: Schedule, *, rng: np.random.Generator) -> None:
    """Look for a better plan around one, by annealing; the best one met is left in `schedule`.

    Only moves that keep every prerequisite, capacity and asked iteration are made.
    """
    search = _Search(instance, schedule)
    moves = min(MOVES, _MOVES_EACH * len(instance.keys))
    block = 10_000
    for first in range(0, moves, block):
        heat = 1 - first / moves
        for draws in rng.random((min(block, moves - first), 4)).tolist():
            search.move(draws, heat)
    schedule.restore(search.best)


class _Search:
    def __init__(self, instance: Instance, schedule: Schedule) -> None:
        self._schedule = schedule
        self._losses: list[list[float]] = instance.losses.tolist()
        self._nodes = [
            node for node, fixed in enumerate((instance.fixed >= 0).tolist()) if not fixed and any(self._losses[node])
        ]
        self._at: list[list[int]] = [[] for _ in range(instance.iterations + 1)]
        for node, finish in enumerate(schedule.finish):
            self._at[finish].append(node)
        self._now = self._least = instance.loss(schedule.finish)
        self._heat = _HEAT * self._now / max(1, len(instance.keys))
        self.best = schedule.copy_of()

    def move(self, draws: list[float], heat: float) -> None:
        """Try one change; `draws` are four numbers between 0 and 1."""
        if not self._nodes:
            return
        schedule = self._schedule
        node = self._nodes[int(draws[0] * len(self._nodes))]
        at, first = schedule.finish[node], schedule.earliest(node)
        if at <= first:
            return
        there = at - 1 - int(draws[1] * draws[1] * (at - first))  # near places are worth more tries
        losses = self._losses[node]
        if not schedule.short(node, there):
            if losses[there] <= losses[at]:
                self._made(losses[there] - losses[at])
                self._forward(node, at, there)
            return
        others = self._at[there]
        if others:
            other = others[int(draws[2] * len(others))]
            change = losses[there] - losses[at] + self._losses[other][at] - self._losses[other][there]
            if self._is_accepted(change, heat, draws[3]) and schedule.can_exchange(node, other):
                self._made(change)
                self._exchange(node, other, at, there)

    def _is_accepted(self, change: float, heat: float, draw: float) -> bool:
        return change <= 0 or draw < math.exp(-change / max(self._heat * heat, _COLDEST))

    def _made(self, change: float) -> None:
        self._now += change

    def _forward(self, node: int, at: int, there: int) -> None:
        self._schedule.forward(node, there)
        self._at[at].remove(node)
        self._at[there].append(node)
        self._keep()

    def _exchange(self, node: int, other: int, at: int, there: int) -> None:
        self._schedule.exchange(node, other)
        for each, left, entered in ((node, at, there), (other, there, at)):
            self._at[left].remove(each)
            self._at[entered].append(each)
        self._keep()

    def _keep(self) -> None:
        if self._now < self._least - _COLDEST:
            self._least, self.best = self._now, self._schedule.copy_of()
