"""The last touch, the same for every way of reading."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.problems import BadInput, Guess, Problem
from gouvernail.exchange.tables.layout import NO_DELIMITER
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.tables.trimming import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

    from gouvernail.exchange.tables.layout import Layout

MOST_COLUMNS: Final = 5_000
"""Jira, with every field of every project, exports two thousand."""
_NAMED: Final = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}


@dataclass(frozen=True)
class Cut:
    """A delimited text cut into cells.

    `names` is the row of headers, None when there is none; `header_line` the line it is on.
    """

    name: str
    names: "Sequence[str | None] | None"
    cells: "pl.DataFrame"
    line_of: "Callable[[int], int]"
    header_line: int
    bad: tuple[Problem, ...] = ()


def finished(cut: Cut, *, layout: "Layout", encoding: Guess) -> Table:
    """Make the table of a delimited text.

    Raises
    ------
    BadInput
        `no_rows` when there is nothing under the headers.
    """
    name, cells = cut.name, cut.cells
    if cells.is_empty():
        raise bad_rows(cut.bad) if cut.bad else BadInput(Problem("no_rows", name, line=cut.header_line))
    guesses = [encoding]
    if layout.delimiter != NO_DELIMITER:
        guesses.append(Guess(f"delimiter_{_NAMED.get(layout.delimiter, 'other')}", name, layout.delimiter))
    if cut.names is None:
        guesses.append(Guess("no_header", name, str(cells.width)))
    elif cut.header_line > 1 + layout.sep_line:
        guesses.append(Guess("header_line", name, str(cut.header_line)))
    headers = headers_of(cut.names, cells.width)
    headers, cells = without_empty_end(headers, cells)
    rows = trimmed(name, headers, cells, cut.line_of)
    if rows.cells.is_empty():
        raise BadInput(Problem("no_rows", name, line=cut.header_line))
    return Table(name, headers, rows.cells, rows.line_of, (*guesses, *rows.guesses), cut.bad)


def check_width(name: str, width: int, *, line: int) -> None:
    """Refuse a table of more columns than any tool exports: it is no table, or its delimiter is another.

    Raises
    ------
    BadInput
        `too_many_columns`.
    """
    if width > MOST_COLUMNS:
        params = {"width": width, "limit": MOST_COLUMNS}
        raise BadInput(Problem("too_many_columns", name, line=line, params=params))


def headers_of(names: "Sequence[str | None] | None", width: int) -> tuple[str, ...]:
    """Clean headers; without any, columns are named by their number."""
    if names is None:
        return tuple(str(index + 1) for index in range(width))
    return tuple((one or "").strip("\ufeff \t\r\n\xa0") for one in names)


def without_empty_end(headers: tuple[str, ...], cells: "pl.DataFrame") -> "tuple[tuple[str, ...], pl.DataFrame]":
    """Drop the last columns that have neither header nor value."""
    width = len(headers)
    while width > 1 and not headers[width - 1] and cells[str(width - 1)].null_count() == cells.height:
        width -= 1
    return headers[:width], cells[:, :width]


def bad_rows(problems: "Sequence[Problem]") -> BadInput:
    """Refuse a file for its broken rows: the first in full, the next ones beside."""
    shown = 20
    return BadInput(problems[0], total=len(problems), more=tuple(problems[1 : shown + 1]))
