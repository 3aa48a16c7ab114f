from typing import Final

import polars as pl

from gouvernail.exchange.mapping.lexicon import fold_header, lexicon
from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.values.states import state_of

_OPEN: Final = ("requested", "accepted", "started")


def with_state(items: pl.DataFrame, resolution: pl.Series | None, profile: Profile) -> pl.DataFrame:
    """Say the state of each item from its status, its resolution and its dates.

    The status decides where its word is known; a resolution such as "Won't fix" turns an end into a drop. Without a
    known word, dates decide: done, dropped, else started; nothing known leaves the state unknown. The day of a dropped
    item's end is `dropped_at`, and an open item has no end.

    Parameters
    ----------
    items
        Frame with any of `status`, `started_at`, `done_at`, `dropped_at`, and `_delivered` (true where a date column
        says that it happened).
    """
    has = set(items.columns)
    status = items["status"] if "status" in has else None
    said = (
        status_state(status, profile)
        if status is not None
        else pl.Series([None], dtype=pl.String).new_from_index(0, items.height)
    )
    dropped = _is_dropped(resolution, profile) if resolution is not None else pl.lit(value=False)
    done_at, dropped_at, started_at = (
        pl.col(name) if name in has else pl.lit(None) for name in ("done_at", "dropped_at", "started_at")
    )
    delivered = pl.col("_delivered") if "_delivered" in has else pl.lit(value=False)
    ended = pl.col("_said").is_null() | pl.col("_said").is_in(["done", "dropped"])
    state: pl.Expr = (
        pl.when(delivered)
        .then(pl.lit("done"))
        .when((ended & dropped) | (pl.col("_said") == "dropped"))
        .then(pl.lit("dropped"))
        .when(pl.col("_said").is_not_null())
        .then(pl.col("_said"))
        .when(done_at.is_not_null())
        .then(pl.lit("done"))
        .when(dropped_at.is_not_null())
        .then(pl.lit("dropped"))
        .when(started_at.is_not_null())
        .then(pl.lit("started"))
    )
    if status is None and {"done_at", "created_at"} <= has:
        # Nothing but dates: no end date means that it is still asked for.
        state = pl.coalesce(state, pl.lit("requested"))
    found = items.with_columns(said.alias("_said")).with_columns(state.alias("state"))
    return _ends(found).drop("_said")


def status_state(status: pl.Series, profile: Profile) -> pl.Series:
    """Read status words, once each: the mapping's words first, then the known ones. Unknown words give null."""
    words = status.unique().drop_nulls()
    return status.replace_strict(words, state_of(words, extra=profile.states), default=None, return_dtype=pl.String)


def unknown_words(status: pl.Series, state: pl.Series) -> list[str]:
    """Give the status words that no state was found for."""
    return sorted(status.filter(state.is_null() & status.is_not_null()).unique().to_list())


def _ends(items: pl.DataFrame) -> pl.DataFrame:
    has = set(items.columns)
    if "done_at" not in has and "dropped_at" not in has:
        return items
    done = pl.col("done_at") if "done_at" in has else pl.lit(None, pl.Datetime("us"))
    dropped = pl.col("dropped_at") if "dropped_at" in has else pl.lit(None, pl.Datetime("us"))
    return items.with_columns(
        pl.when(pl.col("state") == "done").then(done).alias("done_at"),
        pl.when(pl.col("state") == "dropped").then(pl.coalesce(dropped, done)).alias("dropped_at"),
    )


def _is_dropped(resolution: pl.Series, profile: Profile) -> pl.Series:
    words = resolution.unique().drop_nulls()
    states = state_of(words, extra=profile.states).to_list()
    known = {*lexicon()["resolutions"]["dropped"], *(fold_header(word) for word in profile.dropped)}
    dropped = [
        word
        for word, state in zip(words.to_list(), states, strict=True)
        if state == "dropped" or fold_header(word) in known
    ]
    return resolution.is_in(dropped).fill_null(value=False)
