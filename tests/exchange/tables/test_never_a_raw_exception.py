"""Any bytes give tables or a sentence, never an exception of Python, Polars or calamine."""

import gzip
import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources import open_paths
from gouvernail.exchange.sources.source import Source, of_bytes
from gouvernail.exchange.tables import Table, read_tables
from gouvernail.exchange.wording.words import Words

_SEPARATORS = [b",", b";", b"|", b"\t", b"\n", b"\r\n", b"\r", b" ", b'"', b'""', b"sep=;"]
_STRANGE = [
    b"\x00",
    b"\x0b",
    b"\x1c",
    b"\xe9",
    b"\xe2\x80\xa8",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"PK\x03\x04",
    b"\x1f\x8b",
]
_PIECES = st.sampled_from([b"a", b"1", b"{", b"\xc3\xa9", *_SEPARATORS, *_STRANGE])


def _tables_or_sentence(source: Source, *, skip_bad: bool) -> list[Table]:
    try:
        tables = read_tables(source, skip_bad=skip_bad)
    except BadInput as bad:
        words = Words("fr")
        for sentence in ("what", "do"):
            words.say(f"problems.{bad.problem.code}.{sentence}", found=bad.problem.found, **bad.problem.params)
        return []
    for table in tables:
        assert len(table.headers) == table.cells.width
        assert table.cells.height > 0
        assert [table.line_of(row) for row in range(table.cells.height)] == sorted(
            table.line_of(row) for row in range(table.cells.height)
        )
    return tables


@given(data=st.binary(max_size=400), skip_bad=st.booleans())
@example(data=b"\xff\xfe\x00\xd8", skip_bad=False)
@example(data=b"PK\x05\x06" + b"\x00" * 18, skip_bad=False)
@settings(deadline=None)
def test_any_bytes(data: bytes, skip_bad: bool) -> None:
    _tables_or_sentence(of_bytes("f.csv", data), skip_bad=skip_bad)


@given(pieces=st.lists(_PIECES, max_size=60), skip_bad=st.booleans())
@settings(deadline=None, max_examples=400)
def test_any_text_of_a_table(pieces: list[bytes], skip_bad: bool) -> None:
    _tables_or_sentence(of_bytes("f.csv", b"".join(pieces)), skip_bad=skip_bad)


@given(pieces=st.lists(_PIECES, max_size=60))
@settings(deadline=None, max_examples=200)
def test_skip_bad_gives_all_the_rows_that_a_strict_reading_gives(pieces: list[bytes]) -> None:
    source = of_bytes("f.csv", b"".join(pieces))
    strict = _tables_or_sentence(source, skip_bad=False)
    if strict:
        (lenient,) = read_tables(source, skip_bad=True)
        assert lenient.cells.equals(strict[0].cells)
        assert lenient.bad == ()


@cache
def _workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Roadmap")
        for row in range(30):
            sheet.write_row(row, 0, ["clé", "titre", "échéance"] if not row else [f"A-{row}", "un titre", row])
    return stream.getvalue()


@cache
def _ods() -> bytes:
    document = OpenDocumentSpreadsheet()
    table = OdfTable(name="Roadmap")
    for row in range(20):
        line = TableRow()
        for text in ["clé", "titre"] if not row else [f"A-{row}", "un titre"]:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize("make", [_workbook, _ods])
@given(seed=st.integers(0, 2**32))
@settings(deadline=None)
def test_damaged_workbooks(make: Callable[[], bytes], seed: int) -> None:
    _tables_or_sentence(of_bytes("f.xlsx", _damaged(make(), seed)), skip_bad=False)


@pytest.mark.parametrize(
    "name",
    [
        "agile_project_dataset/jira.csv",
        "importer_fixtures/gitlab_MIT/csv_gitlab_export.csv",
        "napire_causes_problems_effects/2018_CAUSES_PROBLEMS_1.csv",
        "jira_titanium/links.csv",
    ],
)
def test_damaged_real_files(shared_data: Callable[[str], Path], name: str) -> None:
    data = shared_data(name).read_bytes()[:20_000]
    for seed in range(40):
        for skip_bad in (False, True):
            _tables_or_sentence(of_bytes("f.csv", _damaged(data, seed)), skip_bad=skip_bad)


@given(seed=st.integers(0, 2**32))
@settings(deadline=None, max_examples=30)
def test_damaged_archives(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "a,b\n" + "1,2\n" * 200)
        archive.writestr("b.csv.gz", gzip.compress(b"a,b\n" + b"1,2\n" * 200))
    path = tmp_path_factory.mktemp("damaged") / "export.zip"
    path.write_bytes(_damaged(stream.getvalue(), seed))
    try:
        sources = open_paths([path])
    except BadInput:
        return
    for source in sources:
        _tables_or_sentence(source, skip_bad=False)


def _damaged(data: bytes, seed: int) -> bytes:
    """Flip, cut, repeat or insert a few stretches of bytes."""
    chance = np.random.default_rng(seed)
    damaged = bytearray(data)
    for _ in range(chance.integers(1, 6)):
        at = int(chance.integers(len(damaged)))
        length = int(chance.choice([1, 1, 2, 40, 400]))
        match chance.integers(4):
            case 0:
                damaged[at : at + length] = chance.bytes(length)
            case 1:
                del damaged[at : at + length]
            case 2:
                damaged[at:at] = damaged[at : at + length]
            case _:
                damaged[at:at] = b'"\n,;\x00\xff\r'[(where := int(chance.integers(7))) : where + 1]
        if not damaged:
            return b"\x00"
    return bytes(damaged)
