"""Small changes that lose less: a node comes forward, and those in its way go back no further than they must."""

from typing import Final

import numpy as np

from gouvernail.method.sequencing.instance import Instance
from gouvernail.method.sequencing.schedule import Schedule

MOVES: Final = 40_000
"""Tried at most: about a second for any number of items; five times as many gain under a tenth of a point [choice]."""
_MOVES_EACH: Final = 500
"""Moves tried for each item, when they are few [choice]."""
_PUSHED: Final = 6
"""Nodes pushed back for one that comes forward, at most [choice]."""
_DRAWS: Final = 2 + _PUSHED
_BLOCK: Final = 5_000
_ALMOST: Final = 1e-12


def improve(instance: Instance, schedule: Schedule, *, rng: np.random.Generator) -> None:
    """Change a plan while it loses no more; only moves that keep every prerequisite, capacity and iteration are made.

    A node drawn at random comes forward, more often by little. Nodes of the team that has no room are drawn in turn and
    pushed to the place that it left, until there is room; then each is moved forward again as far as it can. The change
    is kept when it loses no more, undone otherwise.
    """
    search = _Search(instance, schedule)
    moves = min(MOVES, _MOVES_EACH * len(instance.keys))
    for first in range(0, moves, _BLOCK):
        for draws in rng.random((min(_BLOCK, moves - first), _DRAWS)).tolist():
            search.move(draws)


class _Search:
    def __init__(self, instance: Instance, schedule: Schedule) -> None:
        self._schedule = schedule
        self._losses: list[list[float]] = instance.losses.tolist()
        self._needs = instance.needs
        self._movable: list[int] = np.flatnonzero(instance.fixed < 0).tolist()
        self._of_team: list[list[int]] = [
            np.flatnonzero((instance.costs[:, team] > 0) & (instance.fixed < 0)).tolist()
            for team in range(len(instance.teams))
        ]

    def move(self, draws: list[float]) -> None:
        """Try one change; `draws` are numbers between 0 and 1."""
        if not self._movable:
            return
        finish = self._schedule.finish
        node = self._movable[int(draws[0] * len(self._movable))]
        at, first = finish[node], self._schedule.earliest(node)
        if at <= first:
            return
        there = at - 1 - int(draws[1] * draws[1] * (at - first))
        pushed = self._pushed(node, there, draws[2:])
        if pushed is None:
            return
        self._schedule.move(node, there)
        self._pulled(pushed, at)
        change = sum(self._losses[each][finish[each]] - self._losses[each][was] for each, was in pushed.items())
        if change + self._losses[node][there] - self._losses[node][at] > _ALMOST:
            for each, was in pushed.items():
                self._schedule.move(each, max(was, finish[each]))
            self._schedule.move(node, at)
            self._back(pushed)

    def _pushed(self, node: int, there: int, draws: list[float]) -> dict[int, int] | None:
        """Push back what stands in the way of a node, and say where each was; None, and nothing moved, if in vain."""
        schedule, at = self._schedule, self._schedule.finish[node]
        pushed: dict[int, int] = {}
        short = schedule.short(node, there)
        if not short:
            return pushed
        near = [
            each
            for each in self._of_team[short[0]]
            if there <= schedule.finish[each] < at and each not in self._needs[node]
        ]
        for draw in draws[: len(near)]:
            each = near.pop(int(draw * len(near)))
            last = min(schedule.last_for(each), at)
            if last > schedule.finish[each]:
                pushed[each] = schedule.finish[each]
                schedule.move(each, last)
                if not schedule.short(node, there):
                    return pushed
        self._back(pushed)
        return None

    def _pulled(self, pushed: dict[int, int], at: int) -> None:
        """Move what was pushed forward again, first what loses most by waiting."""
        schedule, losses = self._schedule, self._losses
        for each in sorted(pushed, key=lambda each: losses[each][pushed[each]] - losses[each][at]):
            schedule.move(each, schedule.room_from(each, schedule.earliest(each)))

    def _back(self, places: dict[int, int]) -> None:
        for each, was in places.items():
            self._schedule.move(each, was)
