"""A table of scores: which column is what, and what each line says of an item."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from gouvernail.cli.ratings.columns import Columns, columns_of, spellings
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.sources import open_paths
from gouvernail.exchange.tables import read_tables
from gouvernail.exchange.values.numbers import parse_numbers
from gouvernail.method.scoring import Confidence, Filter, Votes

_WORDS: Final = Path(__file__).with_name("scores.toml")
_HIGHEST: Final = 5
_LEAST_ITEMS: Final = 2


@dataclass(frozen=True)
class Scores:
    """What a table says of the items.

    Attributes
    ----------
    file
        As shown to people.
    keys, titles
        In the order of the file; a title is empty where no column gives one.
    raters
        People who voted; empty where no column says who.
    votes
        By filter.
    headers
        What each field was read from.
    skipped
        Broken lines that were left out, only when asked.
    """

    file: str
    keys: tuple[str, ...]
    titles: tuple[str, ...]
    raters: tuple[str, ...]
    votes: Mapping[Filter, Votes]
    headers: Mapping[str, str]
    skipped: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """One level in one cell, or none where the person does not know."""

    row: int
    key: str
    rater: str
    filter: Filter
    level: float | None
    confidence: Confidence
    header: str


@dataclass
class _Faults:
    """Faults on the way: gathered, so that all of them are said at once."""

    columns: Columns
    found: list[Problem] = field(default_factory=list)

    def add(self, code: str, row: int, name: str, text: object, **params: object) -> None:
        columns = self.columns
        line, shown = columns.table.line_of(row), None if text is None else str(text)
        self.found.append(Problem(code, columns.table.name, line, columns.header(name), shown, params))


def read_scores(path: Path, *, skip_bad: bool) -> Scores:
    """Read the scores of one file: a column a filter, or a line a score.

    Parameters
    ----------
    skip_bad
        Leave out the lines that cannot be read instead of stopping.

    Raises
    ------
    BadInput
        When a column is missing; a line has no item, or a level that is none from 0 to 5; somebody scores an item
        twice; a filter has no score at all, or there are not two items.
    """
    tables = [table for source in open_paths([path]) for table in read_tables(source, skip_bad=skip_bad)]
    every = [columns_of(table, _words()["headers"]) for table in tables]
    columns = next((each for each in every if not _missing(each)), every[0])
    if missing := _missing(columns):
        names = ", ".join(header for header in columns.table.headers if header)
        code = f"scores_no_{missing}"
        raise BadInput(Problem(code, columns.table.name, params={"headers": names}))
    faults = _Faults(columns)
    cells = list(_once(_cells(columns, faults), columns, faults))
    if faults.found and not skip_bad:
        raise BadInput(faults.found[0], total=len(faults.found), more=tuple(faults.found[1:]))
    return _scores(columns, cells, (*columns.table.bad, *faults.found))


def _cells(columns: Columns, faults: _Faults) -> Iterator[_Cell]:
    keys, raters, sure = columns.texts("key"), columns.texts("rater"), columns.texts("confidence")
    long = _is_long(columns)
    filters = columns.texts("filter")
    names = ("level",) if long else tuple(each.value for each in Filter)
    levels = {name: _levels(columns, name) for name in names}
    for row, key in enumerate(keys):
        if key is None:
            faults.add("scores_no_item", row, "key", None)
            continue
        confidence = _confidence(sure[row], row, faults)
        for name in names:
            meant = _filter(filters[row], row, faults) if long else Filter(name)
            text, number, is_bad = levels[name][0][row], levels[name][1][row], levels[name][2][row]
            if meant is None or confidence is None:
                break
            if is_bad or (number is not None and not 0 <= number <= _HIGHEST):
                faults.add("scores_not_a_level", row, name, text)
                continue
            yield _Cell(row, key, raters[row] or "", meant, number, confidence, name)


def _levels(columns: Columns, name: str) -> tuple[Sequence[str | None], Sequence[float | None], Sequence[bool]]:
    texts = columns.texts(name)
    unknown = set(_words()["unknown"]["words"])
    numbers, bad = parse_numbers(columns.column(name))
    is_bad = [fault and not spellings(text or "") & unknown for text, fault in zip(texts, bad.to_list(), strict=True)]
    return texts, numbers.to_list(), is_bad


def _filter(text: str | None, row: int, faults: _Faults) -> Filter | None:
    headers = _words()["headers"]
    for each in Filter:
        if spellings(text or "") & set(headers[each.value]):
            return each
    faults.add("scores_no_filter", row, "filter", text)
    return None


def _confidence(text: str | None, row: int, faults: _Faults) -> Confidence | None:
    if text is None:
        return Confidence.MEDIUM
    for name, words in _words()["confidence"].items():
        if spellings(text) & set(words):
            return Confidence[name.upper()]
    faults.add("scores_confidence", row, "confidence", text)
    return None


def _once(cells: Iterator[_Cell], columns: Columns, faults: _Faults) -> Iterator[_Cell]:
    """Let nobody score an item twice on one filter; without a column of people, every line is somebody else."""
    named, seen = "rater" in columns.at, dict[tuple[str, str, Filter], int]()
    for cell in cells:
        who = cell.rater if named else f"line {cell.row}"
        first = seen.setdefault((cell.key, who, cell.filter), cell.row)
        if first != cell.row:
            line = columns.table.line_of(first)
            faults.add("scores_twice", cell.row, cell.header, cell.level, item=cell.key, first=line)
            continue
        yield cell


def _scores(columns: Columns, cells: Sequence[_Cell], skipped: tuple[Problem, ...]) -> Scores:
    keys = {key: place for place, key in enumerate(dict.fromkeys(cell.key for cell in cells))}
    named = "rater" in columns.at
    people = dict.fromkeys(cell.rater if named else f"line {cell.row}" for cell in cells)
    raters = {name: place for place, name in enumerate(people)}
    if len(keys) < _LEAST_ITEMS:
        raise BadInput(Problem("scores_one_item", columns.table.name, params={"n": len(keys)}))
    titles = dict(zip(reversed(columns.texts("key")), reversed(columns.texts("title")), strict=True))
    return Scores(
        file=columns.table.name,
        keys=tuple(keys),
        titles=tuple(_title(titles.get(key), key) for key in keys),
        raters=tuple(raters) if named else (),
        votes={each: _votes(columns, cells, each, keys, raters) for each in Filter},
        headers={name: columns.table.headers[place] for name, place in columns.at.items()},
        skipped=skipped,
    )


def _votes(
    columns: Columns, cells: Sequence[_Cell], name: Filter, keys: Mapping[str, int], raters: Mapping[str, int]
) -> Votes:
    named = "rater" in columns.at
    cast = [cell for cell in cells if cell.filter is name and cell.level is not None]
    if not cast:
        header = columns.header("filter") if _is_long(columns) else columns.header(name.value)
        raise BadInput(Problem("scores_empty_filter", columns.table.name, column=header, params={"filter": name.value}))
    return Votes(
        np.array([keys[cell.key] for cell in cast], np.int64),
        np.array([raters[cell.rater if named else f"line {cell.row}"] for cell in cast], np.int64),
        np.array([cell.level for cell in cast], np.float64),
        np.array([cell.confidence for cell in cast], np.int64),
        len(keys),
        len(raters),
    )


def _title(title: str | None, key: str) -> str:
    return "" if title is None or title == key else title


def _is_long(columns: Columns) -> bool:
    return "filter" in columns.at and "level" in columns.at


def _missing(columns: Columns) -> str | None:
    if "key" not in columns.at:
        return "items"
    return None if _is_long(columns) or all(each.value in columns.at for each in Filter) else "filters"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))
