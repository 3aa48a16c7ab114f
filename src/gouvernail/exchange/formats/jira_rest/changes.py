from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.exchange.formats.jira_rest.states import is_dropped, status_states
from gouvernail.exchange.formats.listed import joined, members_before
from gouvernail.exchange.formats.passages import without_idle
from gouvernail.method.history.shape import CHANGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONE_BY_ONE: Final = "releases"
"""Jira logs each version that is added or removed alone; the shape wants the whole list before and after."""

_WHOLE_LISTS: Final = {"iterations": ", ", "labels": " "}


def changes_of(raw: pl.DataFrame, items: pl.DataFrame, *, extra: "Mapping[str, str]") -> pl.DataFrame:
    """Turn recorded changes (key, at, actor, field, old, new, order) into changes of the shape, in canonical words."""
    raw = raw.sort("key", "at", "order")
    parts = [
        _state_changes(raw, items, extra=extra),
        members_before(raw.filter(pl.col("field") == _ONE_BY_ONE), items.select("key", _ONE_BY_ONE)),
        *(_lists(raw.filter(pl.col("field") == name), separator) for name, separator in _WHOLE_LISTS.items()),
        _ranks(raw.filter(pl.col("field") == "rank")),
        raw.filter(~pl.col("field").is_in(["state", "resolution", "rank", _ONE_BY_ONE, *_WHOLE_LISTS])),
    ]
    every = pl.concat([part.select("order", "key", "at", "actor", "field", "old", "new") for part in parts])
    kept = every.filter((pl.col("field") == "rank") | pl.col("old").ne_missing(pl.col("new")))
    return kept.sort("key", "at", "order").select(
        pl.col(name) if name in kept.columns else pl.lit(None, dtype).alias(name) for name, dtype in CHANGES.items()
    )


def _state_changes(raw: pl.DataFrame, items: pl.DataFrame, *, extra: "Mapping[str, str]") -> pl.DataFrame:
    moves = raw.filter(pl.col("field") == "state")
    known = status_states(items, moves["old"], moves["new"], extra=extra)
    words = dict(known.iter_rows())
    moves = moves.with_columns(
        pl.col(side).replace_strict(words, default=None, return_dtype=pl.String) for side in ("old", "new")
    ).with_columns(pl.lit(0).alias("line"))
    ends = _resolutions(raw, items)
    judged = moves.sort("at").join_asof(ends.sort("at"), on="at", by="key", strategy="backward", check_sortedness=False)
    # A move to done under a resolution such as "Won't fix" is a drop; the state it later leaves is that drop too.
    judged = judged.sort("key", "at", "order").with_columns(
        pl.when((pl.col("new") == "done") & pl.col("drop").fill_null(value=False))
        .then(pl.lit("dropped"))
        .otherwise("new")
        .alias("new")
    )
    before = pl.col("new").shift(1).over("key", order_by=["at", "order"])
    return without_idle(judged.with_columns(pl.coalesce(before, "old").alias("old")))


def _resolutions(raw: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Give from when each issue stood under a resolution that drops it: key, at, drop.

    Where the log holds no resolution at all for an issue, its resolution of today stands for the whole time.
    """
    logged = raw.filter(pl.col("field") == "resolution").select(
        "key", "at", is_dropped(raw.filter(pl.col("field") == "resolution")["new"]).alias("drop"), "order"
    )
    silent = items.join(logged, on="key", how="anti").select(
        "key",
        pl.lit(None, raw["at"].dtype).alias("at"),
        is_dropped(items.join(logged, on="key", how="anti")["resolution"]).alias("drop"),
    )
    first = raw["at"].min()
    always = silent.with_columns(pl.lit(first, raw["at"].dtype).alias("at"))
    return pl.concat(
        [
            logged.sort("key", "at", "order").unique(["key", "at"], keep="last", maintain_order=True).drop("order"),
            always,
        ]
    )


def _lists(raw: pl.DataFrame, separator: str) -> pl.DataFrame:
    """Write whole lists, which Jira logs as one text, in canonical text; each distinct one once."""
    words = pl.concat([raw["old"], raw["new"]]).unique().to_list()
    lists = {word: joined([part.strip() for part in (word or "").split(separator) if part.strip()]) for word in words}
    return raw.with_columns(
        pl.col(side)
        .fill_null("")
        .replace_strict({word or "": text for word, text in lists.items()}, default="[]", return_dtype=pl.String)
        for side in ("old", "new")
    )


def _ranks(raw: pl.DataFrame) -> pl.DataFrame:
    """Keep that a rank moved, and which way: Jira says "Ranked higher" or "Ranked lower", never the place."""
    lower = pl.col("new").str.to_lowercase().str.contains("lower|bas|inf", literal=False).fill_null(value=False)
    way = pl.when(lower).then(pl.lit("lower")).otherwise(pl.lit("higher"))
    return raw.with_columns(pl.lit(None, pl.String).alias("old"), way.alias("new"))
