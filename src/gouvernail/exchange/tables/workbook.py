"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS), by calamine: stored values, never formulas."""

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from gouvernail.exchange.problems import BadInput, Guess, Problem
from gouvernail.exchange.sources.archives import DAMAGED
from gouvernail.exchange.sources.limits import check_members
from gouvernail.exchange.tables.cells import texts_of
from gouvernail.exchange.tables.extents import check_extents
from gouvernail.exchange.tables.finish import check_width, headers_of, without_empty_end
from gouvernail.exchange.tables.layout import header_row
from gouvernail.exchange.tables.shapes import footer_start, frame_of
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.tables.trimming import trimmed

if TYPE_CHECKING:
    from gouvernail.exchange.sources.source import Source

_ZIP: Final = b"PK"


def read_workbook(source: "Source") -> list[Table]:
    """Read every sheet that is shown and holds a table; hidden ones only when there is no other.

    Raises
    ------
    BadInput
        `damaged_workbook`, `protected_workbook`, `archive_bomb`, `no_rows` when no sheet has a row under its headers.
    """
    data = source.read_bytes()
    _check(source.name, data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {each.name for each in book.sheets_metadata if each.visible is not SheetVisibleEnum.Visible}
        sheets = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names]
    except PasswordError as error:
        raise BadInput(Problem("protected_workbook", source.name)) from error
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise BadInput(Problem("damaged_workbook", source.name)) from error
    shown = _tables(source.name, [each for each in sheets if each[0] not in hidden])
    tables = shown or _tables(source.name, sheets)
    if not tables:
        raise BadInput(Problem("no_rows", source.name))
    unread = sorted(hidden) if shown else []
    guesses = tuple(Guess("hidden_sheet", source.name, name) for name in unread)
    return [replace(tables[0], guesses=(*tables[0].guesses, *guesses)), *tables[1:]]


def _tables(name: str, sheets: list[tuple[str, list[list[Any]]]]) -> list[Table]:
    several = sum(1 for _, rows in sheets if rows) > 1
    found = (_table(f"{name} › {sheet}", rows, sheet=sheet if several else None) for sheet, rows in sheets)
    return [table for table in found if table is not None]


def _check(name: str, data: bytes) -> None:
    """Refuse a bomb by what the archive says of itself and by how far its sheets reach, before calamine opens it."""
    if not data.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_members(name, archive.infolist())
            check_extents(name, archive)
    except DAMAGED as error:
        raise BadInput(Problem("damaged_workbook", name)) from error


def _table(name: str, rows: list[list[Any]], *, sheet: str | None) -> Table | None:
    """Make the table of one sheet; None when it has no row under a header."""
    texts = texts_of(rows)
    filled = [index for index, row in enumerate(texts) if any(row)]
    shown = [texts[index] for index in filled]
    header = header_row(shown)
    start = -1 if header is None else header
    blank_before = [index > 0 and filled[index] > filled[index - 1] + 1 for index in range(len(filled))]
    end = footer_start(shown, blank_before)
    data = shown[start + 1 : end]
    if not data:
        return None
    width = max(len(row) for row in shown)
    guesses = [Guess("sheet", name, sheet)] if sheet else []
    if header is None:
        guesses.append(Guess("no_header", name, str(width)))
    elif filled[header]:
        guesses.append(Guess("header_line", name, str(filled[header] + 1)))
    headers, cells = without_empty_end(
        headers_of(None if header is None else shown[header], width), frame_of(data, width)
    )
    check_width(name, len(headers), line=filled[max(start, 0)] + 1)
    lines = [index + 1 for index in filled[start + 1 : end]]
    rows_left = trimmed(name, headers, cells, lines.__getitem__)
    if rows_left.cells.is_empty():
        return None
    return Table(name, headers, rows_left.cells, rows_left.line_of, (*guesses, *rows_left.guesses))
