from datetime import datetime

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.history import Fault, History, validate
from gouvernail.method.history.cycles import parent_cycles

NOW = datetime(2025, 6, 1)


def faults(**frames):
    return validate(History.of(**{name: pl.DataFrame(rows) for name, rows in frames.items()}), now=NOW)


def test_a_sound_history_has_no_fault():
    items = {"key": ["A", "B"], "state": ["done", "requested"], "parent": [None, "A"], "due_on": ["2025-Q1", None]}
    changes = {"key": ["A"], "at": [NOW], "field": ["due_on:alpha"], "old": ["2025-03"], "new": [None]}
    assert faults(items=items, changes=changes) == []


def test_keys_that_are_repeated_or_absent():
    found = faults(items={"key": ["A", None, "B", "A"]})
    assert found == [
        Fault("missing_key", "items", "key", (1,), ()),
        Fault("duplicate_key", "items", "key", (0, 3), ("A",)),
    ]


def test_words_outside_the_shape():
    found = faults(
        items={"key": ["A"], "state": ["Terminé"]},
        touches={"key": ["A"], "at": [NOW], "side": ["metier"], "kind": ["mail"]},
        changes={"key": ["A"] * 2, "at": [NOW] * 2, "field": ["colour", "state"], "old": [None, "open"]},
        calendar={"name": ["v1"], "kind": ["sprint"]},
    )
    assert [(fault.frame, fault.column, fault.rows, fault.values) for fault in found] == [
        ("items", "state", (0,), ("Terminé",)),
        ("touches", "side", (0,), ("metier",)),
        ("touches", "kind", (0,), ("mail",)),
        ("calendar", "kind", (0,), ("sprint",)),
        ("changes", "field", (0,), ("colour",)),
        ("changes", "old", (1,), ("open",)),
    ]
    assert {fault.code for fault in found} == {"unknown_word"}


def test_periods_that_do_not_exist():
    found = faults(
        items={"key": ["A", "B", "C"], "due_on": ["2025-02-30", "2025-02", None]},
        changes={"key": ["A", "A"], "at": [NOW, NOW], "field": ["due_on:beta", "owner"], "new": ["March", "March"]},
    )
    assert found == [
        Fault("not_a_period", "items", "due_on", (0,), ("A",), ("2025-02-30",)),
        Fault("not_a_period", "changes", "new", (0,), ("A",), ("March",)),
    ]


def test_instants_that_cannot_be():
    morning = datetime(2025, 3, 14, 9)
    found = faults(
        items={
            "key": ["early", "day_only", "future"],
            "created_at": [morning, morning, datetime(2025, 6, 2)],
            "done_at": [datetime(2025, 3, 14, 8), datetime(2025, 3, 14), None],
        },
        touches={"key": ["early"], "at": [None]},
    )
    assert [(fault.code, fault.keys) for fault in found] == [
        ("done_before_created", ("early",)),
        ("created_in_future", ("future",)),
        ("missing_instant", ("early",)),
    ]


def test_a_cycle_is_given_in_its_order():
    found = faults(items={"key": list("ABCDE"), "parent": ["C", "A", "B", "A", "E"]})
    assert found == [
        Fault("parent_cycle", "items", "parent", (0, 2, 1), ("A", "C", "B")),
        Fault("parent_cycle", "items", "parent", (4,), ("E",)),
    ]


def test_records_of_unknown_items():
    found = faults(
        items={"key": ["A"]},
        changes={
            "key": ["A", "Z", "gone"],
            "at": [NOW] * 3,
            "field": ["rank", "rank", "key"],
            "old": [None, None, "gone"],
        },
        outcomes={"key": ["Y"]},
    )
    assert [(fault.frame, fault.keys) for fault in found] == [("changes", ("Z",)), ("outcomes", ("Y",))]


def test_one_instant_two_different_ends():
    def changes(*pairs):
        return {
            "key": "A",
            "at": NOW,
            "field": "rank",
            "old": [old for old, _ in pairs],
            "new": [new for _, new in pairs],
        }

    assert faults(items={"key": ["A"]}, changes=changes(("2", "3"), ("1", "2"))) == []  # a chain, in any order
    torn = faults(items={"key": ["A"]}, changes=changes(("1", "2"), ("1", "3")))
    assert torn == [Fault("contradicting_changes", "changes", "new", (0, 1), ("A",), ("2", "3"))]


@given(st.lists(st.integers(0, 11), max_size=12))
def test_cycles_agree_with_walking_up_from_every_item(parents):
    keys = [str(row) for row in range(len(parents))]
    inside = [parent if parent < len(parents) else None for parent in parents]
    found = parent_cycles(
        pl.Series(keys, dtype=pl.String),
        pl.Series([None if up is None else str(up) for up in inside], dtype=pl.String),
    )
    walked = set()
    for row in range(len(inside)):
        above = inside[row]
        for _ in inside:
            if above is None or above == row:
                break
            above = inside[above]
        if above == row:
            walked.add(row)
    assert {row for rows, _ in found for row in rows} == walked
    for rows, _ in found:
        assert all(inside[row] == up for row, up in zip(rows, [*rows[1:], rows[0]], strict=True))
