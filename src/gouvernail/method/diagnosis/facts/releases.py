"""When something was released, by the best witness that the history has."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from datetime import date

Witness = Literal["calendar", "names", "done_days"]


@dataclass(frozen=True)
class Releases:
    """Days on which something was released.

    Attributes
    ----------
    witness
        What says so: release dates of the calendar; else the day on which the last item of each named release was
        done; else the days on which items were done.
    days
        `day` (Date, distinct, oldest first), `name` (of the releases of that day), `items` (how many they hold; null
        where nothing says it).
    """

    witness: Witness
    days: pl.DataFrame

    def until(self, today: "date") -> pl.DataFrame:
        """Give the days that are past."""
        return self.days.filter(pl.col("day") <= today)


def releases(
    calendar: pl.DataFrame, items: pl.DataFrame, delivered: pl.DataFrame, *, observed: bool
) -> Releases | None:
    """Find the release days.

    Parameters
    ----------
    items
        The frame of the shape with idx.
    delivered
        Items with done_at.
    observed
        Whether arrivals are only seen between dated versions: their days are then those of the versions, and no
        witness but the calendar says anything of a cadence.
    """
    held = items.select("idx", name=pl.col("releases")).explode("name", empty_as_null=True).drop_nulls()
    dated = _dated(calendar, held)
    done = delivered.select("idx", day=pl.col("done_at").dt.date())
    if not dated.is_empty():
        if dated.join(held, on="name", how="semi").is_empty():
            return Releases("calendar", _holding_between(_by_day(dated.with_columns(items=0)), done))
        sizes = held.join(done.select("idx"), on="idx").group_by("name").agg(items=pl.len())
        named = dated.join(sizes, on="name", how="left")
        return Releases("calendar", _by_day(named.with_columns(pl.col("items").fill_null(0))))
    if observed or done.is_empty():
        return None
    if not held.is_empty():
        named = held.join(done, on="idx").group_by("name").agg(day=pl.col("day").max(), items=pl.len())
        return Releases("names", _by_day(named))
    return Releases("done_days", _by_day(done.select("day", name=pl.lit(None, pl.String), items=1)))


def _dated(calendar: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Give `name`, `day` of the releases of the calendar, of those that hold items where items name any.

    Where some releases are closed, one that is not has not come out, whatever day was planned for it.
    """
    known = calendar.filter(pl.col("kind") == "release")
    closed = pl.col("closed_at").dt.date()
    day = closed if known["closed_at"].count() else pl.col("end_on")
    dated = known.select("name", day=day).drop_nulls("day").unique(maintain_order=True)
    ours = dated.join(held.select("name").unique(), on="name", how="semi")
    return dated if ours.is_empty() else ours


def _holding_between(days: pl.DataFrame, done: pl.DataFrame) -> pl.DataFrame:
    """Count in each release what was done after the one before it, where items name none.

    What the first one held is not known, and neither is anything where nothing is dated as done.
    """
    arrived = done["day"].sort()
    up_to = pl.Series(arrived.search_sorted(days["day"], side="right"), dtype=pl.Int64)
    known = up_to.diff() if len(arrived) else pl.Series([None] * days.height, dtype=pl.Int64)
    return days.with_columns(items=known)


def _by_day(named: pl.DataFrame) -> pl.DataFrame:
    return (
        named.group_by("day")
        .agg(name=pl.col("name").drop_nulls().unique().sort().str.join(", "), items=pl.col("items").sum())
        .sort("day")
    )
