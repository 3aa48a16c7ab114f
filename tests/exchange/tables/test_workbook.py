"""Workbooks as tables of text: values as stored, one table a sheet."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources.source import of_bytes
from gouvernail.exchange.tables import read_tables


def _xlsx(sheets: dict[str, list[list[Any]]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        formats = {
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, cell, *([formats[type(cell)]] if type(cell) in formats else []))
    return stream.getvalue()


def test_cells_become_text() -> None:
    rows = [
        ["clé", "titre", "fin", "vu le", "effort", "coût", "ok"],
        ["A-1", "Écran", date(2025, 3, 14), datetime(2025, 3, 14, 8, 30), 3, 2.5, True],
        ["A-2", "", None, datetime(2025, 3, 14), 1e6, 0.1, False],
    ]
    (table,) = read_tables(of_bytes("roadmap.xlsx", _xlsx({"Roadmap": rows})))
    assert table.name == "roadmap.xlsx › Roadmap"
    assert table.cells.rows() == [
        ("A-1", "Écran", "2025-03-14", "2025-03-14T08:30:00", "3", "2.5", "true"),
        ("A-2", None, None, "2025-03-14", "1000000", "0.1", "false"),
    ]
    assert [table.line_of(row) for row in range(2)] == [2, 3]


def test_titles_above_the_header_and_blank_rows() -> None:
    rows = [["Roadmap CRM", None, None], [None], [None, "clé", "titre"], [None, "A-1", "un"], [], [None, "A-2", "deux"]]
    (table,) = read_tables(of_bytes("r.xlsx", _xlsx({"R": rows})))
    assert table.headers == ("", "clé", "titre")
    assert table.cells["1"].to_list() == ["A-1", "A-2"]
    assert [table.line_of(row) for row in range(2)] == [4, 6]
    assert ("header_line", "3") in [(guess.code, guess.value) for guess in table.guesses]


def test_one_table_a_sheet_that_holds_rows() -> None:
    sheets = {
        "Lot 1": [["clé", "titre"], ["A", "x"]],
        "Vide": [],
        "Entête": [["a", "b"]],
        "Lot 2": [["clé", "titre"], ["B", "y"]],
    }
    tables = read_tables(of_bytes("r.xlsx", _xlsx(sheets)))
    assert [table.name for table in tables] == ["r.xlsx › Lot 1", "r.xlsx › Lot 2"]
    assert all("sheet" in [guess.code for guess in table.guesses] for table in tables)


def test_a_formula_gives_its_stored_value_and_an_error_gives_nothing() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["clé", "somme", "erreur"])
        sheet.write(1, 0, "A-1")
        sheet.write_formula(1, 1, "=1+2", None, 3)
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    (table,) = read_tables(of_bytes("f.xlsx", stream.getvalue()))
    assert table.cells.rows() == [("A-1", "3", None)]


def test_an_ods() -> None:
    document = OpenDocumentSpreadsheet()
    sheet = OdfTable(name="Feuille1")
    for cells in (["clé", "titre"], ["A-1", "l’écran"]):
        row = TableRow()
        for text in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    document.write(stream)
    (table,) = read_tables(of_bytes("r.ods", stream.getvalue()))
    assert table.headers == ("clé", "titre")
    assert table.cells.rows() == [("A-1", "l’écran")]


def _refused(data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read_tables(of_bytes("r.xlsx", data))
    return caught.value.problem.code


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    plain = _xlsx({"S": [["a", "b"], [1, 2]]})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in source.namelist():
            data = source.read(name)
            bomb.writestr(name, data + b" " * 60_000_000 if name.endswith("sheet1.xml") else data)
    assert _refused(stream.getvalue()) == "archive_bomb"


def test_damaged_and_empty_workbooks() -> None:
    data = _xlsx({"S": [["a", "b"], [1, 2]]})
    assert _refused(data[: len(data) // 2]) == "damaged_workbook"
    assert _refused(_xlsx({"S": []})) == "no_rows"
    assert _refused(_xlsx({"S": [["a", "b"]]})) == "no_rows"


def _ods_with(repeat: str) -> bytes:
    document = OpenDocumentSpreadsheet()
    sheet = OdfTable(name="S")
    for cells in (["clé", "titre"], ["A-1", "un"]):
        row = TableRow()
        for text in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        sheet.addElement(row)
    last = TableRow()
    far = TableCell(valuetype="string", numbercolumnsrepeated=repeat)
    far.addElement(P(text="z"))
    last.addElement(far)
    sheet.addElement(last)
    sheet.addElement(TableRow(numberrowsrepeated="1048000"))
    document.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def test_a_stray_cell_at_the_far_end_of_a_sheet_is_refused_before_it_is_opened() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write(1_048_575, 16_383, "z")
    assert _refused(stream.getvalue()) == "sheet_too_wide"
    assert _refused(_ods_with("99999999")) == "sheet_too_wide"


def test_empty_rows_that_a_spreadsheet_program_repeats_to_the_end_are_fine() -> None:
    (table,) = read_tables(of_bytes("r.ods", _ods_with("2")))
    assert table.cells.rows() == [("A-1", "un"), ("z", "z")]
