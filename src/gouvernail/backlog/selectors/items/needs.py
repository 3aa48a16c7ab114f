"""What must come before what."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from gouvernail.backlog.models import Item, Prerequisite

Node = TypeVar("Node", bound=Hashable)


def needs_there() -> list[tuple[int, int]]:
    """List every need of the workspace: an item, then what it needs; those of removed items too."""
    return list(Prerequisite.objects.order_by("pk").values_list("item_id", "needs_id"))


def way_between(start: Item, goal: Item) -> list[Item]:
    """Give the shortest way from an item to another one, from need to need, both included; nothing where there is none.

    Removed items count: they may come back. Two queries, whatever the size of the backlog.
    """
    needs: dict[int, list[int]] = defaultdict(list)
    for item, needed in needs_there():
        needs[item].append(needed)
    keys = shortest_way(needs, start.pk, goal.pk)
    rows = Item.objects.in_bulk(keys)
    return [rows[key] for key in keys]


def without_circles(
    there: Iterable[tuple[Node, Node]], wanted: Sequence[tuple[Node, Node]]
) -> tuple[list[tuple[Node, Node]], list[list[Node]]]:
    """Give the needs that close no circle with those there, and the circle that each of the others would close.

    What comes first in `wanted` wins. As costly as reading them once where nothing turns in a circle, whatever their
    number: only those on a way between two circles are tried one by one.
    """
    known = list(there)
    turning = _turning([*known, *wanted])
    needs: dict[Node, list[Node]] = defaultdict(list)
    for item, needed in known:
        if item in turning and needed in turning:
            needs[item].append(needed)
    kept: list[tuple[Node, Node]] = []
    circles: list[list[Node]] = []
    for item, needed in wanted:
        if item in turning and needed in turning:
            way = shortest_way(needs, needed, item)
            if way:
                circles.append([item, *way])
                continue
            needs[item].append(needed)
        kept.append((item, needed))
    return kept, circles


def _turning(pairs: Sequence[tuple[Node, Node]]) -> set[Node]:
    """Leave out, over and over, what needs nothing, then what nothing needs: the rest is on or between circles."""
    left = _peeled(pairs, {end for pair in pairs for end in pair})
    return _peeled([(needed, item) for item, needed in pairs], left)


def _peeled(pairs: Iterable[tuple[Node, Node]], left: set[Node]) -> set[Node]:
    there: dict[Node, set[Node]] = defaultdict(set)
    back: dict[Node, set[Node]] = defaultdict(set)
    for one, other in pairs:
        if one in left and other in left:
            there[one].add(other)
            back[other].add(one)
    kept = set(left)
    waiting = [one for one in left if not there[one]]
    while waiting:
        gone = waiting.pop()
        kept.discard(gone)
        for other in back[gone]:
            there[other].discard(gone)
            if not there[other]:
                waiting.append(other)
    return kept


def shortest_way(needs: Mapping[Node, list[Node]], start: Node, goal: Node) -> list[Node]:
    """Give the shortest way in a graph, both ends included; nothing where there is none."""
    came_from: dict[Node, Node | None] = {start: None}
    waiting = deque([start])
    while waiting and goal not in came_from:
        here = waiting.popleft()
        for there in needs.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    if goal not in came_from:
        return []
    way: list[Node] = []
    step: Node | None = goal
    while step is not None:
        way.append(step)
        step = came_from[step]
    return way[::-1]
