"""How often an announcement was moved, and what was announced last."""

import polars as pl


def moves_of(changes: pl.DataFrame, promised: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Follow each announcement from its day to the end of its story.

    Parameters
    ----------
    changes
        Changes later than the day of the announcement.
    promised
        `key`, `announced`, `basis`, `over_at` (the end of the story) and `arrived` (whether it ended by arriving:
        then a due date written on arrival is that of the arrival and moves nothing).
    known
        The meaning of every value, from `targets`.

    Returns
    -------
    `key`, `moves`, `last_announced`. A date that becomes more precise (`2025-Q1` to `2025-03`) is not moved; one that
    is withdrawn, announced again or made vaguer is.
    """
    due = pl.col("kind") == "due_on"
    followed = (
        changes.join(
            promised.select("key", "basis", "over_at", "arrived"), left_on=["key", "field"], right_on=["key", "basis"]
        )
        .with_columns(kind=pl.col("field").str.split(":").list.first())
        .filter((pl.col("at") < pl.col("over_at")) | ((pl.col("at") == pl.col("over_at")) & ~(due & pl.col("arrived"))))
    )
    meanings = known.select("kind", "value", "start", "end", "family", "order")
    for side in ("old", "new"):
        renamed = meanings.rename({name: f"{name}_{side}" for name in ("start", "end", "family", "order")})
        followed = followed.join(renamed, left_on=["kind", side], right_on=["kind", "value"], how="left")
    refined = (pl.col("start_new") >= pl.col("start_old")) & (pl.col("end_new") <= pl.col("end_old")) & due
    renamed_only = (pl.col("family_new") == pl.col("family_old")) & (pl.col("order_new") == pl.col("order_old"))
    still = refined.fill_null(value=False) | renamed_only.fill_null(value=False)
    counted = followed.group_by("key").agg(
        moves=(pl.col("old").ne_missing(pl.col("new")) & ~still).sum().cast(pl.Int64), _last=pl.col("new").max_by("at")
    )
    return (
        promised.join(counted, on="key", how="left", maintain_order="left")
        .with_columns(
            last_announced=pl.when(pl.col("moves").is_null()).then("announced").otherwise("_last"),
            moves=pl.col("moves").fill_null(0),
        )
        .select("key", "moves", "last_announced")
    )
