"""Foreign text in a cell is never a formula, and names of sheets are always valid."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.reports.workbook.safe import safe_text, sheet_name

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33 1 23",
        "-10 %",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "＝1",
        '=HYPERLINK("http://x","y")',
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "CRM-12", "Réduire de -10 %", "a=b", "'déjà", "−47 j", "1+1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    safe = safe_text(text)
    assert not safe.startswith(STARTS)
    assert not safe.lstrip().startswith(STARTS)


@given(st.text(max_size=50))
def test_what_is_kept_is_what_was_written(text: str) -> None:
    printable = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text)
    assert safe_text(text).removeprefix("'") == printable.removeprefix("'")


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    safe = safe_text("=" + "x" * 40_000)
    assert len(safe) == 32_767
    assert safe.startswith("'=x")
    assert safe.endswith("…")


@given(st.lists(st.text(), max_size=40))
def test_names_of_sheets_are_valid_and_differ(names: list[str]) -> None:
    taken: set[str] = set()
    given_names = [sheet_name(name, taken=taken) for name in names]
    assert len({name.casefold() for name in given_names}) == len(names)
    for name in given_names:
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
