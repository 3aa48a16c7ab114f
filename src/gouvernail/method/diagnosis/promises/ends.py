"""How each announced item ended: when it arrived, or when and with which word it was dropped."""

from datetime import datetime, timedelta
from typing import Final

import polars as pl

from gouvernail.method.history import History, as_of

AROUND: Final = timedelta(days=1)
"""A comment this near to the moment of dropping counts as a word."""


def arrivals(history: History, day: datetime, until: datetime) -> pl.DataFrame:
    """Give the first arrival after `day`, by `until`: `key`, `arrived_at`, `seen_before`, `reopened`.

    `seen_before` is set when the arrival was only seen between two dated versions: the instant of the version before,
    in which the item was still open. A day that the source itself gives (no version has it) is taken as exact.
    """
    within = (pl.col("at") > day) & (pl.col("at") <= until)
    moves = history.changes.filter((pl.col("field") == "state") & within)
    changed = moves.filter(pl.col("new") == "done").group_by("key").agg(pl.col("at").min())
    stated = history.items.filter(
        pl.col("state") == "done", pl.col("done_at") > day, pl.col("done_at") <= until
    ).select("key", at="done_at")
    first = pl.concat([changed, stated]).group_by("key").agg(pl.col("at").min())
    left = moves.filter(pl.col("old") == "done").group_by("key").agg(pl.col("at").max().alias("_left"))
    seen = pl.DataFrame({"at": sorted(set(history.coverage.observed_at))}, schema={"at": pl.Datetime("us")})
    seen = seen.with_columns(seen_before=pl.col("at").shift(1))
    return (
        first.join(seen, on="at", how="left")
        .join(left, on="key", how="left")
        .select(
            "key",
            "seen_before",
            arrived_at="at",
            reopened=(pl.col("_left") > pl.col("at")).fill_null(value=False),
        )
    )


def drops(
    history: History, promised: pl.DataFrame, touches: pl.DataFrame, *, day: datetime, until: datetime
) -> pl.DataFrame:
    """Give the promised items (`key`) that are dropped, or gone from the file, at `until`.

    Returns `key`, `dropped_at`, `worded`, `reason`.

    A word is the reason of the change, else the decision it refers to, else a comment written within a day of it.
    """
    at_end = as_of(history, until).items
    present = at_end.select("key", "state", dropped_at="dropped_at")
    out = (
        promised.select("key")
        .join(present, on="key", how="left", maintain_order="left")
        .filter((pl.col("state") == "dropped") | ~pl.col("key").is_in(at_end["key"].implode()))
    )
    into = ((pl.col("field") == "state") & (pl.col("new") == "dropped")) | (
        (pl.col("field") == "key") & pl.col("new").is_null()
    )
    said = (
        history.changes.filter(into, pl.col("at") > day, pl.col("at") <= until)
        .group_by("key")
        .agg(pl.col("at").max(), *(pl.col(name).filter(_said(name)).sort().first() for name in ("reason", "decision")))
    )
    out = out.join(said, on="key", how="left", maintain_order="left").select(
        "key", dropped_at=pl.coalesce("at", "dropped_at"), word=pl.coalesce("reason", "decision")
    )
    comments = (
        touches.filter(pl.col("kind") == "comment")
        .join(out.filter(pl.col("word").is_null()), on="key")
        .filter((pl.col("at") - pl.col("dropped_at")).abs() <= AROUND)
        .sort("key", "at", "text")
        .group_by("key", maintain_order=True)
        .agg(pl.col("text").drop_nulls().last().alias("comment"), _commented=pl.lit(value=True))
    )
    return out.join(comments, on="key", how="left", maintain_order="left").select(
        "key",
        "dropped_at",
        worded=pl.col("word").is_not_null() | pl.col("_commented").fill_null(value=False),
        reason=pl.coalesce("word", "comment"),
    )


def unseen(history: History, until: datetime) -> pl.DataFrame:
    """Give `key`, `unseen_on`: the day since when nothing is known of an item whose state and status were lost."""
    lost = history.items.filter(pl.col("state").is_null() & pl.col("status").is_null()).select("key")
    moves = history.changes.filter((pl.col("field") == "state") & (pl.col("at") <= until))
    last = moves.join(lost, on="key", how="semi").group_by("key").agg(pl.col("at", "new").sort_by("at").last())
    return last.filter(pl.col("new").is_null()).select("key", unseen_on=pl.col("at").dt.date())


def _said(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars().str.len_chars() > 0
