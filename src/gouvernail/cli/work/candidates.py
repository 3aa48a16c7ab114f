"""A table of items to choose from: which column is what, and what each line says."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources import open_paths
from gouvernail.exchange.tables import Table, read_tables
from gouvernail.exchange.values.folding import fold
from gouvernail.exchange.values.numbers import parse_numbers
from gouvernail.method.selection import ANY_TEAM, Item, Portfolio

_HEADERS: Final = Path(__file__).with_name("candidates.toml")
_NEEDED: Final = ("key", "value", "effort")
_SEPARATORS: Final = re.compile(r"[;|\n]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_ASIDE: Final = re.compile(r"\(.*?\)|\[.*?\]")


@dataclass(frozen=True)
class Candidates:
    """What a table offers to choose from.

    Attributes
    ----------
    file
        As shown to people.
    titles, lines
        By key: the title where a column gives one, and the line of the file.
    needs_header
        Header of the prerequisites, where there is one.
    from_levels
        Whether what items bring was read from levels of value and urgency: two to the power of their sum.
    skipped
        Broken lines that were left out, only when asked.
    table, rows, taken
        Where they were read: the table, the first row of each key, and the numbers of the columns that were used.
    """

    portfolio: Portfolio
    file: str
    titles: Mapping[str, str]
    lines: Mapping[str, int]
    needs_header: str | None
    from_levels: bool
    skipped: tuple[Problem, ...]
    table: Table
    rows: Mapping[str, int]
    taken: frozenset[int]


@dataclass
class _Gathered:
    """One item under way: its lines are added up."""

    row: int
    line: int
    title: str | None = None
    value: float | None = None
    costs: dict[str, float] = field(default_factory=dict)
    needs: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Columns:
    """Number of the column of each field, and the headers."""

    table: Table
    at: Mapping[str, int]

    def header(self, name: str) -> str | None:
        return self.table.headers[self.at[name]] if name in self.at else None

    def texts(self, name: str) -> Sequence[str | None]:
        if name not in self.at:
            return [None] * self.table.cells.height
        return [text and (text.strip() or None) for text in self.table.cells[str(self.at[name])].to_list()]


def read_candidates(path: Path, *, skip_bad: bool) -> Candidates:
    """Read the items of one file; an item on several lines takes the days of each line's team.

    Raises
    ------
    BadInput
        When a column is missing, or a line has no name or no readable number (left out with `skip_bad`); when an item
        has two values, or stands twice for one team.
    """
    tables = [table for source in open_paths([path]) for table in read_tables(source, skip_bad=skip_bad)]
    columns = next((found for table in tables if not _missing(found := _columns(table))), _columns(tables[0]))
    if missing := _missing(columns):
        names = ", ".join(header for header in columns.table.headers if header)
        if missing[0] == "value" and "points" in columns.at:
            params = {"points": columns.header("points"), "headers": names}
            raise BadInput(Problem("no_choice_of_points", columns.table.name, params=params))
        raise BadInput(Problem(f"no_choice_of_{missing[0]}", columns.table.name, params={"headers": names}))
    gathered, bad = _gathered(columns)
    if bad and not skip_bad:
        raise BadInput(bad[0], total=len(bad), more=tuple(bad[1:]))
    keys = set(gathered)
    items = tuple(
        Item(key, one.value or 0.0, one.costs, tuple(need for text in one.needs for need in _split(text, keys)))
        for key, one in gathered.items()
    )
    return Candidates(
        portfolio=Portfolio(items),
        file=columns.table.name,
        titles={key: one.title for key, one in gathered.items() if one.title},
        lines={key: one.line for key, one in gathered.items()},
        needs_header=columns.header("needs"),
        from_levels=_brings(columns) == _LEVELS,
        skipped=(*columns.table.bad, *bad),
        table=columns.table,
        rows={key: one.row for key, one in gathered.items()},
        taken=frozenset(columns.at.values()),
    )


def _gathered(columns: _Columns) -> tuple[dict[str, _Gathered], list[Problem]]:
    brought = [_numbers(columns, name) for name in _brings(columns)]
    efforts = _numbers(columns, "effort")
    rows = zip(*(columns.texts(name) for name in ("key", "title", "team", "needs")), strict=True)
    found: dict[str, _Gathered] = {}
    bad: list[Problem] = []
    for row, (key, title, team, needs) in enumerate(rows):
        line = columns.table.line_of(row)
        is_first = key is None or key not in found
        faults = [*_faults(columns, row, key), *efforts.faults(row)]
        faults += [fault for numbers in brought for fault in numbers.faults(row, may_be_empty=not is_first)]
        bad += faults
        if faults or key is None:
            continue
        one, value = found.setdefault(key, _Gathered(row, line)), _brought(brought, row)
        _check_same(columns, one, line, value=value, team=team or ANY_TEAM, key=key)
        one.title = one.title or title
        one.value = value if one.value is None else one.value
        one.costs[team or ANY_TEAM] = efforts.values[row] or 0.0
        one.needs += [needs] if needs else []
    return found, bad


def _check_same(columns: _Columns, one: _Gathered, line: int, *, value: float | None, team: str, key: str) -> None:
    params = {"key": key, "first": one.line}
    name = columns.table.name
    if one.value is not None and value is not None and value != one.value:
        header = columns.header(_brings(columns)[0])
        raise BadInput(Problem("no_single_value", name, line, header, found=f"{value:g}", params=params))
    if team in one.costs:
        header = columns.header("team") or columns.header("key")
        raise BadInput(Problem("no_single_line", name, line, header, found=team or key, params=params))


@dataclass(frozen=True)
class _Numbers:
    columns: _Columns
    name: str
    values: Sequence[float | None]
    bad: Sequence[bool]
    texts: Sequence[str | None]

    def faults(self, row: int, *, may_be_empty: bool = False) -> Iterator[Problem]:
        value = self.values[row]
        is_level = self.name in _brings(self.columns) == _LEVELS
        if self.bad[row] or (value is not None and abs(value) > _LARGEST[self.name]):
            code = "choice_not_a_number"
        elif value is None:
            if may_be_empty:
                return
            code = "choice_empty_number"
        elif is_level and not 0 <= value <= _HIGHEST:
            code = "choice_not_a_level"
        elif value < 0:
            code = "choice_below_zero"
        else:
            return
        line = self.columns.table.line_of(row)
        yield Problem(code, self.columns.table.name, line, self.columns.header(self.name), found=self.texts[row])


_LEVELS: Final = ("value", "urgency")
_HIGHEST: Final = 5.0
_LARGEST: Final = {"worth": 1e15, "value": 1e15, "urgency": 1e15, "effort": 1e6}
"""What is beyond was not meant: a reference, a date, a number of seconds [choice]."""


def _numbers(columns: _Columns, name: str) -> _Numbers:
    values, bad = parse_numbers(columns.table.cells[str(columns.at[name])])
    return _Numbers(columns, name, values.to_list(), bad.to_list(), columns.texts(name))


def _faults(columns: _Columns, row: int, key: str | None) -> Iterator[Problem]:
    if key is None:
        yield Problem("choice_no_key", columns.table.name, columns.table.line_of(row), columns.header("key"))


def _brings(columns: _Columns) -> tuple[str, ...]:
    """Name the columns that say what an item brings: amounts where there are some, else levels, else values alone."""
    if "worth" in columns.at:
        return ("worth",)
    return _LEVELS if columns.at.keys() >= set(_LEVELS) else ("value",)


def _brought(columns: Sequence[_Numbers], row: int) -> float | None:
    """Give what an item brings: an amount, or two to the power of value and urgency, as the pages count it.

    It is what each week of waiting costs (method.md section 1.4); the complexity is not in it, as its days are paid by
    the capacity and would be paid twice.
    """
    given = [numbers.values[row] for numbers in columns]
    known = [value for value in given if value is not None]
    if len(known) < len(given):
        return None
    return known[0] if len(known) == 1 else float(2.0 ** sum(known))


def _split(text: str, keys: set[str]) -> list[str]:
    """Read the prerequisites of a cell; a comma parts them unless it is part of a name."""
    parts = [part.strip() for part in _SEPARATORS.split(text)]
    named = [[part] if part in keys else [each.strip() for each in part.split(",")] for part in parts]
    return [need for each in named for need in each if need]


def _missing(columns: _Columns) -> list[str]:
    return [name for name in _NEEDED if name not in columns.at and not (name == "value" and "worth" in columns.at)]


def _columns(table: Table) -> _Columns:
    folded = [_spellings(header) for header in table.headers]
    at: dict[str, int] = {}
    for name, words in _words().items():
        taken = set(at.values())
        free = [number for number in range(len(folded)) if number not in taken]
        found = next((number for word in words for number in free if word in folded[number]), None)
        if found is not None:
            at[name] = found
    return _Columns(table, at)


def _spellings(header: str) -> set[str]:
    return {" ".join(_NOT_WORD.sub(" ", text).split()) for text in (fold(header), fold(_ASIDE.sub(" ", header)))}


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(_HEADERS.read_text(encoding="utf-8"))
