"""What was promised first, when the promise was made, and what it is now."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.history.periods import period_end

if TYPE_CHECKING:
    from datetime import datetime


def dues(work: pl.DataFrame, due_moves: pl.DataFrame, since: "datetime | None") -> pl.DataFrame:
    """Give one row an item that has, or had, a due date.

    Parameters
    ----------
    work
        Items with idx, created_at, due_on.
    due_moves
        Changes of `due_on`, sorted by idx then at.
    since
        Start of the first version of a pile of versions: when an item without creation date was first seen.

    Returns
    -------
    pl.DataFrame
        `idx`, `first_due` (canonical period), `first_end` (its last day), `due_end` (last day of the current one),
        `committed_at`: when the first due date was set, or the creation of an item that was born with it.
    """
    moved = due_moves.group_by("idx", maintain_order=True).agg(
        born_with=pl.col("old").first(),
        first_set=pl.col("new").drop_nulls().first(),
        first_set_at=pl.col("at").filter(pl.col("new").is_not_null()).first(),
    )
    born = pl.coalesce("created_at", pl.lit(since, pl.Datetime("us")))
    known = (
        work.select("idx", "created_at", "due_on")
        .join(moved, on="idx", how="left", maintain_order="left")
        .with_columns(
            first_due=pl.coalesce("born_with", "first_set", "due_on"),
            committed_at=pl.when(pl.col("born_with").is_null() & pl.col("first_set").is_not_null())
            .then("first_set_at")
            .otherwise(born),
        )
        .filter(pl.col("first_due").is_not_null())
    )
    return known.select(
        "idx",
        "first_due",
        "committed_at",
        period_end(known["first_due"]).alias("first_end"),
        period_end(known["due_on"]).alias("due_end"),
    )
