"""The exact answer for three filters and known scores, by geometry: what the sampling is held against.

The weights for which an item is first are a convex polygon of the triangle of all weights: the part of it on the right
side of one line for each other item. Its share of the area is the chance of being first; its centre is the central
weight.
"""

import numpy as np
from numpy.typing import NDArray

Point = NDArray[np.float64]


def first_cells(scores: NDArray[np.float64]) -> list[tuple[float, Point | None]]:
    """Give the chance of each item to be first under uniform weights, and its central weights."""
    cells = []
    for place, own in enumerate(scores):
        cell = list(np.eye(3))
        for other in np.delete(scores, place, axis=0):
            cell = _cut(cell, own - other)
        cells.append(_measure(cell))
    return cells


def _cut(cell: list[Point], lead: Point) -> list[Point]:
    """Keep the part where the item leads (Sutherland and Hodgman)."""
    kept = []
    for here, there in zip(cell, cell[1:] + cell[:1], strict=True):
        now, then = lead @ here, lead @ there
        if now >= 0:
            kept.append(here)
        if (now >= 0) != (then >= 0):
            kept.append(here + now / (now - then) * (there - here))
    return kept


def _measure(cell: list[Point]) -> tuple[float, Point | None]:
    """Give the share of the triangle, and the centre (shoelace formulas on the first two weights)."""
    if len(cell) < 3:
        return 0.0, None
    x, y = np.array(cell)[:, :2].T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    area = cross.sum() / 2
    if abs(area) < 1e-15:
        return 0.0, None
    centre = [float(((axis + np.roll(axis, -1)) * cross).sum() / (6 * area)) for axis in (x, y)]
    return abs(area) * 2, np.array([*centre, 1 - sum(centre)])
