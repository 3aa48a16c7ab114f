"""One sheet: a table with a frozen head, filters and widths."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.reports.workbook.safe import safe_text

if TYPE_CHECKING:
    from gouvernail.exchange.reports.workbook.styles import Kind

_FIRST_YEAR: Final = 1900
"""A spreadsheet counts days from there; an older day is written as text."""

LAST_ROW: Final = 1_048_576
"""Rows a sheet of XLSX can hold."""


@dataclass(frozen=True)
class Column:
    """The head of a column, its width in characters, and how its cells look."""

    name: str
    width: float = 14
    kind: "Kind" = "text"


@dataclass(frozen=True)
class Styled:
    """A cell that does not look like its column."""

    value: Any
    kind: "Kind"


class Sheet:
    """Writes one sheet from top to bottom, never back: what constant memory asks for."""

    def __init__(self, sheet: Any, formats: "dict[Kind, Any]") -> None:
        self._sheet = sheet
        self._formats = formats
        self._row = 0
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)

    def line(self, value: Any, kind: "Kind" = "text") -> None:
        """Write one cell on its own line."""
        self._cell(0, value, kind)
        self._row += 1

    def gap(self) -> None:
        """Leave a line empty."""
        self._row += 1

    def widths(self, *widths: float) -> None:
        """Set the widths of the first columns."""
        for index, width in enumerate(widths):
            self._sheet.set_column(index, index, width)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, alone: bool = True) -> None:
        """Write a table; `alone` on its sheet, it has a frozen head, filters and widths."""
        head = self._row
        for index, column in enumerate(columns):
            self._cell(index, column.name, "head")
        self._row += 1
        kinds = [column.kind for column in columns]
        for row in rows:
            for index, value in enumerate(row):
                self._cell(index, value, kinds[index])
            self._row += 1
        if alone:
            self._dress(columns, head)

    def _dress(self, columns: Sequence[Column], head: int) -> None:
        self.widths(*(column.width for column in columns))
        self._sheet.freeze_panes(head + 1, 0)
        self._sheet.repeat_rows(head)
        self._sheet.autofilter(head, 0, max(self._row - 1, head), len(columns) - 1)

    def _cell(self, column: int, value: Any, kind: "Kind") -> None:
        if isinstance(value, Styled):
            value, kind = value.value, value.kind
        look = self._formats[kind]
        match value:
            case str() if kind == "link":  # the name of another sheet
                self._sheet.write_url(self._row, column, _inside(value), look, value)
            case str():
                self._sheet.write_string(self._row, column, safe_text(value), look)
            case int() | float() if math.isfinite(value):
                self._sheet.write_number(self._row, column, value, look)
            case date() if value.year >= _FIRST_YEAR:
                self._sheet.write_datetime(self._row, column, _naive(value), look)
            case date():
                self._sheet.write_string(self._row, column, value.isoformat(), look)
            case _:  # NaN: no figure
                return


def _inside(sheet: str) -> str:
    name = sheet.replace("'", "''")
    return f"internal:'{name}'!A1"


def _naive(value: date) -> date:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
