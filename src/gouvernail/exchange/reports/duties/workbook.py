from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gouvernail.exchange.reports.duties.register import Register
    from gouvernail.exchange.reports.workbook.sheet import Sheet

_MOST_COLUMNS: Final = 16_383
"""People that the widest sheet of XLSX has room for, beside the duty."""


def duties_workbook(register: "Register") -> bytes:
    """Write two sheets: the duties with their people, and the matrix. No cell is ever a formula."""
    # Imported here: the package of workbooks opens histories, which the web process does not at its start.
    from xlsxwriter import Workbook

    from gouvernail.exchange.reports.workbook.safe import sheet_name
    from gouvernail.exchange.reports.workbook.sheet import Sheet
    from gouvernail.exchange.reports.workbook.styles import formats_of

    labels, buffer, taken = register.labels, BytesIO(), set[str]()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = Workbook(buffer, options)
    formats = formats_of(book)
    book.set_properties({"title": f"{labels['title']} · {labels['workspace']}", "author": "Gouvernail"})
    list_of, matrix = (book.add_worksheet(sheet_name(labels[name], taken=taken)) for name in ("duties", "matrix"))
    _list(Sheet(list_of, formats), register)
    _matrix(Sheet(matrix, formats), register)
    book.close()
    return buffer.getvalue()


def _list(sheet: "Sheet", register: "Register") -> None:
    from gouvernail.exchange.reports.workbook.sheet import Column

    labels = register.labels
    columns = [Column(labels["duty"], 32, "long"), Column(labels["meaning"], 60, "long"), Column(labels["about"], 20)]
    columns += [Column(labels[letter], 30, "long") for letter in "ARCI"]
    people = (
        (line.label, line.meaning, line.about, *(", ".join(line.people.get(letter, ())) for letter in "ARCI"))
        for line in register.lines
    )
    sheet.table(columns, people)


def _matrix(sheet: "Sheet", register: "Register") -> None:
    from gouvernail.exchange.reports.workbook.sheet import Column

    shown = register.columns[:_MOST_COLUMNS]
    columns = [Column(register.labels["duty"], 32, "long"), *(Column(name, 12) for name in shown)]
    rows = ((line.label, *cells[:_MOST_COLUMNS]) for line, cells in zip(register.lines, register.cells, strict=True))
    sheet.table(columns, rows)
