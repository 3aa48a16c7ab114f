from datetime import date, datetime

import polars as pl
import pytest

from gouvernail.method.diagnosis.promises import promises
from gouvernail.method.history import History

DAY = datetime(2025, 1, 15)
UNTIL = datetime(2025, 9, 30)


def told(item, *changes, calendar=None):
    names = ("key", "at", "field", "old", "new")
    schema = dict.fromkeys(names, pl.String) | {"at": pl.Datetime("us")}
    base = {"key": "A", "state": "started", "due_on": None, "horizon": None, "created_at": datetime(2024, 1, 1)}
    items = pl.DataFrame([base | item, base | {"key": "other", "horizon": "v1.27"}], infer_schema_length=None)
    rows = [dict(zip(names, ("A", *change), strict=True)) for change in changes]
    history = History.of(
        items=items,
        changes=pl.DataFrame(rows, schema=schema),
        tracked={"state", "horizon", "due_on"},
        **({"calendar": pl.DataFrame(calendar)} if calendar else {}),
    )
    made = promises(history, as_of=DAY, until=UNTIL)
    return made.rows.filter(pl.col("key") == "A").row(0, named=True) if made.announced > 1 else None


ARRIVAL = (datetime(2025, 5, 5), "state", "started", "done")


@pytest.mark.parametrize(
    ("last", "fate", "slip"),
    [("v1.26", "unknown", 0), ("v1.28", "late", 2), ("v1.9", "early", -1)],  # v1.27 is known from another item
)
def test_without_dates_the_order_of_releases_decides(last, fate, slip):
    move = (datetime(2025, 3, 1), "horizon", "v1.26", last)
    row = told({"state": "done", "horizon": last}, move, ARRIVAL)
    assert (row["basis"], row["announced"], row["fate"], row["releases_late"]) == ("horizon", "v1.26", fate, slip)
    assert row["days_late"] is None
    assert row["moves"] == (last != "v1.26")


def test_an_open_item_that_slips_to_a_later_release_is_overdue_and_its_slip_is_counted():
    row = told(
        {"horizon": "v1.28"},
        (datetime(2025, 3, 1), "horizon", "v1.26", "v1.27"),
        (datetime(2025, 6, 1), "horizon", "v1.27", "v1.28"),
    )
    assert (row["fate"], row["releases_late"], row["moves"]) == ("open_overdue", 2, 2)


def test_an_open_item_of_an_undated_release_cannot_be_judged():
    assert told({"horizon": "v1.26"})["fate"] == "unknown"


CALENDAR = {
    "name": ["1.25", "1.26"],
    "kind": ["release", "release"],
    "end_on": [date(2025, 2, 28), date(2025, 4, 30)],
}


@pytest.mark.parametrize(
    ("when", "fate", "days"),
    [
        (datetime(2025, 4, 30, 18), "in_period", 0),
        (datetime(2025, 3, 1), "in_period", 0),  # it begins the day after the release before it
        (datetime(2025, 2, 27), "early", -2),
        (datetime(2025, 5, 2), "late", 2),
    ],
)
def test_a_release_that_the_calendar_dates_is_a_period(when, fate, days):
    row = told({"state": "done", "horizon": "v1.26"}, (when, "state", "started", "done"), calendar=CALENDAR)
    assert (row["fate"], row["days_late"]) == (fate, days)


def test_a_dated_release_that_passed_is_overdue():
    assert told({"horizon": "v1.26"}, calendar=CALENDAR)["fate"] == "open_overdue"


@pytest.mark.parametrize("horizon", ["later", "backlog", "now"])
def test_a_horizon_that_is_no_release_promises_nothing(horizon):
    assert told({"horizon": horizon}) is None


def test_a_release_of_another_family_neither_accuses_nor_clears():
    row = told({"state": "done", "horizon": "Lot 3"}, (datetime(2025, 3, 1), "horizon", "v1.26", "Lot 3"), ARRIVAL)
    assert (row["fate"], row["releases_late"]) == ("unknown", None)


def test_secondary_targets_speak_when_the_main_one_is_silent():
    row = told(
        {"state": "done", "horizon": "v1.28"},
        (datetime(2024, 3, 1), "due_on:public_preview", None, "2025-02"),
        (datetime(2024, 4, 1), "due_on:general", None, "2025-04"),
        (datetime(2025, 2, 1), "due_on:general", "2025-04", "2025-06"),
        ARRIVAL,
    )
    assert (row["basis"], row["announced"], row["last_announced"]) == ("due_on:general", "2025-04", "2025-06")
    assert (row["fate"], row["moves"]) == ("late", 1)


def test_the_due_date_speaks_first():
    row = told({"due_on": "2025-12", "horizon": "v1.26"}, (datetime(2024, 3, 1), "due_on:alpha", None, "2025-02"))
    assert (row["basis"], row["announced"]) == ("due_on", "2025-12")
