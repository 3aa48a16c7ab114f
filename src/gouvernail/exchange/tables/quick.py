"""The fast path: Polars on regular bytes, and the checks that make its answer sure."""

import io
from itertools import islice
from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.exchange.tables.finish import Cut, finished
from gouvernail.exchange.tables.records import Record, records
from gouvernail.exchange.tables.survey import Survey, survey

if TYPE_CHECKING:
    from collections.abc import Callable

    from gouvernail.exchange.problems import Guess
    from gouvernail.exchange.sources.source import Source
    from gouvernail.exchange.tables.layout import Layout
    from gouvernail.exchange.tables.table import Table

_SAMPLE: Final = 256 * 1024
_FOOTER_WITHIN: Final = 15
_BLANK: Final = " \t\r\n"


def read_quickly(source: "Source", encoding: "Guess", layout: "Layout", seen: Survey) -> "Table | None":
    """Read a regular text; None when it is not that regular after all, and must go the precise way.

    Every row must have exactly as many fields as the header: Polars refuses more and fills up fewer, so the
    delimiters that the survey counted must be those of `rows × headers`.
    """
    head = source.head(_SAMPLE)
    first = _first_record(head, layout)
    if first is None:
        return None
    width = len(first.fields)
    rows = _parse(source, layout, skip=first.line - 1, width=width)
    if rows is None:
        return None
    above = _bytes_above(head, first.line)
    delimiters = seen.delimiters - survey(io.BytesIO(above), layout.delimiter).delimiters
    blank = _blank_rows(rows)
    if blank is None:
        return None
    missing = rows.height * (width - 1) - delimiters
    if missing not in (0, len(blank) * (width - 1)) or (len(blank) and blank[-1] >= rows.height - _FOOTER_WITHIN):
        return None
    if len(blank):
        rows = rows.filter(~pl.all_horizontal(pl.all().is_null()))
    if seen.quotes:
        rows = _without_empty_text(rows)
    names, cells = (None, rows) if layout.header is None else (rows.row(0), rows.slice(1))
    at = first.line + (0 if layout.header is None else 1)
    straight = not seen.quotes and not len(blank)
    find = (lambda row: at + row) if straight else _finder(source, layout)
    cut = Cut(source.name, names, cells, find, first.line)
    return finished(cut, layout=layout, encoding=encoding)


def _first_record(head: bytes, layout: "Layout") -> Record | None:
    """Find the record of headers, or the first of all when there is none."""
    text = head.decode("utf-8", "replace").removeprefix("\ufeff")
    for index, record in enumerate(records(text, layout)):
        if index == (layout.header or 0):
            return record if record.unclosed is None else None
    return None


def _bytes_above(head: bytes, line: int) -> bytes:
    """Give the bytes of the lines above `line` (from 1)."""
    end = 0
    for _ in range(line - 1):
        end = head.find(b"\n", end) + 1
    return head[:end]


def _parse(source: "Source", layout: "Layout", *, skip: int, width: int) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            source.path or source.read_bytes(),
            has_header=False,
            separator=layout.delimiter,
            skip_lines=skip,
            schema={str(index): pl.String() for index in range(width)},
            infer_schema=False,
        )
    except pl.exceptions.PolarsError:
        return None


def _blank_rows(rows: pl.DataFrame) -> "pl.Series | None":
    """List the rows that hold nothing; None when some hold only spaces, which the precise way knows to leave out."""
    first = rows["0"]
    candidates = (first.is_null() | (first < "!")).arg_true()
    if candidates.is_empty():
        return candidates
    blank = pl.all_horizontal(pl.all().str.strip_chars(_BLANK).fill_null("") == "")
    empty = pl.all_horizontal(pl.all().is_null())
    seen = rows[candidates].select(blank=blank, empty=empty)
    return None if (seen["blank"] & ~seen["empty"]).any() else candidates.filter(seen["empty"])


def _without_empty_text(rows: pl.DataFrame) -> pl.DataFrame:
    """Make `""` as empty as nothing."""
    names = [name for name in rows.columns if (rows[name] == "").any()]
    return rows.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)) for name in names)


def _finder(source: "Source", layout: "Layout") -> "Callable[[int], int]":
    """Find lines by reading the file again, once, when a message needs one."""
    lines: list[int] = []

    def find(row: int) -> int:
        if not lines:
            text = source.read_bytes().decode("utf-8-sig", "replace")
            start = 0 if layout.header is None else layout.header + 1
            lines.extend(record.line for record in islice(records(text, layout), start, None))
        return lines[row]

    return find
