from datetime import timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.method.history import apply, as_of, diff, record
from tests.method.history.histories import (
    START,
    change_batches,
    histories,
    in_order,
    recorded,
    same,
    shuffled,
)

hours = st.integers(0, 120)
settings.register_profile("frames", max_examples=25, deadline=None)  # one example builds several sets of frames


@settings(settings.get_profile("frames"))
@given(data=st.data())
def test_as_of_after_record_is_what_was_before(data):
    history = data.draw(recorded())
    more = data.draw(change_batches(history.items["key"].to_list(), first_hour=121))
    at = START + timedelta(hours=data.draw(hours))
    grown = record(history, more)
    assert same(as_of(grown, at), as_of(history, at))
    assert same(as_of(grown, START + timedelta(hours=1000)), grown)


@settings(settings.get_profile("frames"))
@given(history=recorded())
def test_as_of_the_end_changes_nothing(history):
    assert same(as_of(history, START + timedelta(hours=1000)), history)


@settings(settings.get_profile("frames"))
@given(before=histories(), after=histories())
def test_diff_then_apply_is_identity(before, after):
    applied = apply(before, diff(before, after))
    assert in_order(applied.items).equals(in_order(after.items))
    assert applied.changes.equals(before.changes)


@settings(settings.get_profile("frames"))
@given(before=histories(), after=histories())
def test_a_recorded_diff_can_be_rewound(before, after):
    later = START + timedelta(hours=500)
    grown = record(before, diff(before, after, at=later))
    dated = ("started_at", "done_at", "dropped_at")  # record dates the moves of state by itself
    assert in_order(grown.items.drop(dated)).equals(in_order(after.items.drop(dated)))
    rewound = as_of(grown, START + timedelta(hours=499))
    assert in_order(rewound.items).equals(in_order(as_of(before, START + timedelta(hours=499)).items))


@settings(settings.get_profile("frames"))
@given(history=histories())
def test_nothing_differs_from_itself(history):
    assert diff(history, history).is_empty()


@settings(settings.get_profile("frames"))
@given(history=recorded(), hour=hours, seed=st.integers(0, 99))
def test_the_order_of_rows_says_nothing(history, hour, seed):
    at = START + timedelta(hours=hour)
    assert same(as_of(shuffled(history, seed), at), as_of(history, at))


@settings(settings.get_profile("frames"))
@given(history=recorded(), early=hours, late=hours)
def test_a_detour_through_a_later_day_says_the_same(history, early, late):
    early, late = START + timedelta(hours=min(early, late)), START + timedelta(hours=max(early, late))
    seen = as_of(as_of(history, late), early)
    assert same(seen, as_of(history, early))
    assert as_of(seen, early) == seen


@settings(settings.get_profile("frames"))
@given(history=recorded(), early=hours, late=hours)
def test_what_is_known_only_grows(history, early, late):
    early, late = START + timedelta(hours=min(early, late)), START + timedelta(hours=max(early, late))
    before, after = as_of(history, early), as_of(history, late)
    assert set(before.items["key"]) <= set(after.items["key"])
    assert before.changes.height <= after.changes.height
    for column in ("started_at", "done_at", "dropped_at", "updated_at"):
        assert not (before.items[column] > early).any()
    assert not (pl.concat([before.changes["at"], before.touches["at"]]) > early).any()
