"""Nested blocks, each the best return of what is left: the frontier in whole numbers."""

from dataclasses import dataclass

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
    nested, so each cut looks only at the nodes between them.

    Returns
    -------
    Blocks of the nodes that are neither forced nor useless, in the order in which they come in. The first one is
    free (cost 0) where something of value costs nothing.
    """
    rest = _useful(instance)
    free = _free_of_charge(instance, rest)
    blocks = [_block(instance, free)] if len(free) else []
    paid = np.setdiff1d(rest, free, assume_unique=True)
    waiting = [paid] if len(paid) else []
    while waiting:
        nodes = waiting.pop()
        first = _best_part(instance, nodes)
        if first.any():
            waiting += [nodes[~first], nodes[first]]
        else:
            blocks.append(_block(instance, nodes))
    return blocks


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
