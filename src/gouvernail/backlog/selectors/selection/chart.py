"""The most value for every capacity, drawn: the frontier, the capacity, and what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from gouvernail.backlog.selectors.selection.words import days_said

WIDE, HIGH = 480.0, 260.0
LEFT, RIGHT, ABOVE, BELOW = 40.0, 14.0, 14.0, 38.0
_ALL: Final = 100.0
_MARKS: Final = 60  # beyond, points would be a thick line


@dataclass(frozen=True, kw_only=True)
class Tick:
    """One line of the grid: where, and its name."""

    at: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Places as SVG writes them; `rows` are the same figures, days and share of the value in hundredths."""

    path: str
    marks: tuple[tuple[str, str], ...]
    capacity: str
    chosen: tuple[str, str]
    days: tuple[Tick, ...]
    shares: tuple[Tick, ...]
    rows: tuple[tuple[float, float], ...]


def chart_of(
    points: Sequence[Sequence[float]], *, total: float, capacity: float, chosen: tuple[float, float]
) -> Chart | None:
    """Place the points (days, value) of a frontier; nothing where there is no value to draw.

    Parameters
    ----------
    total
        Value of everything: the top of the chart.
    chosen
        Days and value of the answer.
    """
    if not points or total <= 0:
        return None
    rows = tuple((cost, _ALL * value / total) for cost, value in points)
    step = _step(max(rows[-1][0], capacity, chosen[0], 1.0))
    most = step * ceil(max(rows[-1][0], capacity, chosen[0], 1.0) / step)
    places = [(_x(cost, most), _y(part)) for cost, part in rows]
    return Chart(
        path="M" + "L".join(f"{x} {y}" for x, y in places),
        marks=tuple(places) if len(places) <= _MARKS else (),
        capacity=_x(capacity, most),
        chosen=(_x(chosen[0], most), _y(_ALL * chosen[1] / total)),
        days=tuple(Tick(at=_x(step * one, most), name=days_said(step * one)) for one in range(round(most / step) + 1)),
        shares=tuple(Tick(at=_y(one), name=str(one)) for one in (0, 25, 50, 75, 100)),
        rows=rows,
    )


def _step(most: float) -> float:
    """Give a round step: 1, 2 or 5 times a power of ten, at most six of them."""
    rough = most / 5
    power = 10.0 ** floor(log10(rough))
    return next(power * times for times in (1, 2, 5, 10) if power * times >= rough)


def _x(days: float, most: float) -> str:
    return f"{LEFT + days / most * (WIDE - LEFT - RIGHT):.1f}"


def _y(share: float) -> str:
    return f"{HIGH - BELOW - share / _ALL * (HIGH - ABOVE - BELOW):.1f}"
