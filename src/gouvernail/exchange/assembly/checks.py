"""What makes a row of items broken, compared with itself, its neighbours and the clock."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Final

import polars as pl

from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.assembly.fragment import ROW, Origin

_WIDEST_OFFSET: Final = timedelta(hours=14)
"""Exports often carry local times without a zone: the farthest clock is 14 hours ahead of UTC."""


def utc(now: datetime) -> datetime:
    """Write the clock as the shape does: naive, in UTC."""
    return now if now.tzinfo is None else now.astimezone(UTC).replace(tzinfo=None)


def latest(now: datetime) -> datetime:
    """Give the last instant that can be past: `now`, where the clock is farthest ahead."""
    return utc(now) + _WIDEST_OFFSET


def check_items(items: pl.DataFrame, origin: Origin, faults: Faults, *, now: datetime, unique: bool = True) -> None:
    """Add the faults of rows: no key, created in the future, done or dropped before created, key already seen.

    Parameters
    ----------
    items
        Rows in the order that `faults` counts them by.
    unique
        Keys must differ (False where dated versions are stacked in one table).
    """
    faults.add("missing_key", items["key"].is_null() | (items["key"] == ""), field="key")
    if "created_at" in items.columns:
        _check_created(items, origin, faults, now=now)
    if unique:
        _check_unique(items, origin, faults)


def _check_created(items: pl.DataFrame, origin: Origin, faults: Faults, *, now: datetime) -> None:
    created = items["created_at"]
    later = created > latest(now)
    faults.add(
        "created_in_future",
        later,
        field="created_at",
        found=_written(created, origin.day_only, "created_at"),
        params=lambda _: {"now": utc(now)},
    )
    for field in ("done_at", "dropped_at"):
        if field not in items.columns:
            continue
        before = _before(items[field], created, by_day=bool(origin.day_only & {field, "created_at"}))
        faults.add(
            "done_before_created",
            before,
            field=field,
            found=_written(items[field], origin.day_only, field),
            params=lambda row: {"created": created[row], "header": origin.headers.get("created_at", "created_at")},
        )


def _before(end: pl.Series, created: pl.Series, *, by_day: bool) -> pl.Series:
    if by_day:
        return end.dt.date() < created.dt.date()
    return end < created


def _written(instants: pl.Series, day_only: Collection[str], field: str) -> pl.Series:
    return instants.dt.date() if field in day_only else instants


def _check_unique(items: pl.DataFrame, origin: Origin, faults: Faults) -> None:
    if items["key"].n_unique() == items.height:
        return
    again = ~items["key"].is_first_distinct() & items["key"].is_not_null()
    first = items.with_row_index("_first").group_by("key").agg(pl.col("_first").first())

    def first_line(row: int) -> dict[str, object]:
        rows = first.filter(pl.col("key") == items["key"][row])["_first"]
        file, line = origin.place(rows[0])
        return {"first_file": file, "first_line": line}

    faults.add("duplicate_key", again, field="key", found=items["key"], params=first_line)


def rows_of(items: pl.DataFrame) -> pl.Series:
    """Give the numbers that `Origin.place` knows the rows by."""
    return items[ROW] if ROW in items.columns else pl.int_range(items.height, dtype=pl.UInt32, eager=True)
