"""A vendor's whole tracker, raw, against the table made of it by others."""

import gzip
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from gouvernail.exchange.options import Options
from gouvernail.exchange.reading import read
from tests.exchange.formats.conftest import NOW


@pytest.fixture(scope="module")
def titanium(shared_data: Callable[[str], Path]) -> Path:
    return shared_data("jira_titanium/raw_rest_ALOY_DAEMON_MOD.jsonl.gz")


def test_the_real_archive_agrees_with_its_own_table(titanium: Path, shared_data: Callable[[str], Path]) -> None:
    found = read([titanium], Options(now=NOW))
    with gzip.open(shared_data("jira_titanium/issues.csv.gz")) as file:
        table = pl.read_csv(file.read(), infer_schema=False).filter(pl.col("project") != "AC")
    with gzip.open(shared_data("jira_titanium/comments.csv.gz")) as file:
        comments = pl.read_csv(file.read(), infer_schema=False).filter(pl.col("key").is_in(table["key"].implode()))
    history = found.history
    both = history.items.join(table, on="key")
    assert both.height == history.items.height == table.height == 2183
    assert (both["title"] == both["summary"].str.strip_chars()).all()
    resolved = both.filter(pl.col("resolutiondate").is_not_null())
    ends = resolved.select(pl.coalesce("done_at", "dropped_at")).to_series()
    assert ends.null_count() == 0
    assert (history.touches["kind"] == "comment").sum() == comments.height
    assert history.coverage.tracked == frozenset()
