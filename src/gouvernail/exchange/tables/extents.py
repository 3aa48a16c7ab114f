"""How far a sheet reaches, before it is opened: calamine makes room for the whole rectangle up to its last cell.

One value in the last cell of an XLSX sheet, a file of 6 KB, would ask for half a terabyte.
"""

import re
import zipfile
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from gouvernail.exchange.problems import BadInput, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_AREA: Final = 20_000_000
"""Cells, filled or not, of one sheet: 200,000 rows of 100 columns."""

_CHUNK: Final = 4 * 1024**2
_OVERLAP: Final = 4096  # longer than any tag of a row or a cell
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr\s*=\s*[\"'](\d{1,7})[\"']")
_COLUMN: Final = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,3})\d")
_OPEN_TAG: Final = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_REPEATED: Final = re.compile(rb"table:number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,9})[\"']")
_ODS: Final = "content.xml"


class Extent(NamedTuple):
    """The last row and the last column of a sheet that hold something, from 1."""

    rows: int
    columns: int


def check_extents(name: str, archive: zipfile.ZipFile) -> None:
    """Refuse a workbook of which a sheet spans more cells than memory holds.

    Raises
    ------
    BadInput
        `sheet_too_wide`.
    """
    for member in archive.infolist():
        with archive.open(member) as stream:
            found = list(_ods_extents(stream.read())) if member.filename == _ODS else [_xlsx_extent(stream)]
        for extent in found:
            if extent.rows * extent.columns > LARGEST_AREA:
                raise BadInput(Problem("sheet_too_wide", name, params=extent._asdict()))


def _xlsx_extent(stream: IO[bytes]) -> Extent:
    rows, columns, before = 0, set[bytes](), b""
    while chunk := stream.read(_CHUNK):
        text = before + chunk
        rows = max(rows, max(map(int, _ROW.findall(text)), default=0))
        columns.update(_COLUMN.findall(text))
        before = text[-_OVERLAP:]
    return Extent(rows, max(map(_column_number, columns), default=0))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_extents(content: bytes) -> "Iterator[Extent]":
    """Follow the repetitions by which OpenDocument writes equal cells and rows once."""
    row = column = rows = columns = 0
    for tag in _OPEN_TAG.finditer(content):
        kind, attributes = tag.groups()
        found = _REPEATED.search(attributes)
        times = int(found[1]) if found else 1
        if kind == b"table":
            yield Extent(rows, columns)
            row = column = rows = columns = 0
        elif kind == b"table-row":
            row, column = row + times, 0
        else:
            column += times
            if b"office:value" in attributes or not attributes.endswith(b"/"):
                rows, columns = row, max(columns, column)
    yield Extent(rows, columns)
