from datetime import date, datetime

import polars as pl
import pytest

from gouvernail.method.diagnosis.promises import promises
from gouvernail.method.history import History, diff, record

ANNOUNCED = datetime(2025, 1, 15)
UNTIL = datetime(2025, 9, 30)


def at(month, day=1):
    return datetime(2025, month, day)


def history(items, *changes, observed_at=(), **frames):
    """Items with their last values, and (key, at, field, old, new[, reason]) changes."""
    names = ("key", "at", "field", "old", "new", "reason")
    rows = [dict(zip(names, change, strict=False)) for change in changes]
    schema = dict.fromkeys(names, pl.String) | {"at": pl.Datetime("us")}
    table = pl.DataFrame(items).with_columns(title="key", created_at=datetime(2024, 6, 1))
    return History.of(
        items=table,
        changes=pl.DataFrame(rows, schema=schema),
        tracked={"state", "due_on", "horizon"},
        observed_at=observed_at,
        **frames,
    )


def done(key, when, due="2025-03"):
    """An item announced for a period, which arrives at one instant."""
    item = {"key": key, "state": "done", "done_at": when, "due_on": due}
    return item, (key, when, "state", "started", "done")


def told(items, *changes, **options):
    made = promises(history(items, *changes, **options), as_of=ANNOUNCED, until=UNTIL)
    return made, {row["key"]: row for row in made.rows.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("due", "when", "fate", "days"),
    [
        ("2025-03", at(3, 1), "in_period", 0),
        ("2025-03", at(3, 31), "in_period", 0),  # anywhere in the month
        ("2025-03", at(4, 2), "late", 2),  # from its last day
        ("2025-03", at(2, 20), "early", -9),  # from its first day
        ("2025-03-14", at(3, 15), "late", 1),
        ("2025-W12", at(3, 23), "in_period", 0),
        ("2025-Q1", at(4, 1), "late", 1),
        ("2025-H1", at(5, 2), "in_period", 0),
        ("2025", at(9, 30), "in_period", 0),
    ],
)
def test_a_period_is_kept_anywhere_inside_it(due, when, fate, days):
    item, change = done("A", when, due)
    made, rows = told([item], change)
    assert (rows["A"]["fate"], rows["A"]["days_late"], rows["A"]["days_late_most"]) == (fate, days, days)
    assert rows["A"]["arrived_on"] == when.date()
    assert made.counts[fate] == made.announced == 1


def test_an_item_still_open_is_overdue_only_after_its_period():
    items = [
        {"key": "over", "state": "started", "due_on": "2025-08"},
        {"key": "last_day", "state": "started", "due_on": "2025-09-30"},
        {"key": "ahead", "state": "requested", "due_on": "2025-Q4"},
    ]
    _, rows = told(items)
    assert [rows[key]["fate"] for key in ("over", "last_day", "ahead")] == ["open_overdue", "open", "open"]
    assert rows["over"]["days_late"] == 30
    assert rows["ahead"]["days_late"] is None


def test_a_drop_has_a_word_or_none():
    items = [{"key": key, "state": "dropped", "due_on": "2025-03", "dropped_at": at(5, 2)} for key in "ABCD"]
    drop = ("state", "requested", "dropped")
    made, rows = told(
        items,
        ("A", at(5, 2), *drop, "Budget gelé"),
        ("B", at(5, 2), *drop, "   "),
        ("C", at(5, 2), *drop),
        ("D", at(5, 2), *drop),
        touches=pl.DataFrame(
            {
                "key": ["C", "D"],
                "at": [at(5, 1), at(4, 1)],  # the day before; a month before
                "kind": ["comment", "comment"],
                "text": ["Remplacé par le lot 3", "Des nouvelles ?"],
            }
        ),
    )
    assert {key: (rows[key]["fate"], rows[key]["reason"]) for key in "ABCD"} == {
        "A": ("dropped_with_reason", "Budget gelé"),
        "B": ("dropped_silently", None),
        "C": ("dropped_with_reason", "Remplacé par le lot 3"),
        "D": ("dropped_silently", None),
    }
    assert "reasons_not_recorded" not in made.caveats


def test_a_decision_is_a_word():
    item = {"key": "A", "state": "dropped", "due_on": "2025-03"}
    told_by = history([item], ("A", at(5), "state", "requested", "dropped"))
    decided = History.of(
        items=told_by.items,
        changes=told_by.changes.with_columns(decision=pl.lit("COPIL 12")),
        tracked={"state", "due_on"},
    )
    made = promises(decided, as_of=ANNOUNCED, until=UNTIL)
    assert made.rows.select("fate", "reason").row(0) == ("dropped_with_reason", "COPIL 12")


def test_what_vanishes_from_the_file_is_dropped_without_a_word():
    moved = history(
        [
            {"key": "A", "state": "requested", "due_on": "2025-03"},
            {"key": "B", "state": "requested", "due_on": "2025-03"},
        ],
        ("B", at(4), "key", "B", None),
    )
    made = promises(moved, as_of=ANNOUNCED, until=UNTIL)
    assert made.counts["dropped_silently"] == 1
    assert made.counts["open_overdue"] == 1
    assert "reasons_not_recorded" in made.caveats


def test_an_item_that_is_in_no_frame_any_more_was_still_announced():
    before = history([{"key": key, "state": "requested", "due_on": "2025-03"} for key in "AB"])
    after = history([{"key": "A", "state": "requested", "due_on": "2025-03"}])
    emptied = record(before, diff(before, after, at=at(4)))
    assert emptied.items["key"].to_list() == ["A"]
    made = promises(emptied, as_of=ANNOUNCED, until=UNTIL)
    assert made.rows.sort("key").select("key", "title", "fate").rows() == [
        ("A", "A", "open_overdue"),
        ("B", "B", "dropped_silently"),
    ]


def test_the_value_in_force_on_the_day_is_the_promise():
    item, arrival = done("A", at(6, 10), "2025-06")
    _, rows = told(
        [item],
        ("A", at(1, 10), "due_on", "2025-01", "2025-Q1"),
        ("A", at(2, 1), "due_on", "2025-Q1", "2025-03"),  # more precise: not moved
        ("A", at(3, 20), "due_on", "2025-03", None),  # withdrawn
        ("A", at(4, 20), "due_on", None, "2025-06"),  # announced again
        arrival,
    )
    assert (rows["A"]["announced"], rows["A"]["last_announced"], rows["A"]["moves"]) == ("2025-Q1", "2025-06", 2)
    assert (rows["A"]["fate"], rows["A"]["days_late"]) == ("late", 71)


def test_a_day_written_on_arrival_moves_nothing():
    item, arrival = done("A", at(4, 10), "2025-04-10")
    _, rows = told([item], ("A", at(4, 10), "due_on", "2025-03", "2025-04-10"), arrival)
    assert (rows["A"]["moves"], rows["A"]["last_announced"], rows["A"]["fate"]) == (0, "2025-03", "late")


def test_what_was_done_or_dropped_or_not_born_is_no_promise():
    items = [
        {"key": "done", "state": "done", "done_at": at(1, 10), "due_on": "2025-03", "dropped_at": None},
        {"key": "dropped", "state": "dropped", "done_at": None, "due_on": "2025-03", "dropped_at": at(1, 3)},
        {"key": "undated", "state": "started", "done_at": None, "due_on": None, "dropped_at": None},
    ]
    made, _ = told(items)
    assert made.announced == 0
    assert sum(made.counts.values()) == 0
    assert made.median_days_late is None


def test_the_first_arrival_settles_a_promise():
    item = {"key": "A", "state": "started", "due_on": "2025-03"}
    _, rows = told(
        [item],
        ("A", at(3, 10), "state", "started", "done"),
        ("A", at(4, 10), "state", "done", "started"),
    )
    assert (rows["A"]["fate"], rows["A"]["arrived_on"], rows["A"]["reopened"]) == ("in_period", date(2025, 3, 10), True)


def test_an_item_dropped_then_taken_up_again_is_open():
    _, rows = told(
        [{"key": "A", "state": "started", "due_on": "2025-12"}],
        ("A", at(3, 10), "state", "started", "dropped"),
        ("A", at(4, 10), "state", "dropped", "started"),
    )
    assert rows["A"]["fate"] == "open"


def test_nobody_promises_the_past():
    items = [
        {"key": "over", "state": "started", "due_on": "2024-12"},
        {"key": "running", "state": "started", "due_on": "2025-01"},
    ]
    made, rows = told(items)
    assert list(rows) == ["running"]
    assert (made.announced, made.already_over) == (1, 1)


def test_lateness_of_the_late_ones():
    pairs = [done(str(days), datetime(2025, 4, days)) for days in (1, 3, 5, 7, 30)] + [done("kept", at(3, 3))]
    made, _ = told([item for item, _ in pairs], *(change for _, change in pairs))
    assert made.counts["late"] == 5
    assert made.median_days_late == 5
    assert made.p80_days_late == pytest.approx(7 + 0.2 * 23)


def test_it_refuses_to_look_back():
    with pytest.raises(ValueError, match="comes before"):
        promises(history([{"key": "A", "state": "started"}]), as_of=UNTIL, until=ANNOUNCED)
