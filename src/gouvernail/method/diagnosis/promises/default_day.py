"""The day whose announcements a report follows when nobody names one."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import polars as pl

from gouvernail.method.diagnosis.facts.ledger import no_moves
from gouvernail.method.diagnosis.facts.ledger import placed as by_place
from gouvernail.method.diagnosis.promises.targets import KINDS, targets
from gouvernail.method.history import History

Placed = Mapping[str, pl.DataFrame]
_LONGEST: Final = timedelta(days=548)
_TIME_LEFT: Final = 1 / 3
_ENOUGH: Final = 1 / 2


def default_day(
    history: History, until: datetime, *, placed: Placed | None = None, known: pl.DataFrame | None = None
) -> datetime | None:
    """Choose the day whose announcements are worth following to `until`.

    Candidates are the dated versions, or else the first days of the months, of the last eighteen months of the record
    (older promises interest nobody any more, and old items that nobody closed would fill the table); at least a third
    of that time must lie after the day, so that promises had time to be kept. Of these the earliest is taken
    on which at least half as many open items were announced, for a period not yet over, as on the best candidate: early
    enough to judge, late enough for the roadmap to exist.

    Parameters
    ----------
    placed
        What `facts.ledger.placed` makes of the changes, when it is at hand.
    known
        What `targets` says of the history, when it is at hand.

    Returns
    -------
    None when neither due dates nor horizons are tracked over time, or nothing was ever announced.
    """
    since, last = history.coverage.since, history.coverage.until
    if since is None or last is None or since >= until or not any(history.tracks(kind) for kind in KINDS):
        return None
    since = max(since, min(until, max([last, *history.coverage.observed_at])) - _LONGEST)
    days = _candidates(history, since, until)
    if not days:
        return None
    items = history.items.sort("key").with_row_index("idx")
    moves = by_place(history.changes, items.select("key", "idx")) if placed is None else placed
    spans = _spans(history, items, moves, targets(history) if known is None else known)
    counts = _announced_on(spans, days)
    if counts.max() == 0:
        return None
    return days[int(np.argmax(counts >= _ENOUGH * counts.max()))]


def _candidates(history: History, since: datetime, until: datetime) -> list[datetime]:
    seen = sorted(day for day in set(history.coverage.observed_at) if since <= day <= until)
    if seen:
        since, until = seen[0], seen[-1]
    latest = until - (until - since) * _TIME_LEFT
    if seen:
        return [day for day in seen if day <= latest and day < until]
    months = []
    day = since.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while day <= latest:
        months.append(day)
        day = (day + timedelta(days=31)).replace(day=1)
    return [day for day in months if day >= since] or [since]


def _announced_on(spans: pl.DataFrame, days: list[datetime]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Count, for each day, the open items with a target in force and not yet over (reopenings are left aside)."""
    begun, ended = spans["from"].to_numpy(), spans["to"].to_numpy()
    at = np.array(days, "datetime64[us]")
    # A day a candidate, and candidates are few: to compare is faster than to sort. Nothing is before "not a time".
    return np.array([np.count_nonzero(begun <= day) - np.count_nonzero(ended <= day) for day in at])


def _spans(history: History, items: pl.DataFrame, placed: Placed, known: pl.DataFrame) -> pl.DataFrame:
    """Give each stretch of time (`from`, `to`) during which an item had one and the same target in force."""
    lives = items.select(
        "idx",
        *KINDS,
        born=pl.coalesce("created_at", pl.lit(history.coverage.since)),
        end=pl.coalesce("done_at", "dropped_at"),
    )
    spans = [_spans_of(kind, lives, placed.get(kind, no_moves()), known) for kind in KINDS]
    return pl.concat(spans).filter(pl.col("to").is_null() | (pl.col("to") > pl.col("from")))


def _spans_of(kind: str, lives: pl.DataFrame, moves: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    over = pl.col("end").cast(pl.Datetime("us")) + pl.duration(days=1)
    values = known.filter(pl.col("kind") == kind).select("value", over=over)
    moves = moves.select("idx", "at", "old", "new", *(lives[name].gather(moves["idx"]) for name in ("born", "end")))
    last = pl.col("idx") != pl.col("idx").shift(-1)
    begun = moves.select(
        "end",
        pl.col("at").alias("from"),
        to=pl.when(last.fill_null(value=True)).then(None).otherwise(pl.col("at").shift(-1)),
        value="new",
    )
    first = (pl.col("idx") != pl.col("idx").shift(1)).fill_null(value=True)
    before = moves.filter(first).select("end", pl.col("born").alias("from"), to="at", value="old")
    still = lives.join(moves, on="idx", how="anti").select(
        "end", pl.col("born").alias("from"), to=pl.lit(None, pl.Datetime("us")), value=kind
    )
    return (
        pl.concat([begun, before, still])
        .join(values, on="value")
        .select("from", to=pl.min_horizontal("to", "end", "over"))
    )
