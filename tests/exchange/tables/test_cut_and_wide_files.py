"""A file that stops in the middle of a row, and one with more columns than any export."""

import io

import pytest
import xlsxwriter

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources.source import of_bytes
from gouvernail.exchange.tables import read_tables
from gouvernail.exchange.tables.finish import MOST_COLUMNS

_TEXT = "key,title,status,created\n" + "".join(f"A-{i},Title {i},Done,2024-01-0{i}\n" for i in range(1, 8))


@pytest.mark.parametrize("cut", [12, 16, 20])
def test_a_file_cut_in_its_last_row_is_refused_with_its_line(cut: int) -> None:
    with pytest.raises(BadInput) as caught:
        read_tables(of_bytes("t.csv", _TEXT[:-cut].encode()))
    assert (caught.value.problem.code, caught.value.problem.line) == ("ragged_row", 8)


def test_a_cut_row_is_skipped_when_asked() -> None:
    (table,) = read_tables(of_bytes("t.csv", _TEXT[:-16].encode()), skip_bad=True)
    assert table.cells.height == 6
    assert [problem.line for problem in table.bad] == [8]


def test_a_short_last_row_with_its_line_end_is_a_habit() -> None:
    (table,) = read_tables(of_bytes("t.csv", f"{_TEXT}A-8,Title 8\n".encode()))
    assert table.cells.row(-1) == ("A-8", "Title 8", None, None)


@pytest.mark.parametrize("width", [MOST_COLUMNS + 1, 1_000_000])
def test_a_text_of_too_many_columns_is_refused_at_once(width: int) -> None:
    header = ",".join(f"c{index}" for index in range(width))
    with pytest.raises(BadInput) as caught:
        read_tables(of_bytes("t.csv", f"{header}\n{',' * (width - 1)}\n".encode()))
    assert caught.value.problem.code == "too_many_columns"


def test_a_sheet_of_too_many_columns_is_refused() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for column in range(MOST_COLUMNS + 1):
            sheet.write(0, column, f"c{column}")
            sheet.write(1, column, "x")
    with pytest.raises(BadInput) as caught:
        read_tables(of_bytes("t.xlsx", stream.getvalue()))
    assert caught.value.problem.code == "too_many_columns"


def test_the_widest_export_is_read() -> None:
    header = ",".join(f"c{index}" for index in range(MOST_COLUMNS))
    (table,) = read_tables(of_bytes("t.csv", f"{header}\n{','.join('x' * MOST_COLUMNS)}\n".encode()))
    assert table.cells.width == MOST_COLUMNS
