"""A selection in whole numbers: what the cuts, the search and the proofs are computed on."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.selection.portfolio import Capacity, Portfolio
from gouvernail.method.selection.validation import (
    check_capacity,
    check_forced,
    check_portfolio,
    refuse_both_ways,
    refuse_too_large,
)

Mask = NDArray[np.bool_]
_FINEST_DAY: Final = 1000
"""Efforts are counted to the thousandth of a day, rounded up: half a minute [choice]."""
_FINEST_VALUE: Final = 10**6
_ROOM: Final = 2**58
"""`total cost x total value` stays below: the weights of a cut are differences of two such products, in 64 bits."""
_MOST_VALUE: Final = 2**40
_ALMOST: Final = 1e-6


@dataclass(frozen=True)
class Instance:
    """Items and benefits as nodes, in the order of their keys: the answer does not depend on the order of a file.

    Attributes
    ----------
    amounts
        Values as they were given, shape (nodes,).
    values
        The same in whole units of `1 / value_scale`, shape (nodes,).
    costs
        Whole units of `1 / cost_scale` days, shape (rows, nodes); row 0 is the total, the others are teams.
    limits
        Of each row, -1 where it is not bounded.
    tail, head
        Arcs: `tail` needs `head`.
    inside, outside
        Nodes forced in with all that they need, and forced out with all that needs them.
    value_slack
        Units by which the rounding of values may have lowered a sum.
    """

    keys: tuple[str, ...]
    rows: tuple[str, ...]
    amounts: tuple[float, ...]
    values: NDArray[np.int64]
    costs: NDArray[np.int64]
    limits: tuple[int, ...]
    tail: NDArray[np.intp]
    head: NDArray[np.intp]
    needs: tuple[tuple[int, ...], ...]
    inside: Mask
    outside: Mask
    value_scale: float
    value_slack: float
    cost_scale: int

    def worth(self, mask: Mask) -> int:
        """Sum values, in units."""
        return int(self.values[mask].sum())

    def amount(self, mask: Mask) -> float:
        """Sum values as they were given."""
        return math.fsum(self.amounts[node] for node in np.flatnonzero(mask).tolist())

    def used(self, mask: Mask) -> NDArray[np.int64]:
        """Sum costs row by row, in units."""
        used: NDArray[np.int64] = self.costs[:, mask].sum(axis=1)
        return used

    def fits(self, used: NDArray[np.int64]) -> bool:
        """Say whether costs, row by row, are within the limits."""
        return all(limit < 0 or amount <= limit for amount, limit in zip(used.tolist(), self.limits, strict=True))

    def missing(self, node: int, chosen: Mask) -> list[int]:
        """List a node and all that it needs and is not chosen yet."""
        if chosen[node]:
            return []
        seen, waiting = {node}, [node]
        while waiting:
            for need in self.needs[waiting.pop()]:
                if need not in seen and not chosen[need]:
                    seen.add(need)
                    waiting.append(need)
        return sorted(seen)

    def closed(self, mask: Mask) -> Mask:
        """Add to a set all that it needs."""
        result = np.zeros_like(mask)
        for node in np.flatnonzero(mask).tolist():
            result[self.missing(node, result)] = True
        return result


def instance_of(
    portfolio: Portfolio, capacity: Capacity | None, *, include: Collection[str] = (), exclude: Collection[str] = ()
) -> Instance:
    """Turn what is asked into whole numbers; without a capacity, nothing is bounded.

    Raises
    ------
    InvalidSelection
        When what is asked contradicts itself.
    """
    check_portfolio(portfolio)
    if capacity is not None:
        check_capacity(capacity, portfolio)
    check_forced(portfolio, include, exclude)
    items = sorted(portfolio.items, key=lambda item: item.key)
    ordered = Portfolio(tuple(items), tuple(sorted(portfolio.benefits, key=lambda benefit: benefit.key)))
    nodes = ordered.nodes
    numbers = {node.key: number for number, node in enumerate(nodes)}
    needs = tuple(tuple(sorted({numbers[need] for need in node.needs})) for node in nodes)
    rows = ("", *sorted(capacity.by_team if capacity else ()))
    days = [[item.cost for item in items], *([item.costs.get(team, 0.0) for item in items] for team in rows[1:])]
    scale = _cost_scale(amount for row in days for amount in row)
    costs = np.zeros((len(rows), len(nodes)), np.int64)
    costs[:, : len(items)] = [[math.ceil(amount * scale - _ALMOST) for amount in row] for row in days]
    values, value_scale, slack = _whole_values([node.value for node in nodes], cost=max(1, int(costs[0].sum())))
    arcs = [(number, need) for number, all_needs in enumerate(needs) for need in all_needs]
    tail, head = np.array(arcs, np.intp).reshape(-1, 2).T
    instance = Instance(
        keys=tuple(node.key for node in nodes),
        rows=rows,
        amounts=tuple(node.value for node in nodes),
        values=values,
        costs=costs,
        limits=_limits(capacity, rows, scale),
        tail=tail,
        head=head,
        needs=needs,
        inside=_forced_in(needs, [numbers[key] for key in include]),
        outside=_forced_out(needs, [numbers[key] for key in exclude]),
        value_scale=value_scale,
        value_slack=slack,
        cost_scale=scale,
    )
    _check_possible(instance, sorted(numbers[key] for key in include), {numbers[key] for key in exclude})
    return instance


def _check_possible(instance: Instance, include: Sequence[int], exclude: Collection[int]) -> None:
    nothing = np.zeros(len(instance.keys), bool)
    refuse_both_ways(
        (instance.keys[asked], instance.keys[refused])
        for asked in include
        for refused in instance.missing(asked, nothing)
        if refused in exclude
    )
    for row, amount, limit in zip(instance.rows, instance.used(instance.inside), instance.limits, strict=True):
        if 0 <= limit < amount:
            refuse_too_large(row, needed=amount / instance.cost_scale, available=limit / instance.cost_scale)


def _forced_in(needs: Sequence[Sequence[int]], seeds: Iterable[int]) -> Mask:
    return _reached(needs, seeds)


def _forced_out(needs: Sequence[Sequence[int]], seeds: Iterable[int]) -> Mask:
    opens: list[list[int]] = [[] for _ in needs]
    for node, all_needs in enumerate(needs):
        for need in all_needs:
            opens[need].append(node)
    return _reached(opens, seeds)


def _reached(links: Sequence[Sequence[int]], seeds: Iterable[int]) -> Mask:
    mask = np.zeros(len(links), bool)
    waiting = list(seeds)
    while waiting:
        node = waiting.pop()
        if not mask[node]:
            mask[node] = True
            waiting.extend(links[node])
    return mask


def _limits(capacity: Capacity | None, rows: Sequence[str], scale: int) -> tuple[int, ...]:
    if capacity is None:
        return (-1,)
    limits = [capacity.total, *(capacity.by_team[team] for team in rows[1:])]
    return tuple(-1 if limit is None else math.floor(limit * scale + _ALMOST) for limit in limits)


def _cost_scale(amounts: Iterable[float]) -> int:
    fractions = [amount for amount in amounts if amount != int(amount)]
    for scale in (1, 10, 100):
        if all(_is_whole(amount * scale) for amount in fractions):
            return scale
    return _FINEST_DAY


def _whole_values(amounts: Sequence[float], *, cost: int) -> tuple[NDArray[np.int64], float, float]:
    """Give values in whole units, units in 1, and by how many units their rounding may lower a sum."""
    most = min(_MOST_VALUE, _ROOM // cost)
    total = math.fsum(amounts)
    scale = 1
    while scale <= _FINEST_VALUE and total * scale <= most:
        if all(_is_whole(amount * scale) for amount in amounts):
            return np.array([round(amount * scale) for amount in amounts], np.int64), float(scale), 0.0
        scale *= 10
    finest = most / total / 2
    whole = np.array([round(amount * finest) for amount in amounts], np.int64)
    return whole, finest, np.count_nonzero(whole) / 2


def _is_whole(amount: float) -> bool:
    return abs(amount - round(amount)) <= _ALMOST * min(1.0, amount)
