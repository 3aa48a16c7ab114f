"""A broken row is named by its file, its line and what was expected."""

import pytest

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources.source import of_bytes
from gouvernail.exchange.tables import Table, read_tables
from gouvernail.exchange.tables.survey import LARGEST_FIELD

_GOOD = "A-1,Titre,Ouvert,\n" * 3


def _read(text: str | bytes, *, skip_bad: bool = False) -> Table:
    data = text if isinstance(text, bytes) else text.encode()
    (table,) = read_tables(of_bytes("tickets.csv", data), skip_bad=skip_bad)
    return table


def _fault(text: str | bytes) -> BadInput:
    with pytest.raises(BadInput) as caught:
        _read(text)
    assert caught.value.problem.file == "tickets.csv"
    return caught.value


def test_a_row_with_too_many_fields() -> None:
    fault = _fault(f"clé,titre,état,fin\n{_GOOD}A-5,un, deux,Ouvert,2024\n")
    assert fault.problem.code == "ragged_row"
    assert fault.problem.line == 5
    assert fault.problem.params == {"expected": 4, "read": 5}
    assert "A-5" in (fault.problem.found or "")


def test_a_row_cut_short_in_a_file_that_writes_its_empty_ends() -> None:
    fault = _fault(f"clé,titre,état,fin\n{_GOOD}A-5,un\n")
    assert (fault.problem.code, fault.problem.line) == ("ragged_row", 5)
    assert fault.problem.params == {"expected": 4, "read": 2}


def test_a_row_broken_in_two_by_a_line_end_without_quotes() -> None:
    rows = "A-1,Titre,Ouvert,2024\n" * 30
    fault = _fault(f"clé,titre,état,fin\n{rows}A-5,un\ntitre,Ouvert,2024\n{rows}")
    assert (fault.problem.code, fault.problem.line, fault.total) == ("ragged_row", 32, 2)


def test_short_rows_are_fine_in_a_file_that_leaves_out_its_empty_ends() -> None:
    table = _read("clé,titre,état,fin\nA-1,un\nA-2,deux,Ouvert\nA-3,trois,Fait,2024\n")
    assert table.cells.rows()[0] == ("A-1", "un", None, None)
    assert table.bad == ()


def test_excel_leaves_out_empty_ends_by_blocks_of_sixteen_lines() -> None:
    first = "clé,titre,fin\n" + "A,un,\n" * 14 + "A,un,2024\n"
    table = _read(first + "B,deux\n" * 16 + "C,trois\n" * 5)
    assert table.cells.height == 15 + 16 + 5


def test_extra_empty_fields_are_fine() -> None:
    assert _read("a,b\n1,2,,\n3,4\n").cells.rows() == [("1", "2"), ("3", "4")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,2\n3,"quatre\n5,6\n', 3),
        ('a,b\n1,"x\ny"\n3,"quatre\n5,6\n', 4),
        ('a,b\n1,"deux\n3,"quatre"\n5,6\n', 2),
        ('a,b\n"1\n2",3\n"ok","non\n7,"8"\n', 4),
    ],
)
def test_a_quote_that_does_not_close_is_found_where_it_opens(text: str, line: int) -> None:
    fault = _fault(text)
    assert (fault.problem.code, fault.problem.line) == ("unclosed_quote", line)


def test_an_unclosed_quote_shows_what_the_file_holds_and_nothing_more() -> None:
    assert _fault('a,b\n1,2\n3,"quatre\n5,6\n').problem.found == "3 | quatre 5,6"


def test_skip_bad_counts_and_shows_what_it_skips() -> None:
    table = _read('a,b\n1,2\n3,"quatre\n5,6\n7,8,9\n10,11\n', skip_bad=True)
    assert table.cells.rows() == [("1", "2"), ("5", "6"), ("10", "11")]
    assert [(problem.code, problem.line) for problem in table.bad] == [("unclosed_quote", 3), ("ragged_row", 5)]
    assert [table.line_of(row) for row in range(3)] == [2, 4, 6]


def test_all_faults_are_counted_and_the_next_ones_kept() -> None:
    fault = _fault("a,b\n" + "1,2,3\n" * 50)
    assert fault.total == 50
    assert len(fault.more) == 20


@pytest.mark.parametrize("text", ["a,b\n", "a,b", "a;b;c\r\n\r\n", "titre\n"])
def test_headers_without_a_row(text: str) -> None:
    assert _fault(text).problem.code == "no_rows"


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_giant_field_stops_the_reading_at_its_line(quote: str) -> None:
    giant = "x" * (LARGEST_FIELD + 2 * 1024**2)
    fault = _fault(f"a,b\n1,2\n3,{quote}{giant}{quote}\n5,6\n")
    assert (fault.problem.code, fault.problem.line) == ("field_too_large", 3)


def test_a_giant_field_full_of_doubled_quotes_and_line_ends() -> None:
    giant = 'ligne ""citée""\n' * (LARGEST_FIELD // 8)
    assert _fault(f'a,b\n1,"{giant}"\n').problem.code == "field_too_large"


def test_a_large_but_possible_field_is_read() -> None:
    text = "x" * 2_000_000
    assert _read(f'a,b\n1,"{text}"\n2,3\n').cells["1"].to_list() == [text, "3"]


def test_mixed_encodings_are_refused_at_the_first_byte_that_does_not_fit() -> None:
    fault = _fault("a,b\nété,ça\n".encode() + "1,là\n".encode("cp1252"))
    assert (fault.problem.code, fault.problem.line, fault.problem.column) == ("mixed_encoding", 3, "4")
    assert fault.problem.params["byte"] == "0xE0"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\n \n\n", "empty_file"),
        (b"%PDF-1.7\n1 0 obj\n", "is_pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is_image"),
        (b"<!DOCTYPE html><html><table></table></html>", "is_web_page"),
        (b'<?xml version="1.0"?><Workbook/>', "is_web_page"),
        (b'[{"key": "A-1"}]', "is_json"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged_workbook"),
        (bytes(range(256)) * 4, "is_binary"),
    ],
)
def test_what_is_no_table_is_named(data: bytes, code: str) -> None:
    assert _fault(data).problem.code == code
