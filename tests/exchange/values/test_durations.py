"""Amounts of work in several units of time are counted in days; others are left to the reader of numbers."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.values.durations import in_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("4h", 0.5),
        ("2j", 2.0),
        ("1,5 j", 1.5),
        ("1 sem", 5.0),
        ("2 semaines", 10.0),
        ("3 J/H", 3.0),
        ("1w 2d 4h", 7.5),
        ("480 min", 1.0),
    ],
)
def test_units_are_days_of_work(text: str, days: float) -> None:
    found = in_days(pl.Series([text, "8h", "1 jour", None]))
    assert found is not None
    assert found.to_list() == [days, 1.0, 1.0, None]


@pytest.mark.parametrize("texts", [["3h", "2 h", "8 heures"], ["3", "5"], ["5 pts", "3 pts"], ["2j", "5"], [None]])
def test_one_unit_or_none_is_left_to_numbers(texts: list[str | None]) -> None:
    assert in_days(pl.Series(texts, dtype=pl.String)) is None


def test_what_has_no_unit_among_units_is_not_an_amount() -> None:
    found = in_days(pl.Series(["3h", "2j", "5", "bientôt"]))
    assert found is not None
    assert found.to_list() == [0.375, 2.0, None, None]


@given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["1h", "2j", "1w 2d"]))))
def test_no_text_is_a_fault(texts: list[str | None]) -> None:
    found = in_days(pl.Series(texts, dtype=pl.String))
    assert found is None or len(found) == len(texts)
