"""Periods in words: « 2e trimestre 2025 », "early 2025", S12 2025, mars-avril 2025."""

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gouvernail.exchange.values.lexicon import lexicon, numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_YEAR: Final = r"(?:de |of |fy ?|cy ?)?'?(?P<y>(?:19|20|21)\d\d|\d\d)"
_YEAR4: Final = r"(?:fy ?|cy ?)?(?P<y>(?:19|20|21)\d\d)"
_GAP: Final = r"[\s\-/'._,]*"
_NTH: Final = r"\s?(?:er|ere|re|e|eme|st|nd|rd|th)?"
_QUARTER: Final = r"(?:q|t|tr|qtr|trim|trimestre|quarter)\.?"
_HALF: Final = r"(?:h|s|sem|semestre|half|half-year)\.?"
_WEEK: Final = r"(?:w|wk|ww|kw|cw|s|sem|semaine|week)\.?"
_CENTURY: Final = 2000
_SHORT_YEARS: Final = range(15, 50)  # of MM/YY: « 12/03 » is a day and a month without their year
_NOTE: Final = re.compile(
    r"\s*(?:\([^)]*\)|\[[^\]]*\])\s*$|[\s*?!~.;,]+$|\s+(?:tbc|tbd|environ|env|max|maximum|au plus tard)$"
)
_ACROSS: Final = re.compile(
    r"\s*(?:->|→|\.\.\.?|…|-|/|,|&)\s*|\s(?:a|au|to|et|and|until|till|jusqu'a|jusqu'au|ou|or|puis)\s"
)
_QUARTER_OF_HALF: Final = {("early", 1): 1, ("late", 1): 2, ("early", 2): 3, ("late", 2): 4}
_QUARTER_OF_YEAR: Final = {"early": 1, "middle": 2, "late": 4}


class Span(NamedTuple):
    """A period, and the first one of a range when the text gave two."""

    last: str
    first: str | None = None


def span_of(text: str, *, weeks: bool, month_first: bool) -> Span | None:
    """Read one folded text.

    Parameters
    ----------
    text
        Folded (`gouvernail.exchange.values.folding`).
    weeks
        `S1` and `S2` are weeks, not half-years.
    month_first
        Order of the days among them.

    Returns
    -------
    Span or None
        None when it is no period.
    """
    read = _Reader(weeks=weeks, month_first=month_first)
    position, plain = _stripped(text)
    alone = read.period(plain, position)
    if alone is not None:
        return Span(alone)
    return read.range(plain)


class _Reader:
    def __init__(self, *, weeks: bool, month_first: bool) -> None:
        self._forms = _forms(weeks=weeks)
        self._month_first = month_first

    def period(self, text: str, position: str | None = None) -> str | None:
        for pattern, build in self._forms:
            found = pattern.fullmatch(text)
            if found is not None and (built := build(found)) is not None:
                return _positioned(built, position)
        return self._day(text)

    def range(self, text: str) -> Span | None:
        for mark in _ACROSS.finditer(text):
            last = self.period(_stripped(text[mark.end() :])[1])
            before = _stripped(text[: mark.start()])[1]
            if last is None or not before:
                continue
            for completed in (before, f"{before} {last[:4]}", f"{before}{text[_first_letter(text, mark.end()) :]}"):
                first = self.period(completed)
                if first is not None:
                    return Span(last, first)
        return None

    def _day(self, text: str) -> str | None:
        found = _DAY.fullmatch(text)
        if found is None:
            return None
        first, second, year = found["a"], found["b"], _full_year(found["y"])
        if second.isdigit() and self._month_first:
            first, second = second, first
        month = int(second) if second.isdigit() else numbered("calendar", "months").get(second.rstrip("."))
        return _day_text(year, month or 0, int(first))


_DAY: Final = re.compile(r"(?P<a>\d\d?)(?:er|st|nd|rd|th)?[-/. ]+(?P<b>\d\d?|[a-z]{3,10}\.?)[-/., ]+(?P<y>\d{4}|\d\d)")


def _first_letter(text: str, start: int) -> int:
    """Find where the month of a range of days begins: « 15-20 mars 2025 » has one for both."""
    found = re.compile(r"[\s/.]").search(text, start)
    return found.start() if found else len(text)


def _stripped(text: str) -> tuple[str | None, str]:
    """Take off what changes nothing (« livraison prévue pour ») and the position (« fin »)."""
    text, before = text.strip(), ""
    while text != before:
        before, text = text, _NOTE.sub("", text).strip()
    position = None
    while True:
        found = _openings().match(text)
        if found is None:
            return position, _with_digits(text)
        position = found.lastgroup if found.lastgroup != "noise" else position
        text = text[found.end() :].strip()


@cache
def _openings() -> "re.Pattern[str]":
    words = lexicon("calendar")
    groups = {
        **words["positions"],
        "noise": [*words["words"]["noise"], "entre", "between", "from", "~", "≈", "<", "<=", ">"],
    }
    parts = [
        rf"(?P<{name}>{'|'.join(re.escape(one) for one in sorted(group, key=len, reverse=True))})"
        for name, group in groups.items()
    ]
    return re.compile(rf"(?:{'|'.join(parts)})(?:(?<=[~≈<>='])|[\s\-:.]+)(?=\S)")


def _with_digits(text: str) -> str:
    """Write « premier trimestre » as « 1 trimestre »."""
    first, _, rest = text.partition(" ")
    number = numbered("calendar", "ordinals").get(first)
    return f"{number} {rest}" if number else text


@cache
def _forms(*, weeks: bool) -> "list[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]]]":
    half = _HALF.replace("s|sem|", "") if weeks else _HALF
    written: list[tuple[str, Callable[[re.Match[str]], str | None]]] = [
        (_YEAR4, lambda found: found["y"]),
        (rf"(?:fy ?|cy ?|'){_YEAR}", lambda found: str(_full_year(found["y"]))),
        *((form, _quarter) for form in _numbered_forms(_QUARTER, "[1-4]")),
        *((form, _half) for form in _numbered_forms(half, "[12]")),
        *((form, _week) for form in _numbered_forms(_WEEK, r"\d\d?", nth=False)),
        (rf"{_YEAR4}[-/. ]?(?P<n>0[1-9]|1[0-2])", _month),
        (rf"{_YEAR4}[-/. ](?P<n>\d)", _month),
        (rf"(?P<n>0?[1-9]|1[0-2])[-/. ]{_YEAR4}", _month),
        (r"(?P<n>0?[1-9]|1[0-2])/(?P<y>\d\d)", _short_month),
        (r"(?P<y>\d{4}) ?年 ?(?P<n>\d\d?) ?月", _month),
        (r"(?P<y>\d{4}) ?年 ?(?P<n>\d\d?) ?月 ?(?P<d>\d\d?) ?日", _japanese_day),
        (r"(?P<y>\d{4})-(?P<n>\d\d)-(?P<d>\d\d)", _japanese_day),
        (rf"(?P<w>[a-z]{{3,10}})\.?{_GAP}{_YEAR}", _named),
        (rf"(?P<w>[a-z]{{3,10}})\.?{_GAP}(?:19|20|21)\d\d[-/ ](?P<y>\d{{4}}|\d\d)", _season),
        (rf"{_YEAR4}{_GAP}(?P<w>[a-z]{{3,10}})\.?", _named),
    ]
    return [(re.compile(form), build) for form, build in written]


def _numbered_forms(unit: str, number: str, *, nth: bool = True) -> "Iterator[str]":
    yield rf"{unit}\s?(?P<n>{number}){_GAP}{_YEAR}"
    yield rf"{_YEAR4}{_GAP}{unit}\s?(?P<n>{number})"
    yield rf"(?:fy ?)?'?(?P<y>\d\d)\s?{unit}(?P<n>{number})"
    if nth:
        yield rf"(?P<n>{number}){_NTH}{_GAP}{unit}{_GAP}{_YEAR}"


def _quarter(found: "re.Match[str]") -> str:
    return f"{_full_year(found['y'])}-Q{found['n']}"


def _half(found: "re.Match[str]") -> str:
    return f"{_full_year(found['y'])}-H{found['n']}"


def _week(found: "re.Match[str]") -> str | None:
    year, week = _full_year(found["y"]), int(found["n"])
    try:
        date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return f"{year}-W{week:02}"


def _month(found: "re.Match[str]") -> str | None:
    return _month_text(_full_year(found["y"]), int(found["n"]))


def _short_month(found: "re.Match[str]") -> str | None:
    return _month(found) if int(found["y"]) in _SHORT_YEARS else None


def _japanese_day(found: "re.Match[str]") -> str | None:
    return _day_text(int(found["y"]), int(found["n"]), int(found["d"]))


def _named(found: "re.Match[str]") -> str | None:
    month = numbered("calendar", "months").get(found["w"]) or numbered("calendar", "feasts").get(found["w"])
    return _month_text(_full_year(found["y"]), month) if month else _season(found)


def _season(found: "re.Match[str]") -> str | None:
    quarter = numbered("calendar", "seasons").get(found["w"])
    return f"{_full_year(found['y'])}-Q{quarter}" if quarter else None


def _full_year(text: str) -> int:
    return int(text) if len(text) == len("2025") else _CENTURY + int(text)


def _month_text(year: int, month: int) -> str | None:
    return f"{year}-{month:02}" if 1 <= month <= 12 else None  # months of a year


def _day_text(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _positioned(period: str, position: str | None) -> str:
    """Narrow a year or a half-year by its position; anything finer stays as announced."""
    if position is None or len(period) not in (len("2025"), len("2025-H1")) or "Q" in period:
        return period
    if len(period) == len("2025"):
        return f"{period}-Q{_QUARTER_OF_YEAR[position]}"
    if "H" not in period:
        return period
    quarter = _QUARTER_OF_HALF.get((position, int(period[-1])))
    return f"{period[:4]}-Q{quarter}" if quarter else period
