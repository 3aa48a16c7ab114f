"""From when to when a history knows anything."""

from datetime import datetime

import polars as pl
import pytest

from gouvernail.method.history import History

VERSIONS = (datetime(2025, 1, 1), datetime(2025, 2, 1), datetime(2025, 3, 1))


def _moved(at: datetime) -> pl.DataFrame:
    return pl.DataFrame({"key": ["A"], "at": [at], "field": ["due_on"], "old": ["2025-04"], "new": ["2025-05"]})


@pytest.mark.parametrize("versions", [VERSIONS, VERSIONS[::-1]])
def test_versions_in_which_nothing_moved_were_seen_too(versions: tuple[datetime, ...]) -> None:
    history = History.of(items=pl.DataFrame({"key": ["A"]}), changes=_moved(VERSIONS[1]), observed_at=versions)
    assert (history.coverage.since, history.coverage.until) == (VERSIONS[0], VERSIONS[2])


def test_dated_facts_reach_further_back_than_the_first_version() -> None:
    items = pl.DataFrame({"key": ["A"], "created_at": [datetime(2024, 6, 1)]})
    assert History.of(items=items, observed_at=VERSIONS).coverage.since == datetime(2024, 6, 1)


def test_nothing_known_has_no_window() -> None:
    coverage = History.of().coverage
    assert (coverage.since, coverage.until) == (None, None)
