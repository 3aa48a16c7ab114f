"""Whatever the standard library writes, in any dialect and encoding, is read back identically by both ways."""

import csv
import io
import re

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gouvernail.exchange.sources.encoding import Text, guess_of
from gouvernail.exchange.sources.source import of_bytes
from gouvernail.exchange.tables import read_tables
from gouvernail.exchange.tables.layout import Layout
from gouvernail.exchange.tables.precise import read_precisely

_CELLS = st.one_of(
    st.text(st.characters(codec="cp1252", exclude_categories=["Cc", "Cs"]), max_size=8),
    st.sampled_from(
        ["", '"', '""', "a,b", "a;b", "l'été", "deux\nlignes", "deux\r\nlignes", "x\ty", "a|b", "«é»", "1,5"]
    ),
)
# Such pairs (Ã©) are what UTF-8 looks like in Windows-1252: a file that has them is refused as a mixture.
_ALSO_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_WIDTHS = st.integers(2, 5)


def _written(rows: list[list[str]], *, delimiter: str, quoting: int, end: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return stream.getvalue()


@st.composite
def _tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(_WIDTHS)
    rows = draw(st.lists(st.lists(_CELLS, min_size=width, max_size=width), min_size=3, max_size=12))
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    headers = [f"colonne {index}" for index in range(width)]
    # three full rows make the delimiter and the header plain, so that only the reading is at stake
    return [headers, *([["clé", *(["val"] * (width - 1))]] * 20), *kept, ["fin", *(["val"] * (width - 1))]]


@given(
    rows=_tables(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
)
@settings(deadline=None)
def test_what_is_written_is_read_back(
    rows: list[list[str]], delimiter: str, quoting: int, end: str, encoding: str
) -> None:
    data = _written(rows, delimiter=delimiter, quoting=quoting, end=end).encode(encoding)
    assume(encoding != "cp1252" or not _ALSO_UTF8.search(data))
    (table,) = read_tables(of_bytes("t.csv", data))
    expected = [tuple(cell or None for cell in row) for row in rows[1:]]
    assert table.headers == tuple(rows[0])
    assert table.cells.rows() == expected
    assert table.cells.columns == [str(index) for index in range(len(rows[0]))]


@given(rows=_tables(), delimiter=st.sampled_from([",", ";", "\t", "|"]), end=st.sampled_from(["\n", "\r\n"]))
@settings(deadline=None)
def test_both_ways_agree_and_lines_are_those_of_the_file(rows: list[list[str]], delimiter: str, end: str) -> None:
    text = _written(rows, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL, end=end)
    (fast,) = read_tables(of_bytes("t.csv", text.encode()))
    precise = read_precisely(
        "t.csv", Text(text.encode(), guess_of("t.csv", "utf-8")), Layout(delimiter, 0), skip_bad=False
    )
    assert fast.cells.equals(precise.cells)
    lines = io.StringIO(text, newline="").readlines()
    for row in range(fast.cells.height):
        line = fast.line_of(row)
        assert line == precise.line_of(row)
        first = next(csv.reader(lines[line - 1 :], delimiter=delimiter))
        assert tuple(cell or None for cell in first) == fast.cells.row(row)


def test_cells_are_all_text() -> None:
    (table,) = read_tables(of_bytes("t.csv", b"a,b\n1,2.50\n01,true\n"))
    assert table.cells.dtypes == [pl.String, pl.String]
    assert table.cells.rows() == [("1", "2.50"), ("01", "true")]
