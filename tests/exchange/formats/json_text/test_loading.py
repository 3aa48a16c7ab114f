"""Broken JSON stops with its place; a broken line is skipped only when asked."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.formats.json_text import load
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources.source import of_bytes


def fault(data: bytes, *, skip_bad: bool = False) -> tuple[str, int | None, str | None]:
    with pytest.raises(BadInput) as caught:
        load(of_bytes("export.json", data), skip_bad=skip_bad)
    problem = caught.value.problem
    assert problem.file == "export.json"
    return problem.code, problem.line, problem.column


def test_one_value_or_a_value_a_line() -> None:
    assert [value for _, value in load(of_bytes("a", b'[{"a": 1}]'), skip_bad=False).values] == [[{"a": 1}]]
    lines = load(of_bytes("a", b'{"a": 1}\n\n{"a": 2}\r\n'), skip_bad=False).values
    assert [(place.line, value["a"]) for place, value in lines] == [(1, 1), (3, 2)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("json_empty", None, None)),
        (b" \n ", ("json_empty", None, None)),
        (b'[{"a": 1},\n {"a": "two', ("json_truncated", 2, "8")),
        (b'{"issues": [', ("json_truncated", 1, "13")),
        (b'[{"a": 1}\n {"a": 2}]', ("json_broken", 2, "2")),
        (b'{"a": 1}\n{"a": 2\n{"a": 3}\n', ("json_truncated", 2, "8")),
        (b'{"a": 1}\n{"a" 2}\n', ("json_broken", 2, "6")),
        (b'{"a" 1}\n{"a": 2}\n', ("json_broken", 1, "6")),
        (b"[" * 100_000, ("json_too_deep", None, None)),
        (b'{"a": 1}\n' + b"[" * 100_000, ("json_too_deep", 2, None)),
        (b'{"a": ' + b"1" * 5000 + b"}", ("json_number", None, None)),
    ],
)
def test_faults_name_line_and_column(data: bytes, expected: tuple[str, int | None, str | None]) -> None:
    assert fault(data) == expected


def test_broken_lines_are_skipped_when_asked_and_shown() -> None:
    loaded = load(of_bytes("a.jsonl", b'{"a": 1}\n{"a" 2}\n{"a": 3}\n{"a":'), skip_bad=True)
    assert [value["a"] for _, value in loaded.values] == [1, 3]
    assert [(problem.code, problem.line) for problem in loaded.skipped] == [("json_broken", 2), ("json_truncated", 4)]


def test_encodings_are_read_and_half_a_surrogate_pair_is_replaced() -> None:
    text = '{"a": "Éditeur d’étiquettes"}'
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert load(of_bytes("a", text.encode(encoding)), skip_bad=False).values[0][1]["a"] == "Éditeur d’étiquettes"
    (_, value), *_ = load(of_bytes("a", rb'{"a": "\ud83d\ude00 \ud83d \ude00"}'), skip_bad=False).values
    assert value["a"] == "\U0001f600 \ufffd \ufffd"


@given(st.binary(max_size=300))
def test_any_bytes_are_values_or_a_fault_with_its_file(data: bytes) -> None:
    with suppress(BadInput):
        assert all(place.file == "a.json" for place, _ in load(of_bytes("a.json", data), skip_bad=False).values)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_value_is_read_back(value: object) -> None:
    ascii_only = json.dumps(value).encode()
    (_, found), *_ = load(of_bytes("a", ascii_only), skip_bad=False).values
    assert json.dumps(found) == json.dumps(value) or "\\ud" in json.dumps(value)
