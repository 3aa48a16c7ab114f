"""The selection as a linear programme: what the relaxation and the search both read."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.selection.instance import Instance, Mask

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Program:
    """Maximise `values @ x`, where `matrix @ x <= limits` and `0 <= x <= 1`, over the nodes that may be chosen.

    Nodes without value follow those that need them: they are counted with them where they open nothing else, and need
    not be asked to be whole, since the least that they can be is the most of what needs them.

    Rows of the matrix are the bounded capacities (`bounded`: their numbers in the instance), then the prerequisites.
    Units are days, and values divided by the largest one: a solver works best near 1.
    """

    nodes: NDArray[np.intp]
    values: Floats
    matrix: Any
    limits: Floats
    bounded: tuple[int, ...]
    unit: float

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Which variables must be asked to be whole: three times faster than all of them on coupled instances."""
        return self.values > 0


def program_of(instance: Instance) -> Program:
    """Write the programme of what is neither forced, nor useless, nor too large to fit."""
    from scipy.sparse import coo_array, csr_array, vstack

    possible = _possible(instance)
    stands_for = _merged(instance, possible)
    nodes = np.flatnonzero(possible & (stands_for == np.arange(len(stands_for))))
    number = np.full(len(instance.keys), -1, np.intp)
    number[nodes] = np.arange(len(nodes))
    bounded = tuple(row for row, limit in enumerate(instance.limits) if limit >= 0)
    left = np.array([instance.limits[row] for row in bounded]) - instance.used(instance.inside)[list(bounded)]
    costs = np.zeros((len(bounded), len(nodes)), np.int64)
    merged = np.flatnonzero(possible)
    for row, of in enumerate(bounded):
        np.add.at(costs[row], number[stands_for[merged]], instance.costs[of, merged])
    arcs = _arcs(instance, possible, stands_for)
    tail, head = number[arcs[:, 0]], number[arcs[:, 1]]
    rows, ones = np.arange(len(arcs)), np.ones(len(arcs))
    links = coo_array(
        (np.concatenate([ones, -ones]), (np.concatenate([rows, rows]), np.concatenate([tail, head]))),
        shape=(len(arcs), len(nodes)),
    )
    unit = float(max(instance.values[nodes], default=1)) or 1.0
    return Program(
        nodes=nodes,
        values=instance.values[nodes] / unit,
        matrix=csr_array(vstack([csr_array(costs / instance.cost_scale), links])),
        limits=np.concatenate([left / instance.cost_scale, np.zeros(len(arcs))]),
        bounded=bounded,
        unit=unit,
    )


def _possible(instance: Instance) -> Mask:
    possible = np.zeros(len(instance.keys), bool)
    used = instance.used(instance.inside)
    for node in np.flatnonzero((instance.values > 0) & ~instance.outside & ~instance.inside).tolist():
        missing = instance.missing(node, instance.inside)
        if instance.fits(used + instance.costs[:, missing].sum(axis=1)):
            possible[missing] = True
    return possible


def _merged(instance: Instance, possible: Mask) -> NDArray[np.intp]:
    """Say which node stands for each: itself, or for one without value, the only one that needs it."""
    stands_for = np.arange(len(instance.keys))
    needed_by: dict[int, set[int]] = {}
    alike: dict[frozenset[int], int] = {}
    for node in _dependants_first(instance, possible):
        wanting = needed_by.pop(node, set())
        if instance.values[node] == 0:
            stands_for[node] = next(iter(wanting)) if len(wanting) == 1 else alike.setdefault(frozenset(wanting), node)
        for need in instance.needs[node]:
            needed_by.setdefault(need, set()).add(int(stands_for[node]))
    return stands_for


def _dependants_first(instance: Instance, possible: Mask) -> list[int]:
    """Order the possible nodes so that each comes before all that it needs."""
    waiting_for = np.zeros(len(instance.keys), np.intp)
    chosen = set(np.flatnonzero(possible).tolist())
    for node in chosen:
        for need in instance.needs[node]:
            waiting_for[need] += 1
    order = sorted(node for node in chosen if not waiting_for[node])
    for node in order:  # grows as it is read
        for need in instance.needs[node]:
            waiting_for[need] -= 1
            if not waiting_for[need] and need in chosen:
                order.append(need)
    return order


def _arcs(instance: Instance, possible: Mask, stands_for: NDArray[np.intp]) -> NDArray[np.intp]:
    kept = possible[instance.tail] & possible[instance.head]  # what is forced in asks for nothing more
    arcs = np.stack([stands_for[instance.tail[kept]], stands_for[instance.head[kept]]], axis=1)
    return np.unique(arcs[arcs[:, 0] != arcs[:, 1]], axis=0)
