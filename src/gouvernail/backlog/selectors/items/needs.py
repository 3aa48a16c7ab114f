"""What must come before what."""

from collections import defaultdict, deque

from gouvernail.backlog.models import Item, Prerequisite


def way_between(start: Item, goal: Item) -> list[Item]:
    """Give the shortest way from an item to another one, from need to need, both included; nothing where there is none.

    Removed items count: they may come back. Two queries, whatever the size of the backlog.
    """
    needs: dict[int, list[int]] = defaultdict(list)
    for item, needed in Prerequisite.objects.order_by("pk").values_list("item_id", "needs_id"):
        needs[item].append(needed)
    keys = shortest_way(needs, start.pk, goal.pk)
    rows = Item.objects.in_bulk(keys)
    return [rows[key] for key in keys]


def shortest_way(needs: dict[int, list[int]], start: int, goal: int) -> list[int]:
    """Give the shortest way in a graph, both ends included; nothing where there is none."""
    came_from: dict[int, int | None] = {start: None}
    waiting = deque([start])
    while waiting and goal not in came_from:
        here = waiting.popleft()
        for there in needs.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    if goal not in came_from:
        return []
    way: list[int] = []
    step: int | None = goal
    while step is not None:
        way.append(step)
        step = came_from[step]
    return way[::-1]
