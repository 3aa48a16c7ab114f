"""A plan under way: where each node stands, and what each team has left by the end of each iteration."""

from collections.abc import Sequence
from typing import Final

from gouvernail.method.sequencing.instance import Instance


class Schedule:
    """A plan that respects everything, kept so while nodes move; plain lists, since moves are small and many.

    Unless a plan is given, it begins with each node at its latest: the plan that asks for the fewest days at every
    moment. So where this one fits, whatever has a last iteration keeps it for good.
    """

    def __init__(self, instance: Instance, finish: Sequence[int] | None = None) -> None:
        self.finish: list[int] = instance.latest.tolist() if finish is None else list(finish)
        self.left: list[list[int]] = instance.limits.tolist()
        self.takes: Final = [
            tuple((team, cost) for team, cost in enumerate(row) if cost) for row in instance.costs.tolist()
        ]
        self._needs: Final = instance.needs
        self._opens: Final = instance.opens
        self._latest: Final[list[int]] = instance.latest.tolist()
        self._fixed: Final[list[bool]] = (instance.fixed >= 0).tolist()
        for node, at in enumerate(self.finish):
            for team, cost in self.takes[node]:
                for each in range(at, instance.iterations):
                    self.left[team][each] -= cost

    def earliest(self, node: int) -> int:
        """Give the first iteration that its prerequisites leave to a node; its own where it does not move."""
        finish = self.finish
        return finish[node] if self._fixed[node] else max([finish[need] for need in self._needs[node]], default=0)

    def last_for(self, node: int) -> int:
        """Give the last iteration that its dependants and what was asked leave to a node."""
        if self._fixed[node]:
            return self.finish[node]
        return min([self.finish[other] for other in self._opens[node]], default=self._latest[node])

    def room_from(self, node: int, first: int) -> int:
        """Give the first iteration, from `first` on, to which a node may be moved forward while nothing else moves."""
        at = self.finish[node]
        for team, cost in self.takes[node]:
            left, iteration = self.left[team], self.finish[node]
            while iteration > first and left[iteration - 1] >= cost:
                iteration -= 1
            first = max(first, iteration)
        return min(first, at)

    def move(self, node: int, iteration: int) -> None:
        """Move a node where there is room, or back."""
        at = self.finish[node]
        for team, cost in self.takes[node]:
            left = self.left[team]
            for each in range(iteration, at):
                left[each] -= cost
            for each in range(at, iteration):
                left[each] += cost
        self.finish[node] = iteration

    def short(self, node: int, iteration: int) -> list[int]:
        """List the teams without room to move a node to an earlier iteration."""
        at = self.finish[node]
        return [team for team, cost in self.takes[node] if min(self.left[team][iteration:at], default=cost) < cost]
