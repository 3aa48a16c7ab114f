"""Instants with an offset are read the same when the first cell of the column is empty."""

from datetime import datetime

import polars as pl
import pytest

from gouvernail.exchange.values.instants import parse_instants


@pytest.mark.parametrize("tail", ["Z", "+00:00", ".000+0000", ""])
def test_an_empty_first_cell_changes_nothing(tail: str) -> None:
    texts = [None, f"2024-03-14T09:30:00{tail}", None, f"2024-03-15T00:00:00{tail}"]
    parsed = parse_instants(pl.Series("at", texts))
    assert parsed.values.to_list() == [None, datetime(2024, 3, 14, 9, 30), None, datetime(2024, 3, 15)]
    assert not parsed.bad.any()


def test_milliseconds_filled_on_a_few_rows_only_are_read() -> None:
    found = parse_instants(pl.Series([None, "1741132800000", None, None]))
    assert found.values.to_list() == [None, datetime(2025, 3, 5), None, None]
