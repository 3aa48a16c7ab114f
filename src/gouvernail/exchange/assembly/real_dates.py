"""A column that holds a plan while an item is open, and the real day once it is delivered."""

from datetime import datetime
from typing import Final

import polars as pl

_DAY_LENGTH: Final = len("2025-03-14")


def real_when_done(items: pl.DataFrame, *, now: datetime) -> pl.DataFrame:
    """Read the date of delivered rows as the day of their end; what had been announced to them is not known any more.

    A date that cannot be that day stays announced: a month or a quarter, a day still to come, one before the creation,
    one that differs from the end that another column says.

    Parameters
    ----------
    items
        Frame with `state` and `due_on`, and any of `created_at` and `done_at`.
    now
        The last instant that can be past.
    """
    if "due_on" not in items.columns:
        return items
    done_at = pl.col("done_at") if "done_at" in items.columns else pl.lit(None, pl.Datetime("us"))
    text = pl.when(pl.col("due_on").str.len_bytes() == _DAY_LENGTH).then("due_on")
    day = text.str.to_datetime("%Y-%m-%d", time_unit="us", strict=False)
    possible = (pl.col("state") == "done") & (day <= now) & (done_at.is_null() | (done_at.dt.date() == day.dt.date()))
    if "created_at" in items.columns:
        possible &= pl.col("created_at").is_null() | (pl.col("created_at").dt.date() <= day.dt.date())
    real = possible.fill_null(value=False)
    return items.with_columns(
        pl.when(real & done_at.is_null()).then(day).otherwise(done_at).alias("done_at"),
        pl.when(~real).then("due_on").alias("due_on"),
    )
