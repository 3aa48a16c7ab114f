import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gouvernail.exchange.reading import Options, Reading, read

NOW = datetime(2026, 1, 1)

ReadJson = Callable[..., Reading]


@pytest.fixture
def read_json(tmp_path: Path) -> ReadJson:
    """Read values through the one door of imports, each written as one JSON file."""

    def reading(*values: Any, **options: Any) -> Reading:
        paths = []
        for number, value in enumerate(values):
            path = tmp_path / f"page{number}.json"
            path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
            paths.append(path)
        return read(paths, Options(now=NOW, **options))

    return reading


def item(found: Reading, key: str) -> dict[str, Any]:
    """Give the item of a key."""
    return found.history.items.filter(pl.col("key") == key).row(0, named=True)


def told(found: Reading, field: str) -> list[tuple[str, str | None, str | None]]:
    """Give day, old and new of each change of a field, in order."""
    changes = found.history.changes.filter(pl.col("field") == field).sort("at", maintain_order=True)
    return [(row["at"].strftime("%Y-%m-%d"), row["old"], row["new"]) for row in changes.iter_rows(named=True)]
