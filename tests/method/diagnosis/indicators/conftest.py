from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import polars as pl
import pytest

from gouvernail.method.diagnosis import indicators
from gouvernail.method.diagnosis.facts import Facts
from gouvernail.method.diagnosis.finding import Finding
from gouvernail.method.diagnosis.indicator import REGISTRY
from gouvernail.method.diagnosis.settings import load
from gouvernail.method.history import History
from gouvernail.method.history.shape import FRAMES, INSTANT

Rows = Sequence[Mapping[str, Any]]
TODAY = "2025-07-01"


def frame(name: str, rows: Rows) -> pl.DataFrame:
    """Write instants and days as texts; the shape knows which column is which."""
    schema = {column: dtype for column, dtype in FRAMES[name].items() if any(column in row for row in rows)}
    return pl.DataFrame([{c: _cell(row.get(c), schema[c]) for c in schema} for row in rows], schema=schema)


def _cell(value: Any, dtype: pl.DataType) -> Any:
    if isinstance(value, str) and dtype == INSTANT:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(value, str) and dtype == pl.Date() else value


def facts_of(
    *,
    today: str = TODAY,
    tracked: Iterable[str] = (),
    observed_at: Iterable[str] = (),
    thresholds: str | None = None,
    **rows: Rows,
) -> Facts:
    history = History.of(
        tracked=tracked,
        observed_at=[datetime.fromisoformat(seen) for seen in observed_at],
        **{name: frame(name, given) for name, given in rows.items() if given},
    )
    return Facts(history, datetime.fromisoformat(today), load(thresholds), np.random.default_rng(1))


@pytest.fixture
def measure() -> Callable[..., Finding]:
    """Measure one indicator on frames written by hand."""
    assert indicators

    def of(name: str, **given: Any) -> Finding:
        return REGISTRY[name].measure(facts_of(**given))

    return of
