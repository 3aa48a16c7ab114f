"""One pass over the bytes says what a slow and plain reading says, wherever the blocks are cut."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gouvernail.exchange.tables.survey as under_test
from gouvernail.exchange.tables.survey import survey

_REGULAR = re.compile(rb'(?:(?:[^",\r\n]*|"(?:[^"]|"")*")(?:,|\r\n|\n|$))*')
_TEXTS = st.lists(st.sampled_from(['"', '""', '"""', ",", "\n", "\r\n", "\r", "a", "é", "\x01", "\t"]), max_size=60)


@given(pieces=_TEXTS, block=st.integers(1, 9))
@settings(deadline=None, max_examples=400)
def test_it_says_what_a_plain_reading_says(pieces: list[str], block: int) -> None:
    data = "".join(pieces).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(under_test, "_BLOCK", block)
        seen = survey(io.BytesIO(data), ",")
    quoted = re.sub(rb'"[^"]*(?:"|$)', b"", data)
    assert seen.delimiters == quoted.count(b",")
    assert (seen.quotes, seen.newlines) == (data.count(b'"'), data.count(b"\n"))
    assert seen.lone_returns == len(re.findall(rb"\r(?!\n)", data))
    assert seen.controls == data.count(b"\x01")
    assert seen.regular == (_REGULAR.fullmatch(data) is not None and not seen.lone_returns)


@given(
    cells=st.lists(st.text(st.sampled_from('a",\n'), max_size=40), min_size=1, max_size=12), block=st.integers(1, 30)
)
@settings(deadline=None, max_examples=300)
def test_a_long_field_is_seen_and_no_other(cells: list[str], block: int) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([cell, "x"] for cell in cells)
    longest = max(len(cell) + cell.count('"') + 2 for cell in cells)
    data = stream.getvalue().encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(under_test, "_BLOCK", block)
        assert survey(io.BytesIO(data), ",", largest=longest + 1).large is None
        found = survey(io.BytesIO(data), ",", largest=max(1, longest // 2 - block)).large
    if longest > 2 * block + 8 and any(len(cell) > longest // 2 + block + 4 for cell in cells):
        assert found is not None
