"""What separates two states of the same items, as changes."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.history.history import History
from gouvernail.method.history.rewind import net_changes, replace_values
from gouvernail.method.history.shape import CHANGES, FRAMES, INSTANT, ITEMS
from gouvernail.method.history.texts import to_text

if TYPE_CHECKING:
    from datetime import datetime

_EPOCH: Final = pl.lit(0).cast(INSTANT)


def diff(before: History, after: History, *, at: "datetime | None" = None, actor: str | None = None) -> pl.DataFrame:
    """Say which changes lead from the items of `before` to those of `after`.

    Parameters
    ----------
    at, actor
        Written on each change; a pile of dated versions dates a change by the version that shows it.

    Returns
    -------
    Frame of the shape `changes`, sorted by key and field. An item that appears has a change of its `key` (null to key)
    and of each field that it carries; one that vanishes has the reverse. `apply(before, diff(before, after))` gives the
    items of `after`. Touches, outcomes, links and calendar are not compared.
    """
    sides = before.items.join(after.items, on="key", how="full", suffix=":new", nulls_equal=False)
    keys = pl.coalesce("key", "key:new").alias("key")
    parts = [_column(sides, column, keys) for column in ITEMS]
    written = pl.concat(parts).with_columns(at=pl.lit(at, INSTANT), actor=pl.lit(actor, pl.String))
    unsaid = [pl.lit(None, pl.String).alias(column) for column in ("reason", "decision")]
    return written.with_columns(unsaid).select(CHANGES.keys()).sort("key", "field")


def _column(sides: pl.DataFrame, column: str, keys: pl.Expr) -> pl.DataFrame:
    new = sides.select(pl.col(f"{column}:new").alias(column)).select(to_text(column).alias("new"))
    texts = sides.select(keys, pl.lit(column).alias("field"), to_text(column).alias("old")).hstack(new)
    return texts.filter(pl.col("old").ne_missing(pl.col("new")))


def apply(history: History, changes: pl.DataFrame) -> History:
    """Give the history whose items have become what `changes` say; its record (`changes`) stays as it was.

    The last change of each field wins; changes without instant (those of a `diff` without `at`) are older than all
    others. Items whose `key` appears are added after the others, sorted; those whose `key` vanishes are removed.
    Secondary targets (`due_on:alpha`) are no column and leave the items as they are.
    """
    dated = net_changes(changes.with_columns(pl.col("at").fill_null(_EPOCH)))
    last = dated.group_by("key", "field").agg(pl.col("new").max_by("at"))
    keys = last.filter(pl.col("field") == "key")
    gone = keys.filter(pl.col("new").is_null()).select("key")
    born = keys.filter(pl.col("new").is_not_null()).select("key").join(history.items, on="key", how="anti").sort("key")
    items = history.items.join(gone, on="key", how="anti", maintain_order="left")
    items = pl.concat([items, born], how="diagonal") if born.height else items
    items = replace_values(items, last, "new")
    return rebuilt(history, items=items)


def rebuilt(history: History, **frames: pl.DataFrame) -> History:
    """Give the same history with other frames; what it tracks, saw and kept stays."""
    whole = {name: frames.get(name, getattr(history, name)) for name in FRAMES}
    built = History.of(**whole)
    coverage = replace(
        history.coverage, fields=built.coverage.fields, since=built.coverage.since, until=built.coverage.until
    )
    return replace(built, coverage=coverage)
