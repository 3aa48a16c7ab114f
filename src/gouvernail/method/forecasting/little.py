"""Little's law: whether work in progress, pace and cycle time are those of one steady flow."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

import polars as pl

LOW: Final = 0.8
HIGH: Final = 1.25

Condition = Literal["arrivals_differ", "work_ages", "items_lost"]


@dataclass(frozen=True)
class LittleCheck:
    """The three averages of a window, and which condition of the law fails.

    Attributes
    ----------
    in_progress
        L: mean number of items in progress.
    per_day
        Items finished a day.
    cycle_days
        Mean days from start to end of the items finished in the window.
    ratio
        `L / (throughput x mean cycle time)`: 1 in a steady flow.
    failing
        Empty while the ratio lies in .8..1.25 (method.md section 5, our own proposal). Otherwise `arrivals_differ` (as
        many do not start as end), `work_ages` (what is in progress is older at the end than at the start),
        `items_lost` (some were in progress all along).
    """

    in_progress: float
    per_day: float
    cycle_days: float
    ratio: float
    failing: tuple[Condition, ...]


def little_check(started_at: pl.Series, ended_at: pl.Series, *, since: datetime, until: datetime) -> LittleCheck | None:
    """Compare the work in progress of a window with what its pace and cycle times make of it.

    Little 1961, 2011; for a window that begins and ends with nothing in progress the law is an identity.

    Parameters
    ----------
    started_at, ended_at
        Instants of each item; an item without end is in progress, one without start is left out.
    since, until
        The window, `since` before `until`.

    Returns
    -------
    None when nothing that takes time was finished in the window.
    """
    items = pl.DataFrame({"start": started_at, "end": ended_at}, schema_overrides=_INSTANTS)
    items = items.filter(pl.col("start") < until, pl.col("end").is_null() | (pl.col("end") > pl.col("start")))
    end = pl.col("end").fill_null(until)
    inside = items.select(_days(pl.max_horizontal("start", pl.lit(since)), pl.min_horizontal(end, pl.lit(until))))
    finished = items.filter(pl.col("end") > since, pl.col("end") <= until)
    cycle_days = finished.select(_days(pl.col("start"), pl.col("end")).mean()).item()
    if not cycle_days:
        return None
    length = (until - since).total_seconds() / 86_400
    in_progress = float(inside.to_series().clip(lower_bound=0).sum()) / length
    per_day = finished.height / length
    ratio = in_progress / (per_day * cycle_days)
    failing = () if _fine(ratio) else _failing(items, finished.height, since=since, until=until)
    return LittleCheck(in_progress, per_day, float(cycle_days), ratio, failing)


_INSTANTS: Final = {"start": pl.Datetime("us"), "end": pl.Datetime("us")}


def _fine(ratio: float) -> bool:
    return LOW <= ratio <= HIGH


def _failing(items: pl.DataFrame, finished: int, *, since: datetime, until: datetime) -> tuple[Condition, ...]:
    at_start, at_end = (
        items.filter(pl.col("start") <= at, pl.col("end").is_null() | (pl.col("end") > at)) for at in (since, until)
    )
    ages = [
        frame.select(_days(pl.col("start"), pl.lit(at)).mean()).item() or 0.0
        for frame, at in ((at_start, since), (at_end, until))
    ]
    arrived = items.filter(pl.col("start") >= since).height
    found: list[Condition] = []
    if not _fine(arrived / finished):
        found.append("arrivals_differ")
    if ages[1] > ages[0]:
        found.append("work_ages")
    if at_end.filter(pl.col("start") <= since).height:
        found.append("items_lost")
    return tuple(found)


def _days(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    return (end - start).dt.total_microseconds() / 86_400_000_000
