"""Items with the instants of their life, found again from the changes where the source does not say them."""

from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.history.shape import OPEN_STATES

if TYPE_CHECKING:
    from datetime import datetime

_LEFT_OUT: Final = ("text", "type", "team", "updated_at", "labels", "iterations", "releases")


def work(items: pl.DataFrame, state_moves: pl.DataFrame, observed_at: "tuple[datetime, ...]") -> pl.DataFrame:
    """Give one row an item, sorted by key, with its position `idx` in that order.

    Parameters
    ----------
    items
        The frame of the shape.
    state_moves
        Changes of `state`: idx, at, old, new, sorted by idx then at.
    observed_at
        Instants of the dated versions, oldest first; empty when instants are exact.

    Returns
    -------
    pl.DataFrame
        Columns of the shape without its texts and lists, and: `is_open`, `is_done` (Boolean), `closed_at` (done,
        dropped or lost from sight), `done_from`, the earliest instant at which the item can have been done: that of the
        version before the one that shows it done. None when it was already done in the first version: nobody knows
        when. `unseen_at`: from when on nothing is known of an item whose state and status were lost on the way; it is
        neither open nor over. `pending`: not over when it was last seen.
        `started_at` is the first entry in `started` where the source gives none; `done_at` the last entry in `done`
        of an item that is done now.
    """
    first_start = state_moves.filter(new="started").group_by("idx").agg(pl.col("at").min().alias("first_start"))
    last_done = state_moves.filter(new="done").group_by("idx").agg(pl.col("at").max().alias("last_done"))
    last_drop = state_moves.filter(new="dropped").group_by("idx").agg(pl.col("at").max().alias("last_drop"))
    timed = items.drop(_LEFT_OUT)
    for found in (first_start, last_done, last_drop, _lost(state_moves)):
        timed = timed.join(found, on="idx", how="left", maintain_order="left")
    is_done = (pl.col("state") == "done") | (pl.col("state").is_null() & pl.col("done_at").is_not_null())
    is_dropped = (pl.col("state") == "dropped") | (
        pl.col("state").is_null() & pl.col("done_at").is_null() & pl.col("dropped_at").is_not_null()
    )
    lived = timed.with_columns(
        is_done=is_done.fill_null(value=False),
        is_dropped=is_dropped.fill_null(value=False),
        is_open=pl.col("state").is_in(OPEN_STATES).fill_null(value=False)
        | (pl.col("state").is_null() & pl.col("done_at").is_null() & pl.col("dropped_at").is_null()),
        started_at=pl.coalesce("started_at", "first_start"),
        unseen_at=pl.when(
            pl.all_horizontal(pl.col("state", "status", "done_at", "dropped_at").is_null()),
        ).then("lost_at"),
    ).with_columns(
        is_open=pl.col("is_open") & pl.col("unseen_at").is_null(),
        done_at=pl.when("is_done").then(pl.coalesce("done_at", "last_done")),
        dropped_at=pl.when("is_dropped").then(pl.coalesce("dropped_at", "last_drop")),
    )
    return lived.with_columns(
        pending=pl.col("is_open") | pl.col("unseen_at").is_not_null(),
        closed_at=pl.coalesce("done_at", "dropped_at", "unseen_at"),
        done_from=no_earlier_than(pl.col("done_at"), observed_at),
    ).drop("first_start", "last_done", "last_drop", "lost_at")


def _lost(state_moves: pl.DataFrame) -> pl.DataFrame:
    """Give `idx`, `lost_at` of the items whose last change of state leads to nothing known."""
    into = state_moves.filter(pl.col("new").is_null()).group_by("idx").agg(pl.col("at").max().alias("lost_at"))
    if into.is_empty():
        return into
    later = state_moves.filter(pl.col("new").is_not_null()).group_by("idx").agg(pl.col("at").max().alias("known_at"))
    known = pl.col("known_at").is_null() | (pl.col("known_at") < pl.col("lost_at"))
    return into.join(later, on="idx", how="left").filter(known).select("idx", "lost_at")


def no_earlier_than(seen: pl.Expr, observed_at: "tuple[datetime, ...]") -> pl.Expr:
    """Give the instant of the version before the one that shows something; None for the first version."""
    if not observed_at:
        return seen
    versions = pl.Series(sorted(set(observed_at)), dtype=pl.Datetime("us"))
    return seen.replace_strict(versions, versions.shift(1), default=seen, return_dtype=pl.Datetime("us"))
