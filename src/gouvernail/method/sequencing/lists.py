"""Orders read in the relaxation, placed item by item as early as there is room (Hall, Schulz, Shmoys, Wein 1997)."""

from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

import numpy as np

from gouvernail.method.sequencing.instance import Floats, Instance
from gouvernail.method.sequencing.schedule import Schedule

_POINTS: Final = 20
"""Orders tried: one for each twentieth of an item (method.md section 4.2)."""
_ALMOST: Final = 1e-9
_LATE: Final = 1e-3
"""Breaks ties between equal alpha points: what is finished later on average comes later."""


def best_list(instance: Instance, done: Floats) -> Schedule:
    """Give the best of the plans that the alpha points of a relaxation lead to."""
    best, least = Schedule(instance), np.inf
    for order in _orders(instance, done):
        schedule = Schedule(instance)
        place(schedule, order)
        if (loss := instance.loss(schedule.finish)) < least:
            best, least = schedule, loss
    return best


def place(schedule: Schedule, order: Sequence[int]) -> None:
    """Move each node in turn to the earliest iteration that has room; `order` respects the prerequisites."""
    for node in order:
        schedule.move(node, schedule.room_from(node, schedule.earliest(node)))


def listed(instance: Instance, keys: Sequence[float]) -> list[int]:
    """Order the nodes by their keys, as far as the prerequisites allow."""
    missing = [len(needs) for needs in instance.needs]
    ready = [(keys[node], node) for node, count in enumerate(missing) if not count]
    heapify(ready)
    order = []
    while ready:
        _, node = heappop(ready)
        order.append(node)
        for other in instance.opens[node]:
            missing[other] -= 1
            if not missing[other]:
                heappush(ready, (keys[other], other))
    return order


def _orders(instance: Instance, done: Floats) -> Iterator[list[int]]:
    """Order the nodes by the first iteration in which a share alpha of each is finished, for twenty alphas."""
    late = (1 - done).sum(axis=1) * _LATE
    for alpha in np.linspace(1 / _POINTS, 1, _POINTS):
        reached = done >= alpha - _ALMOST
        first = np.where(reached.any(axis=1), reached.argmax(axis=1), instance.iterations)
        yield listed(instance, (first + late).tolist())
