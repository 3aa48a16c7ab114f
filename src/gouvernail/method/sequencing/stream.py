"""One stream of work, prerequisites and no date: Sidney's blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouvernail.method.selection.frontier import frontier
from gouvernail.method.selection.portfolio import Item as Candidate
from gouvernail.method.selection.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Block:
    """Items that come together: no part of what is left saves more per day.

    Attributes
    ----------
    keys
        In the order of building.
    cost_of_delay
        What all of them lose in one unit of time.
    days
        What all of them take.
    """

    keys: tuple[str, ...]
    cost_of_delay: float
    days: float


def blocks(candidates: Sequence[Candidate]) -> tuple[Block, ...]:
    """Order items in one stream so that the sum of `cost of delay x completion time` is small (Sidney 1975).

    Successive closed sets of the largest ratio of cost of delay (the item's `value`) to days (its `cost`): any order
    that respects them loses at most twice the least (Chekuri and Motwani 1999). Inside a block, the best ratio that
    its prerequisites allow. The blocks are those of the frontier of a selection.

    Raises
    ------
    InvalidSelection
        When the items contradict each other: a cycle, an unknown prerequisite...
    OptimizerMissing
        When OR-Tools is not installed.
    """
    of_key = {item.key: item for item in candidates}
    sets = [point.entered for point in frontier(Portfolio(tuple(candidates))).points]
    entered = {key for keys in sets for key in keys}
    useless = tuple(sorted(set(of_key) - entered))  # no value, and open nothing that has any
    return tuple(_block(keys, of_key) for keys in (*sets, useless) if keys)


def _block(keys: Sequence[str], of_key: Mapping[str, Candidate]) -> Block:
    left, order = set(keys), list[str]()
    while left:
        ready = [key for key in left if not left & set(of_key[key].needs)]
        order.append(min(ready, key=lambda key: (-_ratio(of_key[key]), key)))
        left.remove(order[-1])
    return Block(tuple(order), sum(of_key[key].value for key in keys), sum(of_key[key].cost for key in keys))


def _ratio(item: Candidate) -> float:
    return item.value / item.cost if item.cost else float("inf")
