from datetime import date, datetime

import polars as pl
import pytest

from gouvernail.method.diagnosis.promises import promises
from gouvernail.method.history import History

VERSIONS = tuple(datetime(2025, month, day) for month, day in ((1, 15), (2, 20), (3, 20), (4, 15), (6, 30)))


def seen_done(due, version, *, done_at=None, until=datetime(2025, 9, 30)):
    """An item announced on 15 January, first seen done in one version."""
    items = pl.DataFrame(
        {"key": ["A"], "state": ["done"], "due_on": [due], "done_at": [done_at or version], "created_at": [VERSIONS[0]]}
    )
    changes = pl.DataFrame({"key": ["A"], "at": [version], "field": ["state"], "old": ["started"], "new": ["done"]})
    told = History.of(items=items, changes=changes, tracked={"state", "due_on"}, observed_at=VERSIONS)
    return promises(told, as_of=VERSIONS[0], until=until)


@pytest.mark.parametrize(
    ("due", "fate", "days", "most"),
    [
        ("2025-03", "in_period", 0, 0),  # seen on 15 April, still open on 20 March: it may have arrived in March
        ("2025-02", "late", 20, 46),  # still open on 20 March: surely late, by 20 to 46 days
        ("2025-03-20", "in_period", 0, 0),  # still open when seen that day: it may have arrived in the evening
        ("2025-03-19", "late", 1, 27),
        ("2025-04", "in_period", 0, 0),
        ("2025-05", "early", -16, -42),  # surely by 16 days
    ],
)
def test_an_arrival_between_two_versions_is_an_interval(due, fate, days, most):
    made = seen_done(due, VERSIONS[3])
    row = made.rows.row(0, named=True)
    assert (row["arrived_after"], row["arrived_on"]) == (date(2025, 3, 20), date(2025, 4, 15))
    assert (row["fate"], row["days_late"], row["days_late_most"]) == (fate, days, most)
    assert "arrivals_between_versions" in made.caveats


def test_a_day_that_the_file_gives_is_exact():
    row = seen_done("2025-03", VERSIONS[3], done_at=datetime(2025, 4, 3)).rows.row(0, named=True)
    assert (row["arrived_after"], row["arrived_on"], row["fate"], row["days_late"]) == (
        None,
        date(2025, 4, 3),
        "late",
        3,
    )


def test_a_day_given_later_that_lies_before_the_announcement_makes_no_promise():
    assert seen_done("2025-03", VERSIONS[1], done_at=datetime(2025, 1, 10)).announced == 0


def test_nothing_is_known_after_the_last_version():
    items = pl.DataFrame({"key": ["A"], "state": ["started"], "due_on": ["2025-07"], "created_at": [VERSIONS[0]]})
    made = promises(
        History.of(items=items, tracked={"state", "due_on"}, observed_at=VERSIONS),
        as_of=VERSIONS[0],
        until=datetime(2025, 9, 30),
    )
    assert made.until == VERSIONS[-1]
    assert made.counts["open"] == 1  # July was not over when it was last seen


def test_a_version_after_the_day_of_looking_does_not_count():
    assert seen_done("2025-03", VERSIONS[3], until=datetime(2025, 3, 31)).counts["open"] == 1
