from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.forecasting import weekly_throughput

WEDNESDAY = datetime(2025, 3, 19, 15)


def done(*instants):
    return pl.Series(instants, dtype=pl.Datetime("us"))


def test_whole_weeks_from_monday_to_sunday_with_the_empty_ones():
    finished = done(
        datetime(2025, 3, 17, 0),  # Monday of the partial week: left out
        datetime(2025, 3, 16, 23, 59),  # Sunday before: the last whole week
        datetime(2025, 3, 10),  # its Monday
        datetime(2025, 3, 9, 12),  # the Sunday of the week before
        datetime(2025, 2, 3),  # the oldest of six weeks
        datetime(2025, 2, 2, 23),  # too old
        None,
    )
    assert weekly_throughput(finished, today=WEDNESDAY, weeks=6).tolist() == [1, 0, 0, 0, 1, 2]


def test_weeks_before_the_record_are_unknown_not_empty():
    finished = done(datetime(2025, 3, 12), datetime(2025, 2, 26))
    assert weekly_throughput(finished, today=WEDNESDAY, since=datetime(2025, 2, 26, 8)).tolist() == [0, 1]
    assert weekly_throughput(finished, today=WEDNESDAY, since=datetime(2025, 2, 24)).tolist() == [1, 0, 1]
    assert weekly_throughput(finished, today=WEDNESDAY, since=WEDNESDAY).tolist() == []


def test_nothing_finished_is_twelve_empty_weeks():
    assert weekly_throughput(done(), today=WEDNESDAY).tolist() == [0] * 12


def test_what_is_only_seen_done_is_spread_over_the_time_since_the_look_before():
    # Seen on Monday 17 March, not yet on Monday 24 February: three weeks, six items. The week of the look is partial.
    monday, before = datetime(2025, 3, 17), datetime(2025, 2, 24)
    seen, since = done(*[monday] * 6), done(*[before] * 6)
    assert weekly_throughput(seen, today=monday, weeks=6).tolist() == [0] * 6
    assert weekly_throughput(seen, today=monday, weeks=6, done_from=since).tolist() == [0, 0, 0, 2, 2, 2]
    # One of an exact day, one of which nobody knows the start: both stay where they are.
    exact = done(datetime(2025, 3, 12), datetime(2025, 3, 5))
    since = done(datetime(2025, 3, 12), None)
    assert weekly_throughput(exact, today=monday, weeks=6, done_from=since).tolist() == [0, 0, 0, 0, 1, 1]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 60))))
def test_spreading_loses_no_item(looks):
    seen = [WEDNESDAY - timedelta(days=ago) for ago, _ in looks]
    since = [at - timedelta(days=length) for at, (_, length) in zip(seen, looks, strict=True)]
    found = weekly_throughput(done(*seen), today=WEDNESDAY + timedelta(days=7), weeks=26, done_from=done(*since))
    assert found.sum() == len(looks)


@pytest.mark.parametrize("weeks", [5, 27])
def test_the_look_back_is_bounded(weeks):
    with pytest.raises(ValueError, match="between 6 and 26"):
        weekly_throughput(done(), today=WEDNESDAY, weeks=weeks)


@given(
    st.lists(st.integers(0, 7 * 30).map(lambda days: WEDNESDAY - timedelta(days=days))),
    st.integers(6, 26),
)
def test_it_counts_what_lies_between_its_two_mondays(instants, weeks):
    last = datetime(2025, 3, 17)
    inside = [instant for instant in instants if last - timedelta(weeks=weeks) <= instant < last]
    assert weekly_throughput(done(*instants), today=WEDNESDAY, weeks=weeks).sum() == len(inside)
