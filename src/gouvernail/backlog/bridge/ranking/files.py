"""The table of the backlog as a file; no cell is ever a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from gouvernail.exchange.reports.workbook.safe import safe_text, sheet_name

if TYPE_CHECKING:
    from gouvernail.exchange.reports.workbook.styles import Kind

Head = Sequence[tuple[str, float, "Kind"]]


def as_csv(head: Head, rows: Iterable[Sequence[Any]]) -> str:
    """Write a table as CSV, with the mark that has a spreadsheet read accents."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([name for name, _width, _kind in head])
    for row in rows:
        writer.writerow([safe_text(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row])
    return "\ufeff" + buffer.getvalue()


def as_workbook(title: str, sheets: Sequence[tuple[str, Head, Iterable[Sequence[Any]]]]) -> bytes:
    """Write tables as the sheets of a workbook."""
    # Imported here: the package of workbooks opens histories, which the web process does not at its start.
    from xlsxwriter import Workbook

    from gouvernail.exchange.reports.workbook.sheet import Column, Sheet
    from gouvernail.exchange.reports.workbook.styles import formats_of

    buffer, taken = BytesIO(), set[str]()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = Workbook(buffer, options)
    book.set_properties({"title": title, "author": "Gouvernail"})
    formats = formats_of(book)
    for name, head, rows in sheets:
        columns = [Column(*one) for one in head]
        Sheet(book.add_worksheet(sheet_name(name, taken=taken)), formats).table(columns, rows)
    book.close()
    return buffer.getvalue()
