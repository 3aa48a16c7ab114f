"""Where the readings of an objective stand on a chart, beside the straight way from its start to its target."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.formats import date_format

from gouvernail.strategy.models import Objective, Reading

WIDE, HIGH, LEFT, RIGHT, ABOVE, BELOW = 640, 220, 56, 16, 12, 26
LEAST = 2  # points that make a line


@dataclass(frozen=True)
class Mark:
    """One value on the chart."""

    label: str
    value: Decimal
    x: str
    y: str


@dataclass(frozen=True)
class Trajectory:
    """A chart ready to be drawn: places are SVG text."""

    readings: tuple[Mark, ...]
    path: str
    way: str  # from the starting value to the target; empty without both
    steps: tuple[Mark, ...]  # lines of the grid
    days: tuple[Mark, ...]  # first and last day
    wide: int = WIDE
    high: int = HIGH
    left: int = LEFT
    edge: int = WIDE - RIGHT
    floor: int = HIGH - BELOW


def trajectory_of(objective: Objective, readings: tuple[Reading, ...]) -> Trajectory | None:
    """Place the readings of an objective; None where fewer than two values are known."""
    points = [(one.on, one.value) for one in readings]
    ends = [
        (on, value)
        for on, value in ((objective.baseline_on, objective.baseline), (objective.target_on, objective.target))
        if on is not None and value is not None
    ]
    known = [*points, *ends]
    if len({on for on, _ in known}) < LEAST:
        return None
    frame = _Frame(known)
    marks = tuple(frame.mark(on, value) for on, value in points)
    way = [frame.mark(on, value) for on, value in ends]
    return Trajectory(
        readings=marks,
        path=_line(marks) if len(marks) >= LEAST else "",
        way=_line(tuple(way)) if len(way) == LEAST else "",
        steps=tuple(frame.step(value) for value in frame.values()),
        days=(frame.mark(frame.first, frame.low), frame.mark(frame.last, frame.low)),
    )


def _line(marks: tuple[Mark, ...]) -> str:
    return "M" + "L".join(f"{one.x} {one.y}" for one in marks)


def _round_step(least: Decimal) -> Decimal:
    """Give the smallest of 1, 2 or 5 times a power of ten that is not below."""
    power = Decimal(10) ** least.adjusted()
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)


class _Frame:
    """The days and values that the chart spans."""

    def __init__(self, known: list[tuple[date, Decimal]]) -> None:
        self.first, self.last = min(on for on, _ in known), max(on for on, _ in known)
        low, high = min(value for _, value in known), max(value for _, value in known)
        self.unit = _round_step((high - low) / 3 or abs(high) / 3 or Decimal(1))
        self.low = (low / self.unit).to_integral_value(ROUND_FLOOR) * self.unit
        self.high = (high / self.unit).to_integral_value(ROUND_CEILING) * self.unit
        if self.low == self.high:
            self.high += self.unit

    def mark(self, on: date, value: Decimal) -> Mark:
        """Place a value."""
        part = (on - self.first).days / ((self.last - self.first).days or 1)
        x = LEFT + part * (WIDE - LEFT - RIGHT)
        return Mark(date_format(on, "SHORT_DATE_FORMAT"), value, f"{x:.1f}", self._height(value))

    def step(self, value: Decimal) -> Mark:
        """Place a line of the grid."""
        return Mark("", value, str(LEFT), self._height(value))

    def values(self) -> list[Decimal]:
        """Give round steps, the bottom and the top included."""
        return [self.low + self.unit * number for number in range(int((self.high - self.low) / self.unit) + 1)]

    def _height(self, value: Decimal) -> str:
        part = float((value - self.low) / (self.high - self.low))
        return f"{HIGH - BELOW - part * (HIGH - BELOW - ABOVE):.1f}"
