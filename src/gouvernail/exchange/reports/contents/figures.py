"""How a figure of a finding is written: by its unit, with its interval, and with what it means."""

import re
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.reports.contents.parts import Line
from gouvernail.method.diagnosis.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.reports.contents.parts import Tone
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.finding import Unit

TONES: "Final[dict[Verdict, Tone]]" = {
    Verdict.ESTABLISHED: "bad",
    Verdict.EXCLUDED: "good",
    Verdict.NOT_ENOUGH_DATA: "warn",
    Verdict.NOT_RECORDED: "none",
}

_PERIODS: Final = (
    ("year", re.compile(r"(?P<year>\d{4})")),
    ("half", re.compile(r"(?P<year>\d{4})-H(?P<part>[12])")),
    ("quarter", re.compile(r"(?P<year>\d{4})-Q(?P<part>[1-4])")),
    ("month", re.compile(r"(?P<year>\d{4})-(?P<part>\d{2})")),
    ("week", re.compile(r"(?P<year>\d{4})-W(?P<part>\d{2})")),
    ("day", re.compile(r"(?P<year>\d{4})-(?P<part>\d{2})-(?P<day>\d{2})")),
)
_SHORTEST_CURVE: Final = 3


def in_unit(words: "Words", value: float | None, unit: "Unit") -> str:
    """Write a value with its unit; a dash when there is none."""
    return words.say(f"report.units.{unit}", value=value) if value is not None else words.say("report.units.none")


def interval(words: "Words", low: float | None, high: float | None, unit: "Unit") -> str:
    """Write an interval, or nothing when there is none."""
    if low is None or high is None:
        return ""
    bare: Unit = "share" if unit == "share_per_month" else unit  # "a month" twice would only be noise
    return words.say("report.interval", low=in_unit(words, low, bare), high=in_unit(words, high, bare))


def period(words: "Words", text: str) -> str:
    """Write a canonical period (`2025-Q1`) in the reader's language; any other text stays as it is."""
    for name, pattern in _PERIODS:
        if found := pattern.fullmatch(text):
            parts = {key: int(value) for key, value in found.groupdict().items()}
            return words.say(f"report.periods.{name}", **_with_month(words, name, parts))
    return text


def _with_month(words: "Words", name: str, parts: dict[str, int]) -> dict[str, str]:
    written = {key: str(value) for key, value in parts.items()}
    if name in {"month", "day"}:
        key = f"report.months.m{parts['part']:02}"
        if not words.has(key):
            return written
        written["part"] = words.say(key)
    if name == "day":
        written |= {"month_number": f"{parts['part']:02}", "day_number": f"{parts['day']:02}"}
    return written


def curve(words: "Words", series: "Sequence[tuple[str, float]]", unit: "Unit") -> Line | None:
    """Draw a monthly series in a box of 1 by 1; None below three months."""
    if len(series) < _SHORTEST_CURVE:
        return None
    values = [value for _, value in series]
    low, spread = min(values), max(values) - min(values)
    points = tuple(
        (index / (len(series) - 1), (value - low) / spread if spread else 0.5) for index, value in enumerate(values)
    )
    ends = {
        "first": in_unit(words, values[0], unit),
        "last": in_unit(words, values[-1], unit),
        "since": period(words, series[0][0]),
        "until": period(words, series[-1][0]),
        "low": in_unit(words, low, unit),
        "high": in_unit(words, low + spread, unit),
    }
    return Line(points, words.say("report.curve", **ends))
