"""The plan as a linear programme: what the relaxation and the exact search both read."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gouvernail.method.sequencing.instance import Floats, Instance


@dataclass(frozen=True)
class Program:
    """Minimise `base + gains @ y`, where `matrix @ y <= limits` and `low <= y <= high`.

    `y[node, iteration] = 1` when the node is finished by the end of the iteration (method.md section 4.2). Rows of the
    matrix: each is finished by an iteration only if by the next one too; dependants only with what they need; then
    each team and iteration, in the order of `Instance.limits`, from row `capacities` on.
    """

    base: float
    gains: Floats
    matrix: Any
    limits: Floats
    low: Floats
    high: Floats
    capacities: int


def program_of(instance: Instance) -> Program:
    """Write the programme."""
    from scipy.sparse import coo_array

    nodes, iterations = len(instance.keys), instance.iterations
    number = np.arange(nodes * iterations).reshape(nodes, iterations)
    links = [
        (number[:, :-1].ravel(), number[:, 1:].ravel()),
        (number[instance.after].ravel(), number[instance.before].ravel()),
    ]
    smaller, larger = (np.concatenate(each) for each in zip(*links, strict=True))
    count = len(smaller)
    rows, columns, amounts = [np.tile(np.arange(count), 2)], [smaller, larger], [np.repeat([1.0, -1.0], count)]
    for team, costs in enumerate(instance.costs.T):
        taking = np.flatnonzero(costs)
        first = count + team * iterations
        rows.append(np.tile(np.arange(first, first + iterations), len(taking)))
        columns.append(number[taking].ravel())
        amounts.append(np.repeat(costs[taking] / instance.cost_scale, iterations))
    shape = (count + instance.limits.size, number.size)
    content = (np.concatenate(amounts), (np.concatenate(rows), np.concatenate(columns)))
    low, high = _bounds(instance)
    return Program(
        base=float(instance.losses[:, -1].sum()),
        gains=-np.diff(instance.losses, axis=1).ravel(),
        matrix=coo_array(content, shape=shape).tocsr(),
        limits=np.concatenate([np.zeros(count), instance.limits.ravel() / instance.cost_scale]),
        low=low,
        high=high,
        capacities=count,
    )


def _bounds(instance: Instance) -> tuple[Floats, Floats]:
    """Hold what does not move where it is, and ask for what has a last iteration."""
    iterations = np.arange(instance.iterations)[None, :]
    low = (iterations >= instance.latest[:, None]).astype(np.float64)
    high = (iterations >= instance.fixed[:, None]).astype(np.float64)
    return low.ravel(), high.ravel()
