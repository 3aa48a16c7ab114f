"""When an item started and ended, told by the changes of its state."""

import polars as pl


def without_idle(changes: pl.DataFrame) -> pl.DataFrame:
    """Leave out the changes that change nothing in canonical words (`Resolved` to `Closed` is done to done)."""
    return changes.filter(pl.col("old").ne_missing(pl.col("new")))


def passages(states: pl.DataFrame) -> pl.DataFrame:
    """Give the instants at which items started and ended.

    Parameters
    ----------
    states
        Changes of `state`: key, at, new; canonical words.

    Returns
    -------
    One row a key: `started_at` the first start; `done_at`, `dropped_at` the last entry into that end (an item that was
    reopened ended when it ended again).
    """
    entered = pl.col("new")
    return states.group_by("key").agg(
        pl.col("at").filter(entered == "started").min().alias("started_at"),
        pl.col("at").filter(entered == "done").max().alias("done_at"),
        pl.col("at").filter(entered == "dropped").max().alias("dropped_at"),
    )


def with_passages(items: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """Complete `started_at`, `done_at` and `dropped_at` of items from the changes of their state.

    What the changes say wins over what the source states; an end is kept only where the item is in that end now.
    """
    found = items.select("key").join(passages(states), on="key", how="left", maintain_order="left")
    columns = []
    for name, state in (("started_at", None), ("done_at", "done"), ("dropped_at", "dropped")):
        value = found[name]
        if name in items.columns:
            value = value.zip_with(value.is_not_null(), items[name])
        if state is not None:
            value = value.zip_with(
                (items["state"] == state).fill_null(value=False), pl.Series([None], dtype=value.dtype)
            )
        columns.append(value.alias(name))
    return items.with_columns(columns)
