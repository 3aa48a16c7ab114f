"""Which item was in which iteration, and whether it was there when the iteration began."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

from gouvernail.method.history.texts import from_text


@dataclass(frozen=True)
class Memberships:
    """Items in iterations.

    Attributes
    ----------
    listed
        `idx`, `name`, `place` (0 = first iteration of the item): every iteration that an item was in, in order.
    iterations
        `name`, `starts` (instant), `planned_until` (end of its first day), `ends` (instant, exclusive): those that the
        calendar dates.
    pairs
        `idx`, `name`, `planned` (Boolean), `starts`, `ends`: every item that ever was in a dated iteration, and
        whether it was in it at the end of its first day.
    """

    listed: pl.DataFrame
    iterations: pl.DataFrame
    pairs: pl.DataFrame


def memberships(items: pl.DataFrame, moves: pl.DataFrame, calendar: pl.DataFrame, now: datetime) -> Memberships:
    """Rebuild the memberships from the lists of the items and the changes of `iterations`.

    Parameters
    ----------
    items
        The frame of the shape with idx.
    moves
        Changes of `iterations`, whose old and new are lists in canonical text.
    now
        Iterations that have not begun by then are left out.
    """
    listed = (
        items.select("idx", name=pl.col("iterations"), place=pl.int_ranges(pl.col("iterations").list.len()))
        .filter(pl.col("name").list.len() > 0)
        .explode("name", "place", empty_as_null=True)
        .drop_nulls("name")
    )
    dated = _dated(calendar, now)
    events = _events(moves)
    known = pl.concat([listed.select("idx", "name"), events.select("idx", "name")]).unique()
    pairs = known.join(dated, on="name", how="inner").join(items.select("idx", "created_at"), on="idx")
    return Memberships(listed, dated, _planned(pairs, events).sort("idx", "starts", "name"))


def _dated(calendar: pl.DataFrame, now: datetime) -> pl.DataFrame:
    day = timedelta(days=1)
    starts = pl.col("start_on").cast(pl.Datetime("us"))
    return (
        calendar.filter(pl.col("kind") == "iteration")
        .select(
            "name",
            starts=starts,
            planned_until=starts + day,
            ends=pl.coalesce("closed_at", pl.col("end_on").cast(pl.Datetime("us")) + day),
        )
        .drop_nulls()
        .filter(pl.col("starts") <= now)
        .sort("name", "starts")
        .unique("name", keep="first", maintain_order=True)
    )


def _events(moves: pl.DataFrame) -> pl.DataFrame:
    """Give `idx`, `name`, `at`, `entered`: each time an item came into an iteration or left it."""
    old, new = (
        moves.select("idx", "at", from_text("iterations", moves[side]).alias("name"))
        .explode("name", empty_as_null=True)
        .drop_nulls("name")
        for side in ("old", "new")
    )
    step = ["idx", "at", "name"]
    entered = new.join(old, on=step, how="anti").with_columns(entered=pl.lit(value=True))
    left = old.join(new, on=step, how="anti").with_columns(entered=pl.lit(value=False))
    return pl.concat([entered, left]).sort("idx", "name", "at")


def _planned(pairs: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Say who was in at the end of the first day: the last event before it, else the opposite of the first after."""
    dated = events.join(pairs.select("idx", "name", "planned_until"), on=["idx", "name"])
    in_time = pl.col("at") < pl.col("planned_until")
    step = ["idx", "name"]
    before = dated.filter(in_time).group_by(step, maintain_order=True).agg(was=pl.col("entered").last())
    after = dated.filter(~in_time).group_by(step, maintain_order=True).agg(then=pl.col("entered").first())
    existed = (pl.col("created_at") < pl.col("planned_until")).fill_null(value=True)
    return (
        pairs.join(before, on=step, how="left")
        .join(after, on=step, how="left")
        .select("idx", "name", "starts", "ends", planned=pl.coalesce("was", ~pl.col("then"), existed))
    )
