from datetime import datetime, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.method.diagnosis.promises import promises
from gouvernail.method.history import History, record
from gouvernail.method.history.shape import INSTANT, STATES

START = datetime(2025, 1, 1)
PERIODS = (None, "2025-01-20", "2025-W05", "2025-02", "2025-Q1", "2025", "2024-12")
RELEASES = (None, "v1.9", "v1.10", "later")
KEPT = {"in_period", "early", "late"}

days = st.integers(1, 90)


@st.composite
def histories(draw):
    keys = draw(st.lists(st.sampled_from("ABCDE"), min_size=1, unique=True))
    items = pl.DataFrame(
        {
            "key": keys,
            "state": [draw(st.sampled_from(STATES[:3])) for _ in keys],
            "due_on": [draw(st.sampled_from(PERIODS)) for _ in keys],
            "horizon": [draw(st.sampled_from(RELEASES)) for _ in keys],
            "created_at": START,
        },
        schema_overrides={"due_on": pl.String, "horizon": pl.String, "created_at": INSTANT},
    )
    new = {"state": STATES, "due_on": PERIODS, "horizon": RELEASES, "due_on:alpha": PERIODS}
    rows = []
    for hour in range(1, draw(st.integers(0, 12)) + 1):
        field = draw(st.sampled_from(sorted(new)))
        at = START + timedelta(days=7 * hour, hours=draw(st.integers(0, 5)))
        value = draw(st.sampled_from(new[field]))
        rows.append(
            {
                "key": draw(st.sampled_from(keys)),
                "at": at,
                "field": field,
                "new": value,
                "reason": draw(st.sampled_from([None, "why"])),
            }
        )
    schema = {"key": pl.String, "at": INSTANT, "field": pl.String, "new": pl.String, "reason": pl.String}
    unsaid = [pl.lit(None, pl.String).alias(name) for name in ("actor", "old", "decision")]
    seen = draw(st.sampled_from([(), tuple(START + timedelta(days=10 * n) for n in range(11))]))
    whole = History.of(items=items, tracked={"state", "due_on", "horizon"}, observed_at=seen)
    return record(whole, pl.DataFrame(rows, schema=schema).with_columns(unsaid))


@settings(max_examples=35, deadline=None)
@given(history=histories(), day=days, later=days)
def test_every_promise_has_one_fate(history, day, later):
    made = promises(history, as_of=START + timedelta(days=day), until=START + timedelta(days=day + later))
    assert sum(made.counts.values()) == made.announced == made.rows.height == made.rows["key"].n_unique()
    assert dict(made.rows.group_by("fate").len().iter_rows()) == {fate: n for fate, n in made.counts.items() if n}
    arrived = made.rows["arrived_on"].is_not_null()
    assert (made.rows["fate"].is_in(KEPT) == arrived).all()
    assert not (made.rows.filter(pl.col("fate") == "late")["days_late"] <= 0).any()
    assert not (made.rows.filter(pl.col("fate") == "early")["days_late"] >= 0).any()
    assert not (made.rows["days_late_most"].abs() < made.rows["days_late"].abs()).any()


@settings(max_examples=35, deadline=None)
@given(history=histories(), day=days)
def test_on_the_day_itself_all_is_open_or_unknown(history, day):
    made = promises(history, as_of=START + timedelta(days=day), until=START + timedelta(days=day))
    assert made.counts["open"] + made.counts["unknown"] == made.announced
    assert (made.rows["moves"] == 0).all()


@settings(max_examples=35, deadline=None)
@given(history=histories(), day=days, first=days, second=days)
def test_what_arrived_stays_as_it_arrived(history, day, first, second):
    as_of = START + timedelta(days=day)
    sooner, later = (promises(history, as_of=as_of, until=as_of + timedelta(days=n)) for n in sorted((first, second)))
    assert sooner.rows["key"].to_list() == later.rows["key"].to_list()
    columns = ["key", "fate", "arrived_on", "days_late", "moves", "last_announced"]
    settled = sooner.rows.filter(pl.col("fate").is_in(KEPT)).select(columns)
    assert settled.equals(later.rows.filter(pl.col("key").is_in(settled["key"].implode())).select(columns))


@settings(max_examples=25, deadline=None)
@given(history=histories(), day=days, later=days, seed=st.integers(0, 9))
def test_the_order_of_rows_says_nothing(history, day, later, seed):
    def mix(frame):
        return frame.sample(fraction=1.0, shuffle=True, seed=seed)

    mixed = History.of(
        items=mix(history.items),
        changes=mix(history.changes),
        tracked=history.coverage.tracked,
        observed_at=history.coverage.observed_at,
    )
    window = {"as_of": START + timedelta(days=day), "until": START + timedelta(days=day + later)}
    one, two = promises(history, **window), promises(mixed, **window)
    assert one.counts == two.counts
    assert one.rows.sort("key").equals(two.rows.sort("key"))
