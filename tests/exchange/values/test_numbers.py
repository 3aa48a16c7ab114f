"""Numbers with French or English marks, units and currencies."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.exchange.values.numbers import parse_numbers


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1 234,5", "1,234"], [1234.5, 1.234]),
        (["1\u202f234,50 €", "€ 1 234"], [1234.5, 1234.0]),
        (["1,234.5", "2,000"], [1234.5, 2000.0]),
        (["1.234,5", "1.234"], [1234.5, 1234.0]),
        (["1,234"], [1234.0]),
        (["1,5"], [1.5]),
        (["1.500", "2.25"], [1.5, 2.25]),
        (["0,125", "0,5"], [0.125, 0.5]),
        (["3 j/h", "5 pts", "~8", "45 %"], [3.0, 5.0, 8.0, 45.0]),
        (["10 k€", "1,2 M€", "-3", "(3)"], [10_000.0, 1_200_000.0, -3.0, -3.0]),
        (["3", "2.5", "1e3", None, " 4 "], [3.0, 2.5, 1000.0, None, 4.0]),
    ],
)
def test_numbers_of_one_column(texts: list[str | None], numbers: list[float | None]) -> None:
    values, bad = parse_numbers(pl.Series("n", texts, dtype=pl.String))
    assert values.to_list() == numbers
    assert not bad.any()


def test_words_and_dates_are_bad_and_unknown_is_empty() -> None:
    values, bad = parse_numbers(pl.Series(["foo", "1/2", "3-5", "2024-01-01", "inf", "TBD", "", "N/A", "nan"]))
    assert values.null_count() == 9
    assert bad.to_list() == [True] * 5 + [False] * 4


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False).map(lambda one: round(one, 2)), min_size=1, max_size=6))
@settings(deadline=None)
def test_both_languages_give_the_number_back(numbers: list[float]) -> None:
    english = [f"{number:,.2f}" for number in numbers]
    french = [text.replace(",", "\u202f").replace(".", ",") for text in english]
    assert parse_numbers(pl.Series(english))[0].to_list() == numbers
    assert parse_numbers(pl.Series(french))[0].to_list() == numbers


@given(st.lists(st.one_of(st.none(), st.text(max_size=15), st.text("0123456789., -+()€k%e", max_size=15)), max_size=6))
@settings(deadline=None, max_examples=300)
def test_no_text_raises(texts: list[str | None]) -> None:
    values, bad = parse_numbers(pl.Series("n", texts, dtype=pl.String))
    assert values.drop_nulls().is_finite().all()
    assert not (bad & values.is_not_null()).any()
