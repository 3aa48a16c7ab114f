from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.forecasting import little_check

SINCE = datetime(2025, 1, 1)
UNTIL = SINCE + timedelta(days=100)


def check(*spans):
    """Give the check of items in progress from one day of the window to another (None: still)."""
    days = [[None if end is None else SINCE + timedelta(days=end) for end in ends] for ends in zip(*spans, strict=True)]
    started, ended = (pl.Series(column, dtype=pl.Datetime("us")) for column in days or ([], []))
    return little_check(started, ended, since=SINCE, until=UNTIL)


def test_by_hand():
    found = check((0, 50), (50, 100), (20, 40))
    assert (found.in_progress, found.per_day, found.cycle_days) == (pytest.approx(1.2), 0.03, 40)
    assert (found.ratio, found.failing) == (pytest.approx(1), ())


@given(st.lists(st.tuples(st.floats(0, 99), st.floats(0.01, 100)), min_size=1, max_size=30))
def test_it_is_an_identity_where_the_window_begins_and_ends_empty(spans):
    found = check(*((start, min(start + length, 100)) for start, length in spans))
    assert found.ratio == pytest.approx(1)
    assert found.failing == ()


@pytest.mark.parametrize(
    ("spans", "failing"),
    [
        # Five start for one that ends; what is left ages.
        ([(0, 10), (10, None), (20, None), (30, None), (40, None)], ("arrivals_differ", "work_ages")),
        # One a ten days through, beside three that nobody closes.
        ([(n * 10, n * 10 + 10) for n in range(10)] + [(-200, None)] * 3, ("work_ages", "items_lost")),
    ],
    ids=["arrivals", "lost"],
)
def test_it_says_which_condition_fails(spans, failing):
    found = check(*spans)
    assert not 0.8 <= found.ratio <= 1.25
    assert found.failing == failing


def test_nothing_finished_says_nothing():
    assert check((0, None)) is None
    assert check((-20, -10)) is None
    assert check() is None
