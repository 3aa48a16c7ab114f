"""Value by complexity: where each item is drawn, so that no number hides another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, hypot
from statistics import median

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.ranking.words import standing_of

MOST = 30
LEFT, RIGHT, TOP, FLOOR = 40.0, 350.0, 30.0, 330.0
_HIGHEST = 5.0
_LEAST, _ROOM = 2, 0.2  # levels
_GAP = 1.5  # between two circles
_ROUNDS = 80
_MOVED = 3.0  # from which a line leads to the true place


@dataclass(frozen=True)
class Point:
    """One item: its circle, its number, and the spread of its evaluators; places are written as SVG does."""

    item: Item
    rank: int
    x: str
    y: str
    radius: str
    opacity: str
    label_y: str
    true_x: str
    true_y: str
    low_x: str
    high_x: str
    low_y: str
    high_y: str
    is_moved: bool
    quadrant: str


@dataclass(frozen=True)
class Matrix:
    """Items by value and complexity, with the medians that part them; places are written as SVG does."""

    points: tuple[Point, ...]
    value: float
    complexity: float
    split_x: str
    split_y: str
    width: str  # of the quarter of what is quick and useful
    height: str
    across: tuple[tuple[int, str], ...]  # the levels of complexity that are written below, and where
    up: tuple[tuple[int, str], ...]

    def __bool__(self) -> bool:
        """Tell whether there is something to draw."""
        return bool(self.points)


def matrix_of(items: Iterable[Item]) -> Matrix:
    """Place the first items that are ranked; circles that would cover each other are moved apart, with a line.

    [choice] Quarters are parted at the medians of what is drawn. Levels double, so that the middle of the scale is far
    above the middle of a backlog: at 2.5 nearly all would be small gestures, and a quarter would tell nothing apart.
    """
    ranked = [(one, standing) for one in items if (standing := standing_of(one)) is not None][:MOST]
    across, up = (
        _top(levels)
        for levels in ([one.complexity or 0 for _item, one in ranked], [one.value or 0 for _item, one in ranked])
    )
    centres = [(_x(one.complexity, across), _y(one.value, up)) for _item, one in ranked]
    radii = [6.0 + 2.4 * (one.urgency or 0) for _item, one in ranked]
    placed = _apart(centres, radii)
    value, complexity = (
        median(levels) if levels else _HIGHEST / 2
        for levels in ([one.value or 0 for _item, one in ranked], [one.complexity or 0 for _item, one in ranked])
    )
    points = tuple(
        Point(
            item=item,
            rank=one.rank,
            x=_at(x),
            y=_at(y),
            radius=_at(radius),
            opacity=f"{0.12 + 0.08 * (one.urgency or 0):.2f}",
            label_y=_at(y + 4),
            true_x=_at(true_x),
            true_y=_at(true_y),
            low_x=_at(_x(one.complexity_low, across)),
            high_x=_at(_x(one.complexity_high, across)),
            low_y=_at(_y(one.value_low, up)),
            high_y=_at(_y(one.value_high, up)),
            is_moved=hypot(x - true_x, y - true_y) > _MOVED,
            quadrant=_quadrant(one.value or 0, one.complexity or 0, value, complexity),
        )
        for (item, one), (true_x, true_y), (x, y), radius in zip(ranked, centres, placed, radii, strict=True)
    )
    return Matrix(
        points=points,
        value=value,
        complexity=complexity,
        split_x=_at(_x(complexity, across)),
        split_y=_at(_y(value, up)),
        width=_at(_x(complexity, across) - LEFT),
        height=_at(_y(value, up) - TOP),
        across=tuple((level, _at(_x(level, across))) for level in range(across + 1)),
        up=tuple((level, _at(_y(level, up))) for level in range(up + 1)),
    )


def _apart(centres: list[tuple[float, float]], radii: list[float]) -> list[tuple[float, float]]:
    """Push circles apart, each pair by halves, and keep them inside; always the same for the same circles."""
    places = [list(centre) for centre in centres]
    for _round in range(_ROUNDS):
        is_still = True
        for one in range(len(places)):
            for two in range(one + 1, len(places)):
                is_still &= not _push(places[one], places[two], radii[one] + radii[two] + _GAP, one + two)
        for place, radius in zip(places, radii, strict=True):
            place[0] = min(max(place[0], LEFT + radius), RIGHT + radius)
            place[1] = min(max(place[1], TOP - radius / 2), FLOOR - radius)
        if is_still:
            break
    return [(x, y) for x, y in places]


def _push(one: list[float], two: list[float], wanted: float, turn: int) -> bool:
    across, down = two[0] - one[0], two[1] - one[1]
    apart = hypot(across, down)
    if apart >= wanted:
        return False
    if apart == 0:  # at the very same place: one to the right or below, by turns
        across, down, apart = float(turn % 2), float(1 - turn % 2), 1.0
        step = wanted / 2
    else:
        step = (wanted - apart) / 2
    for place, sign in ((one, -1), (two, 1)):
        place[0] += sign * step * across / apart
        place[1] += sign * step * down / apart
    return True


def _quadrant(value: float, complexity: float, worth: float, heavy: float) -> str:
    """Name the quarter of an item; one that lies on a line is worth it, and light."""
    if value >= worth:
        return "quick" if complexity <= heavy else "bets"
    return "small" if complexity <= heavy else "refuse"


def _top(levels: Sequence[float]) -> int:
    """Give the last level that is drawn: there is no use in a half of the figure where nothing is."""
    return min(int(_HIGHEST), max(_LEAST, ceil(max(levels, default=_HIGHEST) + _ROOM)))


def _x(level: float | None, top: int) -> float:
    return LEFT + min(level or 0, top) / top * (RIGHT - LEFT)


def _y(level: float | None, top: int) -> float:
    return FLOOR - min(level or 0, top) / top * (FLOOR - TOP)


def _at(value: float) -> str:
    return f"{value:.1f}"
