from datetime import datetime

import polars as pl
import pytest

from gouvernail.method.history import History, as_of, values_at
from gouvernail.method.history.rewind import net_changes


def day(number, month=1):
    return datetime(2025, month, number)


def history(items, changes=None, **more):
    rows = [dict(zip(("key", "at", "field", "old", "new"), change, strict=True)) for change in changes or ()]
    schema = {"key": pl.String, "at": pl.Datetime("us"), "field": pl.String, "old": pl.String, "new": pl.String}
    return History.of(items=pl.DataFrame(items), changes=pl.DataFrame(rows, schema=schema), **more)


def test_an_item_that_was_reopened_was_done_at_its_first_end():
    moved = history(
        {"key": ["A"], "state": ["done"], "done_at": [day(20)]},
        [
            ("A", day(5), "state", "started", "done"),
            ("A", day(9), "state", "done", "started"),
            ("A", day(20), "state", "started", "done"),
        ],
        tracked=["state"],
    )
    states = {number: as_of(moved, day(number)).items.select("state", "done_at").row(0) for number in (4, 6, 10, 21)}
    assert states == {4: ("started", None), 6: ("done", day(5)), 10: ("started", None), 21: ("done", day(20))}


def test_an_untracked_state_is_open_before_its_end():
    snapshot = history(
        {
            "key": ["done", "begun", "dropped"],
            "state": ["done", "started", "dropped"],
            "started_at": [day(3), day(9), None],
            "done_at": [day(8), None, None],
            "dropped_at": [None, None, day(8)],
        }
    )
    seen = as_of(snapshot, day(5))
    assert seen.items["state"].to_list() == ["started", "requested", "requested"]
    assert seen.items["started_at"].to_list() == [day(3), None, None]
    assert "state" in seen.coverage.kept


def test_the_scale_of_the_source_gives_the_level_of_an_old_word():
    ranked = history(
        {"key": ["A", "B"], "priority": ["High", "Low"], "priority_level": [1, 3]},
        [("A", day(9), "priority", "Low", "High")],
        tracked=["priority"],
    )
    assert as_of(ranked, day(5)).items.select("priority", "priority_level").rows() == [("Low", 3), ("Low", 3)]


def test_what_was_not_there_yet_is_left_out():
    grown = history(
        {"key": ["A", "B"], "created_at": [day(1), day(9)], "updated_at": [day(12), day(9)]},
        [("A", day(3), "due_on:alpha", None, "2025-03"), ("B", day(9), "rank", None, "1")],
        touches=pl.DataFrame({"key": ["A", "B"], "at": [day(2), day(10)]}),
        links=pl.DataFrame({"key": ["A"], "kind": ["relates"], "other": ["B"]}),
        calendar=pl.DataFrame({"name": ["v1"], "closed_at": [day(20)]}),
    )
    seen = as_of(grown, day(5))
    assert seen.items["key"].to_list() == ["A"]
    assert seen.items["updated_at"].to_list() == [day(3)]  # the last that was recorded by then
    assert seen.changes["field"].to_list() == ["due_on:alpha"]
    assert seen.touches.height == 1
    assert seen.links.is_empty()
    assert seen.calendar["closed_at"].to_list() == [None]


def test_a_vanished_item_comes_back():
    emptied = history(
        {"key": ["A"]},
        [("B", day(9), "key", "B", None), ("B", day(9), "title", "Old", None), ("B", day(2), "key", None, "B")],
    )
    assert as_of(emptied, day(5)).items.select("key", "title").rows() == [("A", None), ("B", "Old")]
    assert as_of(emptied, day(1)).items["key"].to_list() == ["A"]


def test_only_observations_until_that_day_are_kept():
    seen = as_of(history({"key": ["A"]}, observed_at=[day(1), day(9)]), day(5))
    assert seen.coverage.observed_at == (day(1),)


def test_values_of_a_few_columns():
    moved = history({"key": ["A", "B"], "rank": [1.0, 2.0]}, [("A", day(9), "rank", "7", "1")])
    assert values_at(moved, ["rank"], day(5)).rows() == [("A", 7.0), ("B", 2.0)]
    with pytest.raises(ValueError, match="colour"):
        values_at(moved, ["colour"], day(5))


@pytest.mark.parametrize("seed", range(6))
def test_changes_of_one_instant_are_a_chain_whatever_their_order(seed):
    moved = history(
        {"key": ["A"], "rank": [3.0]},
        [("A", day(9), "rank", "1", "2"), ("A", day(9), "rank", "2", "3"), ("A", day(9), "owner", None, "ann")],
    )
    mixed = moved.changes.sample(fraction=1.0, shuffle=True, seed=seed)
    assert sorted(net_changes(mixed).select("field", "old", "new").rows()) == [
        ("owner", None, "ann"),
        ("rank", "1", "3"),
    ]
    again = History.of(items=moved.items, changes=mixed)
    assert as_of(again, day(5)).items["rank"].to_list() == [1.0]
