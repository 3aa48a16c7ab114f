"""What became of the dates that have come."""

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from datetime import date


def arrivals(dues: pl.DataFrame, items: pl.DataFrame, today: "date") -> pl.DataFrame:
    """Give the dated items that are done, or still open past their date.

    Parameters
    ----------
    dues
        See `facts.dues`.
    items
        See `facts.work`.
    today
        Open work is late by at least the days up to then, or up to when it was last seen.

    Returns
    -------
    pl.DataFrame
        The columns of `dues`, with `pending`, `unseen_at`, `done_at`, `done_from`, `due_on` of the item, and
        `days_late` (whole days from the last day of the first announced period, negative when early).
    """
    so_far = pl.coalesce(pl.col("unseen_at").dt.date(), pl.lit(today))
    arrived = pl.when("pending").then(so_far).otherwise(pl.col("done_from").dt.date())
    life = ("idx", "pending", "unseen_at", "done_at", "done_from", "due_on")
    return (
        dues.join(items.select(life), on="idx")
        .with_columns(days_late=(arrived - pl.col("first_end")).dt.total_days())
        .filter(pl.col("days_late").is_not_null() & (~pl.col("pending") | (pl.col("days_late") > 0)))
    )
