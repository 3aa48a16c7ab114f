from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.history.periods import (
    bounds,
    compare_periods,
    grain_of,
    is_canonical,
    period_end,
    period_start,
)


@pytest.mark.parametrize(
    ("period", "start", "end", "grain"),
    [
        ("2025-03-14", date(2025, 3, 14), date(2025, 3, 14), "day"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),  # leap year
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "quarter"),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30), "half"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
        ("2025-W01", date(2024, 12, 30), date(2025, 1, 5), "week"),  # starts in the year before
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3), "week"),  # ends in the year after
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3), "week"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period, start, end, grain):
    assert bounds(pl.Series([period])).row(0) == (start, end, grain)
    column = pl.DataFrame({"due": [period]})
    by_expression = column.select(
        period_start(pl.col("due")).alias("start"), period_end(pl.col("due")).alias("end"), grain_of(pl.col("due"))
    )
    assert by_expression.row(0) == (start, end, grain)


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "2025-W53",
        "2025-W00",
        "2025-13",
        "2025-Q5",
        "2025-H3",
        "25-03",
        "2025-3",
        "mars 2025",
        "",
        " 2025",
    ],
)
def test_what_is_no_period_is_refused_not_guessed(text):
    column = pl.Series([text])
    assert is_canonical(column).to_list() == [False]
    assert bounds(column).row(0) == (None, None, None)


def test_null_stays_null_and_rows_keep_their_order():
    column = pl.Series("due", ["2025", None, "2024", "2025"])
    assert is_canonical(column).to_list() == [True, None, True, True]
    assert period_end(column).to_list() == [date(2025, 12, 31), None, date(2024, 12, 31), date(2025, 12, 31)]
    assert period_start(column).name == "due"


@given(st.dates(date(1000, 1, 4), date(9998, 12, 31)))
def test_iso_weeks_agree_with_the_calendar_of_python(day):
    year, week, _ = day.isocalendar()
    monday = day - timedelta(days=day.weekday())
    assert bounds(pl.Series([f"{year}-W{week:02d}"])).row(0) == (monday, monday + timedelta(days=6), "week")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2025-03", "2025-04", "later"),
        ("2025-Q2", "2025-03", "earlier"),
        ("2025-W05", "2025-02", "later"),  # the week straddles two months
        ("2025-Q1", "2025-03", "unclear"),  # more precise
        ("2025-03-14", "2025", "unclear"),  # less precise
        ("2025-03", "2025-03", "same"),
        (None, "2025-03", None),
        ("2025-03", "soon", None),
    ],
)
def test_moves_of_a_period(old, new, said):
    frame = pl.DataFrame({"old": [old], "new": [new]}, schema={"old": pl.String, "new": pl.String})
    assert frame.select(compare_periods(pl.col("old"), pl.col("new"))).item() == said
    assert compare_periods(frame["old"], frame["new"]).to_list() == [said]


def test_comparison_wants_two_columns_of_one_kind():
    with pytest.raises(TypeError):
        compare_periods(pl.col("old"), pl.Series(["2025"]))
