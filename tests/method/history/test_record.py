from datetime import datetime

import polars as pl
import pytest

from gouvernail.method.history import History, as_of, record
from gouvernail.method.history.texts import from_text

ITEMS = pl.DataFrame({"key": ["A"], "state": ["requested"]})


def day(number):
    return datetime(2025, 1, number)


def changes(*rows):
    frame = pl.DataFrame(
        [dict(zip(("key", "at", "field", "new"), row, strict=True)) for row in rows],
        schema={"key": pl.String, "at": pl.Datetime("us"), "field": pl.String, "new": pl.String},
    )
    return frame.with_columns([pl.lit(None, pl.String).alias(name) for name in ("actor", "old", "reason", "decision")])


def test_a_move_of_state_dates_the_item():
    grown = record(
        History.of(items=ITEMS),
        changes(("A", day(2), "state", "started"), ("A", day(5), "state", "done"), ("A", day(7), "state", "started")),
    )
    assert grown.items.select("state", "started_at", "done_at").row(0) == ("started", day(2), None)
    assert as_of(grown, day(6)).items.select("state", "started_at", "done_at").row(0) == ("done", day(2), day(5))


def test_the_former_value_is_written_by_the_record():
    grown = record(
        History.of(items=ITEMS), changes(("A", day(2), "due_on:alpha", "2025-03"), ("A", day(4), "rank", "2"))
    )
    again = record(grown, changes(("A", day(5), "due_on:alpha", "2025-04"), ("A", day(6), "rank", "1")))
    assert again.changes.select("old", "new").rows() == [
        (None, "2025-03"),
        (None, "2"),
        ("2025-03", "2025-04"),
        ("2.0", "1"),
    ]


def test_a_birth_adds_an_item():
    grown = record(History.of(items=ITEMS), changes(("B", day(2), "key", "B"), ("B", day(2), "state", "started")))
    assert grown.items.select("key", "state", "started_at").rows()[1] == ("B", "started", None)
    assert as_of(grown, day(1)).items["key"].to_list() == ["A"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("Z", day(2), "rank", "1")], "unknown items"),
        ([("A", day(2), "colour", "1")], "unknown fields"),
        ([("A", None, "rank", "1")], "without instant"),
        ([("A", day(2), "rank", "1"), ("A", day(2), "rank", "2")], "twice"),
        ([("A", day(1), "rank", "1")], "not later"),
    ],
)
def test_it_refuses_what_cannot_be_appended(rows, said):
    history = record(History.of(items=ITEMS), changes(("A", day(1), "rank", "9")))
    with pytest.raises(ValueError, match=said):
        record(history, changes(*rows))


def test_a_day_is_read_as_its_midnight_and_commas_as_a_list():
    assert from_text("done_at", pl.Series(["2025-01-02", "soon"])).to_list() == [day(2), None]
    assert from_text("labels", pl.Series(["a, b", '["a, b"]', None])).to_list() == [["a", "b"], ["a, b"], None]
