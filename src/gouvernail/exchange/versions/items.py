"""The items of a pile: how each stood in the last version that shows it, and when it came, started and ended."""

import polars as pl

from gouvernail.exchange.formats.passages import passages
from gouvernail.exchange.versions.differences import instants
from gouvernail.exchange.versions.sighting import AT, DELIVERED, NTH, PLACE
from gouvernail.method.history.shape import INSTANT


def last_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Give the last line of each item; dates of facts that it leaves empty come from its latest line that has them."""
    facts = [
        name
        for name in ("created_at", "started_at", "done_at", "dropped_at", "reporter", "text")
        if name in lines.columns
    ]
    return (
        lines.sort("key", NTH)
        .with_columns(pl.col(name).forward_fill().over("key") for name in facts)
        .unique("key", keep="last", maintain_order=True)
    )


def with_dates(last: pl.DataFrame, lines: pl.DataFrame, changes: pl.DataFrame, dropped: pl.DataFrame) -> pl.DataFrame:
    """Complete the dates of items by what the versions show; a date that the file states wins, none is invented.

    An item of the first version may have come, started or ended at any time before it: those dates stay unknown.
    """
    moves = passages(changes.filter(pl.col("field") == "state"))
    first = (
        lines.sort("key", NTH)
        .unique("key", keep="first")
        .select("key", pl.when(pl.col(NTH) > 0).then(AT).alias("_came"), _state(lines).alias("_came_as"))
    )
    gone = dropped.select("key", pl.col("gone_at").alias("_gone"))
    items = last.with_columns(instants(last, name) for name in ("created_at", "started_at", "done_at", "dropped_at"))
    items = (
        items.join(moves, on="key", how="left", suffix="_seen")
        .join(first, on="key", how="left")
        .join(gone, on="key", how="left")
    )
    items = items.with_columns(_state(items).alias("state")).with_columns(
        pl.when(pl.col("_gone").is_not_null()).then(pl.lit("dropped")).otherwise("state").alias("state")
    )
    seen = {
        name: pl.coalesce(f"{name}_seen", pl.when(pl.col("_came_as") == state).then("_came"))
        for name, state in (("started_at", "started"), ("done_at", "done"), ("dropped_at", "dropped"))
    }
    items = items.with_columns(
        pl.coalesce("started_at", seen["started_at"]).alias("started_at"),
        pl.when(pl.col("state") == "done").then(pl.coalesce("done_at", seen["done_at"])).alias("done_at"),
        pl.when(pl.col("state") == "dropped")
        .then(pl.coalesce("_gone", "dropped_at", seen["dropped_at"]))
        .alias("dropped_at"),
    )
    # A line that comes into the file with an earlier date in it was not created by being written down.
    earliest = pl.min_horizontal("started_at", "done_at", "dropped_at")
    came = pl.when((pl.col("_came") <= earliest) | earliest.is_null()).then("_came")
    items = items.with_columns(pl.coalesce("created_at", came).alias("created_at"))
    extra = [name for name in items.columns if name.startswith((DELIVERED, "_came", "_gone")) or name.endswith("_seen")]
    return items.drop(AT, NTH, PLACE, *extra)


def born_later(items: pl.DataFrame, lines: pl.DataFrame) -> pl.Series:
    """Give the items that came into the file after the first version, but not at their creation."""
    came = lines.group_by("key").agg(pl.col(AT).min().alias("came"), pl.col(NTH).min().alias("nth"))
    joined = items.select("key", "created_at").join(came.filter(pl.col("nth") > 0), on="key")
    return joined.filter(pl.col("created_at").ne_missing(pl.col("came").cast(INSTANT)))["key"]


def _state(frame: pl.DataFrame) -> pl.Expr:
    return pl.col("state") if "state" in frame.columns else pl.lit(None, pl.String)
