"""Nested blocks, each the best return of what is left: the frontier in whole numbers."""

from dataclasses import dataclass
from functools import cmp_to_key
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.selection.cut import Arcs, best_closed_set
from gouvernail.method.selection.instance import Instance

Nodes = NDArray[np.intp]


@dataclass(frozen=True)
class Block:
    """Nodes that come in together, once all the blocks before are in."""

    nodes: Nodes
    value: int
    cost: int


def blocks_of(instance: Instance) -> list[Block]:
    """Decompose what may be chosen into blocks of decreasing value per day.

    The recursion of Eisner and Severance (1976) on the closed sets of `value - price x cost`, over every price: a set
    of nodes between two supported solutions is cut at the price of its own average return. Where the best closed set
    is empty it is one block; otherwise the set and its complement are decomposed in turn. Solutions of two prices are
    nested, so each cut looks only at the nodes between them. A node that needs no other and opens none is cut from all
    at its own return: it is a block without any cut.

    Returns
    -------
    Blocks of the nodes that are neither forced nor useless, in the order in which they come in. The first one is
    free (cost 0) where something of value costs nothing.
    """
    rest = _useful(instance)
    free = _free_of_charge(instance, rest)
    paid = np.setdiff1d(rest, free, assume_unique=True)
    coupled = _coupled(instance, paid)
    found = [_block(instance, np.array([node])) for node in paid[~coupled].tolist()]
    waiting = [paid[coupled]] if coupled.any() else []
    while waiting:
        nodes = waiting.pop()
        first = _best_part(instance, nodes)
        if first.any():
            waiting += [nodes[~first], nodes[first]]
        else:
            found.append(_block(instance, nodes))
    return [*([_block(instance, free)] if len(free) else []), *_merged(found)]


def _coupled(instance: Instance, nodes: Nodes) -> NDArray[np.bool_]:
    """Mark those of some nodes that need one of them, or are needed by one: the others are blocks of their own."""
    tail, head = _arcs_within(instance, nodes)
    coupled = np.zeros(len(nodes), bool)
    coupled[tail] = coupled[head] = True
    return coupled


def _merged(blocks: list[Block]) -> list[Block]:
    """Order blocks by what they return a day, compared in whole numbers, and make one of those that return the same."""
    by_return = cmp_to_key(_less_first)
    groups = groupby(sorted(blocks, key=by_return), key=by_return)
    return [_joined(list(group)) for _, group in groups]


def _less_first(one: Block, other: Block) -> int:
    """Compare two blocks: below zero where the first returns more a day."""
    return other.value * one.cost - one.value * other.cost


def _joined(blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    nodes = np.sort(np.concatenate([block.nodes for block in blocks]))
    return Block(nodes, sum(block.value for block in blocks), sum(block.cost for block in blocks))


def _best_part(instance: Instance, nodes: Nodes) -> NDArray[np.bool_]:
    """Find the closed part that returns more than the whole does; empty where there is none."""
    value, cost = int(instance.values[nodes].sum()), int(instance.costs[0, nodes].sum())
    weights = cost * instance.values[nodes] - value * instance.costs[0, nodes]
    return best_closed_set(weights, _arcs_within(instance, nodes))


def _arcs_within(instance: Instance, nodes: Nodes) -> Arcs:
    number = np.full(len(instance.keys), -1, np.intp)
    number[nodes] = np.arange(len(nodes))
    tail, head = number[instance.tail], number[instance.head]
    kept = (tail >= 0) & (head >= 0)
    return tail[kept], head[kept]


def _useful(instance: Instance) -> Nodes:
    """List what has value or is needed by what has, and is not forced either way."""
    wanted = instance.closed((instance.values > 0) & ~instance.outside)
    return np.flatnonzero(wanted & ~instance.inside)


def _free_of_charge(instance: Instance, nodes: Nodes) -> Nodes:
    """List what has value and costs nothing with all that it needs."""
    paid, free = instance.costs[0] > 0, np.zeros(len(instance.keys), bool)
    for node in nodes[instance.values[nodes] > 0].tolist():
        missing = instance.missing(node, instance.inside)
        if not paid[missing].any():
            free[missing] = True
    return np.flatnonzero(free)


def _block(instance: Instance, nodes: Nodes) -> Block:
    return Block(nodes, int(instance.values[nodes].sum()), int(instance.costs[0, nodes].sum()))
