from datetime import datetime, timedelta

import polars as pl

from gouvernail.method.diagnosis.promises import default_day, promises
from gouvernail.method.history import History


def at(month, day=1):
    return datetime(2025, month, day)


def planned(months, *, tracked=("due_on",), observed_at=(), done=None):
    """One item created on the first of each month, all announced for the end of the year."""
    items = pl.DataFrame(
        {
            "key": [str(n) for n in range(len(months))],
            "state": "requested",
            "created_at": [at(month) for month in months],
            "due_on": "2025-12",
        }
    )
    return History.of(items=items, tracked=tracked, observed_at=observed_at)


def test_the_first_month_with_half_of_the_most_promises():
    history = planned([1, 2, 2, 3, 3, 4, 6, 10])
    assert default_day(history, at(10)) == at(3)  # 5 of at most 7 announced by July


def test_a_third_of_the_record_is_left_to_keep_promises():
    late = planned([1, 8, 8, 8])
    assert default_day(late, at(9, 1)) == at(1)


def test_a_dated_version_is_chosen_among_the_versions():
    seen = (at(1, 7), at(3, 9), at(9, 9))
    history = planned([1, 2, 2, 2], observed_at=seen)
    assert default_day(history, at(12)) == at(3, 9)
    assert promises(history, as_of=at(3, 9), until=at(12)).announced == 4


def test_no_day_without_dates_followed_over_time():
    assert default_day(planned([1, 2], tracked=("state",)), at(9)) is None


def test_no_day_when_nothing_was_announced():
    history = planned([1, 2])
    unannounced = History.of(items=history.items.with_columns(due_on=pl.lit(None, pl.String)), tracked=["due_on"])
    assert default_day(unannounced, at(9)) is None
    assert default_day(History.of(tracked=["due_on"]), at(9)) is None


def test_the_dates_in_force_count_not_the_last_ones():
    history = planned([1, 1, 1, 1])
    moves = pl.DataFrame(
        {"key": ["0", "1", "2"], "at": [at(5)] * 3, "field": ["due_on"] * 3, "old": [None] * 3, "new": ["2025-12"] * 3},
        schema_overrides={"old": pl.String},
    )
    dated = History.of(items=history.items, changes=moves, tracked=["due_on"])
    assert default_day(dated, at(12)) == at(5)


def test_old_promises_are_left_aside():
    history = planned([1, 1, 1, 1])
    old = history.items.with_columns(key=pl.concat_str(pl.lit("old"), "key"), created_at=datetime(2015, 1, 1))
    touches = pl.DataFrame({"key": ["0"], "at": [at(12)]})
    long = History.of(items=pl.concat([history.items, old]), touches=touches, tracked=["due_on"])
    assert default_day(long, datetime(2030, 1, 1)) == at(12) - timedelta(days=548)
