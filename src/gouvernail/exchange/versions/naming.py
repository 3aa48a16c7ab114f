"""The day that a file's name says."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import polars as pl

from gouvernail.exchange.values.folding import fold
from gouvernail.exchange.values.periods import parse_periods

_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_EDGE: Final = r"(?<![0-9a-z])"
_END: Final = r"(?![0-9a-z])"
_GAP: Final = r"[-_. ]?"
_WORD: Final = r"(?P<word>[a-z]{3,9})"

_CENTURY: Final = 2000

_NUMBERED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}(?P<gap>[-_. ]?)(?P<month>0[1-9]|1[0-2])(?P=gap)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d)(?P<first>\d\d?)(?P<gap>[-_. ])(?P<second>\d\d?)(?P=gap){_YEAR}(?!\d)",
        rf"(?<!\d)(?P<first>\d\d)(?P<second>\d\d){_YEAR}(?!\d)",
        r"(?<!\d)(?P<first>\d\d)(?P<gap>[-_. ])(?P<second>\d\d)(?P=gap)(?P<year>\d\d)(?!\d)",
    )
)
"""Whole days in figures: 2025-01-15, 20250115; 15-01-2025, 15012025, 15.01.25 (day or month first)."""

_WORDED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<day>\d\d?)(?:er)?[-_. ]*{_WORD}[-_. ]*{_YEAR}(?!\d)",  # 15 janvier 2025
        rf"{_EDGE}{_YEAR}{_GAP}(?P<part>[tqhsw])(?P<nth>\d\d?){_END}",  # 2025T1, 2025-Q1, 2025 S12, 2025-W12
        rf"{_EDGE}(?P<part>[tqhsw]){_GAP}(?P<nth>\d\d?){_GAP}{_YEAR}{_END}",  # T1 2025, S12-2025
        rf"{_EDGE}(?P<part>[tqh]){_GAP}(?P<nth>[1-4]){_GAP}(?P<year>\d\d){_END}",  # T1 25
        rf"{_EDGE}(?P<nth>[12])(?:er|e|eme|nd|st)?{_GAP}(?P<part>semestre|half){_GAP}{_YEAR}{_END}",
        rf"(?<!\d){_YEAR}{_GAP}(?P<month>0[1-9]|1[0-2])(?!\d)",  # 2025-01, 202501
        rf"(?<!\d)(?P<month>0[1-9]|1[0-2])[-_. ]{_YEAR}(?!\d)",  # 01-2025
        rf"{_EDGE}{_WORD}[-_. ]*{_YEAR}(?!\d)",  # janvier 2025, jan2025
        rf"(?<!\d){_YEAR}[-_. ]*{_WORD}{_END}",  # 2025 janvier
    )
)


def day_of(name: str, *, month_first: bool = False) -> date | None:
    """Give the day that a name says; a period (a month, a quarter) counts from its first day.

    Parameters
    ----------
    name
        File or sheet, without folders; its ending may be there.
    month_first
        Read 01-02-2025 as the 2nd of January.
    """
    return _days_of([name], month_first=month_first)[0]


def days_of(names: Sequence[str]) -> list[date | None]:
    """Give the day of each name.

    Day before month, unless one of the names allows only the reverse. A year alone is a date only when every name has
    another one: in "Roadmap 2025 v1" it is what the roadmap is about.
    """
    days = _days_of(names)
    if not all(day is not None for day in days):
        reverse = _days_of(names, month_first=True)
        if sum(day is not None for day in reverse) > sum(day is not None for day in days):
            days = reverse
    years = [_ONLY_YEAR.search(_stem(name)) for name in names]
    said = [year["year"] for year in years if year is not None]
    if all(day is None for day in days) and len(names) == len(said) == len(set(said)):
        return [date(int(year), 1, 1) for year in said]
    return days


def _days_of(names: Sequence[str], *, month_first: bool = False) -> list[date | None]:
    stems = [_stem(name) for name in names]
    whole = [list(_days(stem, month_first=month_first)) for stem in stems]
    # A day that does not exist (31-02-2025) is no month either: only names without any figures of a day go on.
    words = [[] if days else list(_periods(stem)) for stem, days in zip(stems, whole, strict=True)]
    known = _first_days({word for each in words for word in each})
    return [
        next((day for day in days if day is not None), None)
        or next((known[word] for word in each if word in known), None)
        for days, each in zip(whole, words, strict=True)
    ]


def _first_days(words: set[str]) -> dict[str, date]:
    if not words:
        return {}
    texts = pl.Series(sorted(words))
    read = zip(texts.to_list(), parse_periods(texts).values.to_list(), strict=True)
    return {word: _first_day(period) for word, period in read if period is not None}


def _first_day(period: str) -> date:
    """Give the first day of one canonical period."""
    year, part = int(period[:4]), period[5:]
    if part[:1] in {"Q", "H"}:
        return date(year, (int(part[1:]) - 1) * (3 if part[0] == "Q" else 6) + 1, 1)
    if part[:1] == "W":
        return date.fromisocalendar(year, int(part[1:]), 1)
    numbers = [int(number) for number in part.split("-") if number] + [1, 1]
    return date(year, numbers[0], numbers[1])


_ONLY_YEAR: Final = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


def _stem(name: str) -> str:
    return fold(re.sub(r"\.[A-Za-z]{2,5}$", "", name))


def _days(stem: str, *, month_first: bool) -> Iterator[date | None]:
    for pattern in _NUMBERED:
        for match in pattern.finditer(stem):
            parts = match.groupdict()
            if "first" in parts:
                sides = (parts["second"], parts["first"]) if month_first else (parts["first"], parts["second"])
            else:
                sides = (parts["day"], parts["month"])
            try:
                yield date(
                    int(parts["year"]) + (_CENTURY if len(parts["year"]) == len("25") else 0),
                    int(sides[1]),
                    int(sides[0]),
                )
            except ValueError:
                yield None


def _periods(stem: str) -> Iterator[str]:
    for pattern in _WORDED:
        for match in pattern.finditer(stem):
            yield _written(match.groupdict())


def _written(parts: dict[str, str | None]) -> str:
    year = parts["year"] or ""
    year = f"20{year}" if len(year) == len("25") else year
    if parts.get("month"):
        return f"{year}-{parts['month']}"
    if parts.get("word"):
        return " ".join(part for part in (parts.get("day"), parts["word"], year) if part)
    part = (parts.get("part") or "")[:1]
    nth = int(parts["nth"] or 0)
    if part in "tq":
        return f"{year}-Q{nth}"
    if part == "w" or (part == "s" and (nth > 2 or len(parts["nth"] or "") > 1)):
        return f"{year}-W{nth:02}"
    return f"{year}-H{nth}"
