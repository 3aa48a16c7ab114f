"""Taking away from a selection that does not fit, the least value per day first, until it does."""

from typing import Final

import numpy as np

from gouvernail.method.selection.blocks import Nodes
from gouvernail.method.selection.instance import Instance, Mask

_SHARE: Final = 0.2
"""Of what is in excess, taken away before every loss is reckoned again: what is shared becomes one's own [choice]."""


def thinned(instance: Instance, chosen: Mask, nodes: Nodes) -> Mask:
    """Take nodes away from a selection until it fits, each with all that needs it and all that only it needed.

    Parameters
    ----------
    nodes
        Those that may be taken away; all are chosen, and no other chosen node needs one of them.
    """
    result = chosen.copy()
    group = _Group(instance, nodes.tolist())
    while group.held and (excess := _excess(instance, result)) > 0:
        losses = sorted(group.losses(), key=lambda each: (each[0], -each[1]))
        freed = 0
        for _, node in losses:
            if node not in group.held:
                continue
            gone = group.going(node)
            group.held -= gone
            result[list(gone)] = False
            freed += int(instance.costs[0, list(gone)].sum())
            if freed > _SHARE * excess or _excess(instance, result) <= 0:
                break
    return result


def _excess(instance: Instance, chosen: Mask) -> int:
    """Give the largest excess over a limit, in units of cost; 0 or less when all fit."""
    used = instance.used(chosen).tolist()
    return max((amount - limit for amount, limit in zip(used, instance.limits, strict=True) if limit >= 0), default=0)


class _Group:
    """The nodes that may go, `held` those that are still there."""

    def __init__(self, instance: Instance, nodes: list[int]) -> None:
        self._instance = instance
        self._values = instance.values.tolist()
        self._costs = instance.costs[0].tolist()
        self.held = set(nodes)
        self._opens: dict[int, list[int]] = {node: [] for node in nodes}
        for node in nodes:
            for need in instance.needs[node]:
                if need in self.held:
                    self._opens[need].append(node)

    def losses(self) -> list[tuple[float, int]]:
        """Give, for each node with value, what is lost a day that is freed when it goes."""
        return [(self._loss(node), node) for node in sorted(self.held) if self._values[node]]

    def going(self, node: int) -> set[int]:
        """Find all that goes with a node: what needs it, then what nothing held needs any more and has no value."""
        gone, waiting = {node}, [node]
        while waiting:
            for other in self._opens[waiting.pop()]:
                if other in self.held and other not in gone:
                    gone.add(other)
                    waiting.append(other)
        waiting = list(gone)
        while waiting:
            for need in self._instance.needs[waiting.pop()]:
                if need in self.held and need not in gone and self._is_left(need, gone):
                    gone.add(need)
                    waiting.append(need)
        return gone

    def _is_left(self, node: int, gone: set[int]) -> bool:
        return not self._values[node] and all(other in gone or other not in self.held for other in self._opens[node])

    def _loss(self, node: int) -> float:
        gone = self.going(node)
        freed = sum(self._costs[each] for each in gone)
        return sum(self._values[each] for each in gone) / freed if freed else np.inf
