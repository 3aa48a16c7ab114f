"""What the change log knows of items: their beginning, their end, and everything where no table of items is given."""

import polars as pl

from gouvernail.method.history.shape import INSTANT, ITEMS
from gouvernail.method.history.texts import from_text

_BORN = pl.col("old").is_null() & (pl.col("new") == "requested")


def items_from(changes: pl.DataFrame, named: pl.DataFrame | None) -> pl.DataFrame:
    """Make items of the distinct keys of a change log: for each field, the last value that it was given.

    Starts and ends are left to `completed`, which knows in which state the item is.

    Parameters
    ----------
    named
        `key` of every item, and `title` where the log carries it beside each change.
    """
    named = changes.select(pl.col("key").unique(maintain_order=True)) if named is None else named
    items = named.rename({"title": "_title"}, strict=False)
    last = (
        changes.sort("at", maintain_order=True).group_by("key", "field", maintain_order=True).agg(pl.col("new").last())
    )
    for (field,), values in last.partition_by("field", as_dict=True).items():
        if field in ITEMS and field not in {"key", "started_at", "done_at", "dropped_at"}:
            read = values.select("key", from_text(field, values["new"]).alias(field))
            items = items.join(read, on="key", how="left", maintain_order="left")
    if "_title" not in items.columns:
        return items
    known = pl.coalesce("title", "_title") if "title" in items.columns else pl.col("_title")
    return items.with_columns(known.alias("title")).drop("_title")


def completed(items: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Fill the instants that the items' own table does not have from the changes of state.

    `created_at` from the birth, `started_at` from the first start, `done_at` and `dropped_at` from the last end, for
    the items that are in that state. A column that the table has is left as it is: it is the source's own word.
    """
    wanted = [
        ("created_at", _BORN, "min"),
        ("started_at", pl.col("new") == "started", "min"),
        ("done_at", pl.col("new") == "done", "max"),
        ("dropped_at", pl.col("new") == "dropped", "max"),
    ]
    absent = [(name, which, how) for name, which, how in wanted if _is_absent(items, name)]
    if not absent:
        return items
    states = changes.lazy().filter(pl.col("field") == "state")
    for name, which, how in absent:  # apart: to filter inside each group costs more than to group again
        found = states.filter(which).group_by("key").agg(getattr(pl.col("at"), how)().alias(f"_{name}")).collect()
        items = items.join(found, on="key", how="left", maintain_order="left")
    state = pl.col("state") if "state" in items.columns else pl.lit(None, pl.String)
    ends = {"done_at": state == "done", "dropped_at": state == "dropped"}
    return items.with_columns(
        pl.when(ends.get(name, pl.lit(value=True))).then(f"_{name}").alias(name) for name, _, _ in absent
    ).drop(f"_{name}" for name, _, _ in absent)


def real_days(items: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Use the day that a delivered date says, rather than the day on which the log noticed it."""
    real = changes.filter((pl.col("field") == "done_at") & pl.col("new").is_not_null())
    if real.is_empty() or "done_at" not in items.columns:
        return items
    days = (
        real.sort("at")
        .group_by("key")
        .agg(
            pl.col("new")
            .last()
            .str.slice(0, 10)
            .str.to_datetime("%Y-%m-%d", time_unit="us", strict=False)
            .cast(INSTANT)
            .alias("_real")
        )
    )
    items = items.join(days, on="key", how="left", maintain_order="left")
    done = pl.when(pl.col("state") == "done").then(pl.coalesce("_real", "done_at")).otherwise("done_at")
    return items.with_columns(done.alias("done_at")).drop("_real")


def _is_absent(items: pl.DataFrame, name: str) -> bool:
    return name not in items.columns or items[name].null_count() == items.height
