"""The state of everything on one day: what the record allows to know of it."""

from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.history.history import History
from gouvernail.method.history.rewind import first_after, last_until, net_changes, replace_values
from gouvernail.method.history.shape import ITEMS

if TYPE_CHECKING:
    from datetime import datetime

_ENDS: Final = {"done": "done_at", "dropped": "dropped_at"}


def as_of(history: History, at: "datetime") -> History:
    """Give the history as one would have read it at an instant.

    - Items created later, or that a recorded birth says came later, are left out; those that vanished later come back,
      those that had vanished by then are out.
    - Every field with recorded changes is rewound: its value is what the first later change replaced. A field whose
      changes are not recorded keeps its last value, and `coverage.kept` names it.
    - `started_at`, `done_at`, `dropped_at` and `updated_at` never lie after `at`: they become the last such instant
      that the changes know by then, or null. An item whose state was never recorded over time is open before its end.
    - Changes, touches and outcomes are those until `at` (an outcome without instant stays). Secondary targets
      (`due_on:public_preview`) live in changes only. Links stay between items that existed; releases not yet closed
      are open again.

    Doing it twice changes nothing, and a detour through a later instant gives the same answer.
    """
    first = first_after(history.changes, at)
    items, unborn = _existing(_rewound(history, first), first, at)
    items = items.join(_gone(history.changes, first, at), on="key", how="anti", maintain_order="left")
    changes = _until(history.changes, at, unborn)
    touches = _until(history.touches, at, unborn)
    moved = first.filter(pl.col("field") == "state").select("key", _moved=pl.lit(value=True))
    items = _dated(items.join(moved, on="key", how="left", maintain_order="left"), changes, at).drop("_moved")
    items = _updated(items, changes, touches, at)
    return History.of(
        items=items.select(ITEMS.keys()),
        changes=changes,
        touches=touches,
        outcomes=_until(history.outcomes, at, unborn, undated=True),
        links=history.links.join(unborn, on="key", how="anti", maintain_order="left").join(
            unborn, left_on="other", right_on="key", how="anti", maintain_order="left"
        ),
        calendar=history.calendar.with_columns(pl.when(pl.col("closed_at") <= at).then("closed_at").alias("closed_at")),
        tracked=history.coverage.tracked,
        observed_at=[seen for seen in history.coverage.observed_at if seen <= at],
        priority_scale=history.coverage.priority_scale,
        kept=set(ITEMS) - {"key", "created_at"} - history.coverage.tracked,
    )


def _rewound(history: History, first: pl.DataFrame) -> pl.DataFrame:
    """Put every field back; items that a later change takes away come back first, empty."""
    back = first.filter((pl.col("field") == "key") & pl.col("old").is_not_null()).select("key")
    back = back.join(history.items, on="key", how="anti").sort("key")
    items = pl.concat([history.items, back], how="diagonal") if back.height else history.items
    items = replace_values(items, first, "old")
    fields = set(first["field"].unique().to_list())
    if "priority" not in fields or "priority_level" in fields:
        return items
    # The scale of the source gives the level of the word that was in force.
    scale = history.coverage.priority_scale
    words = pl.DataFrame(
        {"priority": list(scale), "_level": list(scale.values())}, schema={"priority": pl.String, "_level": pl.Int32}
    )
    moved = first.filter(pl.col("field") == "priority").select("key", _moved=pl.lit(value=True))
    return (
        items.join(words, on="priority", how="left", maintain_order="left")
        .join(moved, on="key", how="left", maintain_order="left")
        .with_columns(pl.when(pl.col("_moved")).then("_level").otherwise("priority_level").alias("priority_level"))
        .drop("_level", "_moved")
    )


def _existing(items: pl.DataFrame, first: pl.DataFrame, at: "datetime") -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split the items from the keys (`key`) of those that did not exist at `at`."""
    born_later = first.filter((pl.col("field") == "key") & pl.col("old").is_null()).select("key")
    created_later = items.filter(pl.col("created_at") > at).select("key")
    unborn = pl.concat([born_later, created_later]).unique()
    return items.join(unborn, on="key", how="anti", maintain_order="left"), unborn


def _gone(changes: pl.DataFrame, first: pl.DataFrame, at: "datetime") -> pl.DataFrame:
    """Give the keys of the items that had vanished by `at`: their record stays, they do not."""
    last = last_until(changes.filter(pl.col("field") == "key"), at)
    back = first.filter((pl.col("field") == "key") & pl.col("old").is_not_null())
    return last.filter(pl.col("new").is_null()).select("key").join(back, on="key", how="anti")


def _until(frame: pl.DataFrame, at: "datetime", unborn: pl.DataFrame, *, undated: bool = False) -> pl.DataFrame:
    kept = frame.filter((pl.col("at") <= at) | pl.col("at").is_null()) if undated else frame.filter(pl.col("at") <= at)
    return kept.join(unborn, on="key", how="anti", maintain_order="left") if unborn.height else kept


def _dated(items: pl.DataFrame, changes: pl.DataFrame, at: "datetime") -> pl.DataFrame:
    """Bring the instants of the pipe, and states known only by them, back to what was known at `at`."""
    moves = net_changes(changes.filter(pl.col("field") == "state"))
    for state, column in _ENDS.items():
        known = moves.filter(pl.col("new") == state).group_by("key").agg(pl.col("at").max().alias("_known"))
        ended = pl.when(pl.col("state") == state).then("_known")
        items = (
            items.join(known, on="key", how="left", maintain_order="left")
            .with_columns(
                _early=pl.col("_moved").is_null() & (pl.col("state") == state) & (pl.col(column) > at),
                **{column: pl.when(pl.col(column) <= at).then(column).otherwise(ended)},
            )
            .with_columns(pl.when("_early", pl.col(column).is_null()).then(_open(at)).otherwise("state").alias("state"))
            .drop("_known", "_early")
        )
    begun = moves.filter(pl.col("new") == "started").group_by("key").agg(pl.col("at").min().alias("_known"))
    return (
        items.join(begun, on="key", how="left", maintain_order="left")
        .with_columns(
            state=pl.when(
                pl.col("_moved").is_null(),
                pl.col("state") == "started",
                pl.col("started_at") > at,
                pl.col("_known").is_null(),
            )
            .then(pl.lit("requested"))
            .otherwise("state"),
            started_at=pl.when(pl.col("started_at") > at).then("_known").otherwise("started_at"),
        )
        .drop("_known")
    )


def _open(at: "datetime") -> pl.Expr:
    return pl.when(pl.col("started_at") <= at).then(pl.lit("started")).otherwise(pl.lit("requested"))


def _updated(items: pl.DataFrame, changes: pl.DataFrame, touches: pl.DataFrame, at: "datetime") -> pl.DataFrame:
    if not (items["updated_at"] > at).any():
        return items
    events = pl.concat([changes.select("key", "at"), touches.select("key", "at")])
    last = events.group_by("key").agg(pl.col("at").max().alias("_last"))
    known = pl.max_horizontal("created_at", "_last")
    return (
        items.join(last, on="key", how="left", maintain_order="left")
        .with_columns(pl.when(pl.col("updated_at") > at).then(known).otherwise("updated_at").alias("updated_at"))
        .drop("_last")
    )
