"""Items better than others on every filter: a sanity view of a ranking, whatever the weights."""

from bisect import bisect_left
from math import inf, nextafter
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.scoring.points import FILTERS


class Inversion(NamedTuple):
    """An item placed above one that is at least as good on every filter and better on one."""

    above: int
    dominator: int


def pareto_layers(levels: ArrayLike) -> NDArray[np.int64]:
    """Give the Pareto layer of each item: 1 for those that nothing dominates, 2 once these are removed, and so on.

    Sort and sweep: items come by decreasing value, each is put by bisection in the first layer that does not dominate
    it, and a layer remembers only its staircase of urgency and complexity (O(n log^2 n) with three filters).

    Parameters
    ----------
    levels
        Value, urgency (more is better) and complexity (less is better), shape (items, 3).
    """
    better, same = np.unique(_better(levels), axis=0, return_inverse=True)
    layers: list[_Staircase] = []
    found = np.zeros(len(better), np.int64)
    # From the last of the sorted rows: the greatest value first, and at equal value what may dominate the others.
    for row in range(len(better) - 1, -1, -1):
        urgency, ease = float(better[row, 1]), float(better[row, 2])
        place = _first_free(layers, urgency, ease)
        if place == len(layers):
            layers.append(_Staircase())
        layers[place].add(urgency, ease, row)
        found[row] = place + 1
    return found[same.ravel()]


def inversions(levels: ArrayLike, order: ArrayLike) -> tuple[Inversion, ...]:
    """Give each item that is placed above one that dominates it: an error of data or of governance.

    Parameters
    ----------
    levels
        As for `pareto_layers`.
    order
        All the items, the first placed first.

    Returns
    -------
    One line an item at fault with one dominator below it, in the order of the ranking (O(n log^2 n)).
    """
    better, sequence = _better(levels), np.asarray(order, np.int64).ravel()
    if not np.array_equal(np.sort(sequence), np.arange(len(better))):
        raise InvalidScores("shape", field="order", found=sequence.size, expected=f"each of {len(better)} items once")
    ranks = np.unique(-better[:, 0], return_inverse=True)[1].ravel()  # 0 for the greatest value
    below = _ByValue(len(better))
    found = []
    for item in (int(one) for one in sequence[::-1]):
        rank, urgency, ease = int(ranks[item]), float(better[item, 1]), float(better[item, 2])
        dominator = below.dominator(rank, urgency, ease)
        if dominator is not None:
            found.append(Inversion(item, dominator))
        below.add(rank, urgency, ease, item)
    return tuple(reversed(found))


def _first_free(layers: "list[_Staircase]", urgency: float, ease: float) -> int:
    """Give the first layer that does not dominate an item; those before it all do."""
    return bisect_left(layers, 1, key=lambda layer: layer.above(urgency, ease) is None)


def _better(levels: ArrayLike) -> NDArray[np.float64]:
    """Turn complexity over, so that more is better in the three columns."""
    table = np.asarray(levels, np.float64).reshape(-1, FILTERS) if np.size(levels) else np.zeros((0, FILTERS))
    if not np.isfinite(table).all():
        raise InvalidScores("level_outside", field="levels", found="no number", expected="three levels an item")
    return np.asarray(table * np.array([1.0, 1.0, -1.0]))


class _Staircase:
    """The points (x, y) that no other dominates: x grows, y falls, so that one bisection asks."""

    def __init__(self) -> None:
        self.x: list[float] = []
        self.y: list[float] = []
        self.items: list[int] = []

    def above(self, x: float, y: float) -> int | None:
        """Give an item at least as good on both, if there is one."""
        place = bisect_left(self.x, x)
        return self.items[place] if place < len(self.x) and self.y[place] >= y else None

    def add(self, x: float, y: float, item: int) -> None:
        """Keep a point unless it is dominated, and forget those that it dominates."""
        if self.above(x, y) is not None:
            return
        end = start = bisect_left(self.x, x)
        if end < len(self.x) and self.x[end] == x:
            end += 1
        while start and self.y[start - 1] <= y:
            start -= 1
        self.x[start:end], self.y[start:end], self.items[start:end] = [x], [y], [item]


class _ByValue:
    """Staircases of every run of values (a Fenwick tree), to ask among the items of at least some value."""

    def __init__(self, values: int) -> None:
        self.runs = [_Staircase() for _ in range(values + 1)]

    def dominator(self, rank: int, urgency: float, ease: float) -> int | None:
        """Give an item at least as good on the three, and better on one of them."""
        if self._above(rank, urgency, ease) is None:
            return None
        # What is at least as good may be its equal: better on one of the three is asked one by one.
        found = self._above(rank - 1, urgency, ease)
        if found is None:
            found = self._above(rank, nextafter(urgency, inf), ease)
        return self._above(rank, urgency, nextafter(ease, inf)) if found is None else found

    def add(self, rank: int, urgency: float, ease: float, item: int) -> None:
        """Keep an item; rank 0 has the greatest value."""
        run = rank + 1
        while run < len(self.runs):
            self.runs[run].add(urgency, ease, item)
            run += run & -run

    def _above(self, rank: int, urgency: float, ease: float) -> int | None:
        run = rank + 1
        while run > 0:
            found = self.runs[run].above(urgency, ease)
            if found is not None:
                return found
            run -= run & -run
        return None
