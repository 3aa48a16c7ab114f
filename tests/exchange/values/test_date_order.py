"""Day or month first: what settles it, and what does not."""

import polars as pl
import pytest

from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.orders import DateOrder


def _read(texts: list[str]) -> tuple[DateOrder | None, bool, int]:
    parsed = parse_instants(pl.Series(texts, dtype=pl.String))
    return parsed.order, parsed.guessed, int(parsed.bad.sum())


def test_times_of_twelve_hours_and_one_proof_are_american() -> None:
    assert _read([f"1/{day}/2024 9:05 AM" for day in range(1, 16)]) == (DateOrder.MONTH_FIRST, False, 0)


def test_a_lone_contrary_date_settles_nothing_and_is_bad() -> None:
    assert _read([*[f"0{day}/04/2024" for day in range(1, 10)], "01/13/2024"]) == (DateOrder.DAY_FIRST, True, 1)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["13/04/2024"] * 9, (DateOrder.DAY_FIRST, False, 0)),
        (["04/13/2024"] * 9, (DateOrder.MONTH_FIRST, False, 0)),
        (["03/04/2024"] * 9, (DateOrder.DAY_FIRST, True, 0)),
        ([*["14/04/2024"] * 9, "01/13/2024"], (DateOrder.DAY_FIRST, False, 1)),
    ],
)
def test_what_rows_prove(texts: list[str], expected: tuple[DateOrder, bool, int]) -> None:
    assert _read(texts) == expected


def test_a_number_without_any_date_around_is_no_date() -> None:
    parsed = parse_instants(pl.Series(["45292", "soon", "later", "never"]))
    assert parsed.values.is_null().all()


def test_a_day_number_of_excel_among_dates_is_that_day() -> None:
    parsed = parse_instants(pl.Series(["13/01/2024", "14/01/2024", "45292", "12345678"]))
    assert str(parsed.values[2]) == "2024-01-01 00:00:00"
    assert parsed.bad.to_list() == [False, False, False, True]
