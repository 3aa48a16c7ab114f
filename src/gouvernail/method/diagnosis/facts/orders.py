"""The order of the work as it stood at the start of each month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouvernail.method.history import Coverage

_FIELDS: Final = ("rank", "score", "priority_level", "priority")
_EVER: Final = np.iinfo(np.int64)


_SCHEMA: Final = {
    "idx": pl.UInt32(),
    "at": pl.Datetime("us"),
    "actor": pl.String(),
    "old": pl.Float64(),
    "new": pl.Float64(),
    "reason": pl.String(),
    "decision": pl.String(),
}
NO_PLACES_MOVED: Final = pl.DataFrame(schema=_SCHEMA)


@dataclass(frozen=True)
class Order:
    """One tracked order of the items.

    Attributes
    ----------
    field
        `rank`, `score`, `priority_level` or `priority`.
    is_strict
        Whether two items seldom share a place: a rank or a score, as against a few levels.
    current
        (items,) value of each item now, smaller = sooner, NaN where it has none.
    moves
        Its changes: idx, at, actor, old, new (Float64, smaller = sooner), reason, decision; sorted by idx then at.
    """

    field: str
    is_strict: bool
    current: np.ndarray
    moves: pl.DataFrame

    def at(self, months: list[datetime]) -> Iterator[np.ndarray]:
        """Give the value of every item at each of some instants, oldest first; the array is reused: copy to keep it.

        A change made exactly at the instant has not happened yet. Nothing is rebuilt from month to month: the changes
        between two instants are written over the values of the first.
        """
        values = self.current.copy()
        first = self.moves["idx"].ne_missing(self.moves["idx"].shift())  # moves are sorted by idx, then at
        firsts = self.moves.select("idx", "old").filter(first)
        values[firsts["idx"].to_numpy()] = firsts["old"].to_numpy()
        in_time = self.moves.select("idx", "at", "new").sort("at", maintain_order=True)
        places, news = in_time["idx"].to_numpy(), in_time["new"].to_numpy()
        cuts = np.searchsorted(in_time["at"].to_numpy(), np.array(months, dtype="datetime64[us]"), side="left")
        start = 0
        for cut in cuts:
            values[places[start:cut]] = news[start:cut]  # the last of several to one place stays, which is the latest
            start = cut
            yield values


def order_of(
    coverage: "Coverage", items: pl.DataFrame, ledger: dict[str, pl.DataFrame], fields: tuple[str, ...] = _FIELDS
) -> Order | None:
    """Find the strictest order whose changes are recorded: rank, else score, else the priority field.

    Parameters
    ----------
    items
        With rank, score, priority, priority_level, in the order of idx.
    """
    for field in fields:
        column = "priority_level" if field == "priority" else field
        if field not in coverage.tracked or items[column].null_count() == items.height:
            continue
        if field == "priority_level" and field not in ledger and "priority" in ledger:
            continue  # the changes speak the source's words
        sign = -1.0 if field == "score" else 1.0
        return Order(
            field=field,
            is_strict=field in {"rank", "score"},
            current=sign * _numbers(items[column]),
            moves=_numbered(ledger.get(field), coverage.priority_scale, field=field, sign=sign),
        )
    return None


def _numbers(column: pl.Series) -> np.ndarray:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()


def _numbered(moves: pl.DataFrame | None, scale: "Mapping[str, int]", *, field: str, sign: float) -> pl.DataFrame:
    if moves is None:
        return NO_PLACES_MOVED
    if field == "priority":
        levels = {word: float(level) for word, level in scale.items()}
        value = pl.col("old", "new").replace_strict(levels, default=None, return_dtype=pl.Float64)
    else:
        value = pl.col("old", "new").cast(pl.Float64, strict=False)
    return moves.with_columns((value * sign).fill_null(float("nan"))).select(_SCHEMA.keys())


@dataclass(frozen=True)
class Snapshot:
    """The order at the start of a month: `values` as in `Order`, and which items were open (both by idx)."""

    month: datetime
    values: np.ndarray
    is_open: np.ndarray


def snapshots(order: Order, items: pl.DataFrame, months: list[datetime]) -> list[Snapshot]:
    """Give the order at the start of each month; an item is open from its creation until it is done or dropped."""
    # Whole numbers of microseconds: to compare instants costs twice as much.
    created = items["created_at"].dt.epoch("us").fill_null(_EVER.min).to_numpy()
    closed = items["closed_at"].dt.epoch("us").fill_null(_EVER.max).to_numpy()
    starts = np.array(months, dtype="datetime64[us]").astype(np.int64)
    return [
        Snapshot(month, values.copy(), (created <= start) & (closed > start))
        for month, start, values in zip(months, starts, order.at(months), strict=True)
    ]
