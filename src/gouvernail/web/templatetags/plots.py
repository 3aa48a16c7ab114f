"""Charts as SVG with the same figures as a table beneath: nobody depends on seeing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()
WIDE, HIGH = 480, 200
SMALLEST = 1e-5  # less is drawn as nothing: no figure of ours is that small
LEFT, RIGHT, ABOVE, BELOW = 36, 8, 10, 24
Points = Sequence[tuple[object, float]]


@dataclass(frozen=True)
class Place:
    """One figure and where it is drawn."""

    label: str
    value: float
    x: str
    y: str
    left: str
    width: str
    height: str
    named: bool


@dataclass(frozen=True)
class Step:
    """One line of the grid."""

    value: float
    y: str


@register.simple_tag
def columns(points: Points, *, title: str, column: str, unit: str, kind: str = "") -> SafeString:
    """Draw quantities side by side.

    Parameters
    ----------
    points
        (label, quantity of 0 or more), in order.
    title, column, unit
        Sentence above, head of the first column of the table, head of the second.
    kind
        `good`, `warn` or `bad` for the colour; the accent otherwise.
    """
    return _plot("web/plot_columns.html", points, title=title, column=column, unit=unit, kind=kind)


@register.simple_tag
def lines(points: Points, *, title: str, column: str, unit: str, kind: str = "") -> SafeString:
    """Draw how one quantity moves; parameters as for `columns`."""
    return _plot("web/plot_lines.html", points, title=title, column=column, unit=unit, kind=kind)


def _plot(name: str, points: Points, **words: str) -> SafeString:
    top, step = _scale(max((value for _, value in points), default=0))
    places = _placed(points, top)
    return render_to_string(
        name,
        {
            **words,
            "places": places,
            "path": "M" + "L".join(f"{place.x} {place.y}" for place in places) if places else "",
            "steps": [Step(value, _height_at(value, top)) for value in _range(top, step)],
            "wide": WIDE,
            "high": HIGH,
            "left": LEFT,
            "right_edge": WIDE - RIGHT,
            "floor": HIGH - BELOW,
            "name_line": HIGH - 6,
        },
    )


def _placed(points: Points, top: float) -> list[Place]:
    slot = (WIDE - LEFT - RIGHT) / max(len(points), 1)
    every = ceil(len(points) / 12)  # as many names as there is room for
    found = []
    for place, (label, value) in enumerate(points):
        middle, y = LEFT + slot * (place + 0.5), float(_height_at(value, top))
        width = min(slot * 0.64, 48)
        found.append(
            Place(
                label=str(label),
                value=value,
                x=f"{middle:.1f}",
                y=f"{y:.1f}",
                left=f"{middle - width / 2:.1f}",
                width=f"{width:.1f}",
                height=f"{HIGH - BELOW - y:.1f}",
                named=place % every == 0,
            )
        )
    return found


def _height_at(value: float, top: float) -> str:
    return f"{HIGH - BELOW - value / top * (HIGH - ABOVE - BELOW):.1f}"


def _scale(most: float) -> tuple[float, float]:
    """Give a round top and a round step: 1, 2 or 5 times a power of ten, at most five of them."""
    if most < SMALLEST:
        return 1, 1
    rough = most / 4
    power = 10 ** int(log10(rough) // 1)
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough)
    return step * ceil(most / step), step


def _range(top: float, step: float) -> list[float]:
    return [round(step * place, 6) for place in range(round(top / step) + 1)]
