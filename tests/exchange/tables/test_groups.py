"""Boards written group by group: repeated headers, titles of groups and rows without a name are no elements."""

import io

import pytest
import xlsxwriter

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources.source import of_bytes
from gouvernail.exchange.tables import read_tables
from gouvernail.exchange.tables.table import Table

_HEADERS = ["Name", "Status", "Due date"]
_BOARD = [
    ["CRM"],
    [],
    ["First quarter"],
    _HEADERS,
    ["Écran 1", "Done", "2024-03-01"],
    ["Écran 2", "Stuck", None],
    [None, None, "2024-03-01"],
    [],
    ["Backlog"],
    _HEADERS,
    ["Écran 3", "Done", "2024-06-01"],
    [None, None, "2024-06-01"],
]


def _as_text(rows: list[list[str | None]]) -> bytes:
    return "".join(";".join(cell or "" for cell in row + [None] * (3 - len(row))) + "\n" for row in rows).encode()


def _as_workbook(rows: list[list[str | None]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [cell or "" for cell in row])
    return stream.getvalue()


@pytest.mark.parametrize("name", ["board.csv", "board.xlsx"])
def test_only_the_elements_of_each_group_are_kept_with_their_lines(name: str) -> None:
    data = _as_workbook(_BOARD) if name.endswith("xlsx") else _as_text(_BOARD)
    (table,) = read_tables(of_bytes(name, data))
    assert table.cells["0"].to_list() == ["Écran 1", "Écran 2", "Écran 3"]
    assert [table.line_of(row) for row in range(3)] == [5, 6, 11]
    assert [guess.value for guess in table.guesses if guess.code == "repeated_headers"] == ["4"]


def _read(text: str) -> Table:
    (table,) = read_tables(of_bytes("t.csv", text.encode()))
    return table


def test_without_headers_that_come_back_every_row_counts() -> None:
    table = _read("Name;Status;Due date\nAlone;;\n;Done;2024-01-01\nx;Done;2024-01-01\n")
    assert table.cells.height == 3


def test_an_element_named_like_its_column_stays() -> None:
    table = _read("Name;Status;Due date\nName;Done;2024-01-01\nx;Done;2024-01-01\n")
    assert table.cells.height == 2


def test_headers_twice_and_nothing_else_are_no_table() -> None:
    with pytest.raises(BadInput, match="no_rows"):
        _read("Name;Status;Due date\nName;Status;Due date\n")
