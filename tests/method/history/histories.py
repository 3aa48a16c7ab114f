"""Histories for the property tests: any values in any column, and changes that follow one another."""

from datetime import date, datetime, timedelta

import polars as pl
from hypothesis import strategies as st

from gouvernail.method.history import History, record
from gouvernail.method.history.shape import INSTANT, ITEMS, OUTCOMES, STATES, TOUCHES

START = datetime(2024, 1, 1)
KEYS = ("A", "B", "C", "D")
PERIODS = ("2025-03-14", "2025-W12", "2025-03", "2025-Q1", "2025-H2", "2025")

texts = st.text(alphabet="aé\"\\,[] ='", max_size=4)
instants = st.integers(0, 400_000_000).map(lambda micro: START - timedelta(days=30) + timedelta(microseconds=micro))
lists = st.lists(texts, max_size=2)


def values(column: str) -> st.SearchStrategy[object]:
    dtype = ITEMS[column]
    if column == "state":
        return st.sampled_from(STATES)
    if column == "due_on":
        return st.none() | st.sampled_from(PERIODS)
    kinds = {pl.String(): texts, INSTANT: instants, pl.Int32(): st.integers(1, 5), pl.Float64(): st.floats()}
    return st.none() | kinds.get(dtype, lists)


@st.composite
def items_frames(draw: st.DrawFn) -> pl.DataFrame:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    columns = [column for column in ITEMS if column not in {"key", "created_at", "updated_at"}]
    rows = [
        {"key": key, "created_at": draw(st.none() | instants), **{name: draw(values(name)) for name in columns}}
        for key in keys
    ]
    return pl.DataFrame(
        rows, schema={"key": pl.String, "created_at": INSTANT} | {name: ITEMS[name] for name in columns}
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Items as they were before START, each known to be in its state without any change behind it."""
    items = draw(items_frames())
    at = st.integers(0, 300).map(lambda hours: START + timedelta(hours=hours))
    touches = [{"key": key, "at": draw(at), "person": "ann"} for key in items["key"]]
    outcomes = [{"key": key, "at": draw(st.none() | at), "expected": 1.0} for key in items["key"]]
    return History.of(
        items=items,
        touches=pl.DataFrame(touches, schema={name: TOUCHES[name] for name in ("key", "at", "person")}),
        outcomes=pl.DataFrame(outcomes, schema={name: OUTCOMES[name] for name in ("key", "at", "expected")}),
        calendar=pl.DataFrame(
            {"name": ["v1"], "kind": ["release"], "end_on": [date(2024, 1, 9)], "closed_at": [draw(at)]}
        ),
        tracked={"state", "due_on"},
    )


FIELDS = ("state", "due_on", "rank", "labels", "owner", "priority_level", "due_on:alpha", "horizon")


@st.composite
def change_batches(draw: st.DrawFn, keys: list[str], *, first_hour: int = 1) -> pl.DataFrame:
    """Changes of known items at instants that rise, from `START + first_hour`."""
    rows = []
    for hour in range(draw(st.integers(0, 8))) if keys else ():
        field = draw(st.sampled_from(FIELDS))
        column = field.split(":")[0]
        new = draw(values(column))
        text = None if new is None else '["x"]' if column == "labels" else str(new)
        at = START + timedelta(hours=first_hour + hour * 10)
        rows.append({"key": draw(st.sampled_from(keys)), "at": at, "field": field, "new": text})
    frame = pl.DataFrame(rows, schema={"key": pl.String, "at": INSTANT, "field": pl.String, "new": pl.String})
    unsaid = [pl.lit(None, pl.String).alias(name) for name in ("actor", "old", "reason", "decision")]
    return frame.with_columns(unsaid)


@st.composite
def recorded(draw: st.DrawFn) -> History:
    """A history with a record behind it."""
    history = draw(histories())
    return record(history, draw(change_batches(history.items["key"].to_list())))


def in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """The same rows in an order that depends on them only."""
    texts = frame.with_columns(pl.selectors.list().list.join("\x1f", ignore_nulls=False))
    return frame[texts.select(pl.struct(pl.all()).rank("ordinal") - 1).to_series().arg_sort()]


def same(left: History, right: History) -> bool:
    names = ("items", "changes", "touches", "outcomes", "links", "calendar")
    return all(in_order(getattr(left, name)).equals(in_order(getattr(right, name))) for name in names)


def shuffled(history: History, seed: int) -> History:
    names = ("items", "changes", "touches", "outcomes", "links", "calendar")
    frames = {name: getattr(history, name).sample(fraction=1.0, shuffle=True, seed=seed) for name in names}
    return History.of(**frames, tracked=history.coverage.tracked, priority_scale=history.coverage.priority_scale)
