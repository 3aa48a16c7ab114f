"""The record grows at its end only: new changes, and the items that follow from them."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.history.diff import apply, rebuilt
from gouvernail.method.history.rewind import last_until
from gouvernail.method.history.shape import CHANGES, ITEMS
from gouvernail.method.history.texts import to_text

if TYPE_CHECKING:
    from gouvernail.method.history.history import History

_INSTANTS = ("started_at", "done_at", "dropped_at")


def record(history: "History", changes: pl.DataFrame) -> "History":
    """Append changes to the record and bring the items up to date.

    `old` is written from what the record says, whatever was given. A change of state also dates the item: `done_at` and
    `dropped_at` are set on arrival there and emptied on leaving, `started_at` is set at the first start; each of these
    is recorded as a change of its own, so that `as_of` finds the former value again: `as_of(record(h, c), t)` is
    `as_of(h, t)` for every t before the changes.

    Raises
    ------
    ValueError
        When a change has no instant, names an unknown item (and no birth, a change of `key` from null) or an unknown
        field, is not later than the record of that field, or when one field changes twice at one instant.
    """
    new = changes.select(pl.col(column).cast(dtype) for column, dtype in CHANGES.items()).sort("at", "key", "field")
    _checked(history, new)
    new = _with_instants(history, new)
    new = new.with_columns(old=_former(history, new))
    new = new.filter(pl.col("old").ne_missing(pl.col("new")))
    grown = rebuilt(history, changes=pl.concat([history.changes, new]))
    return apply(grown, new)


def _checked(history: "History", new: pl.DataFrame) -> None:
    if new["at"].null_count() or new["key"].null_count():
        raise ValueError("a change without instant or key")
    fields = new["field"].str.split(":").list.first()
    unknown = fields.filter(~fields.is_in(list(ITEMS)) | fields.is_null())
    if unknown.len():
        message = f"unknown fields: {unknown.unique().sort().to_list()}"
        raise ValueError(message)
    if new.select(pl.struct("key", "field", "at").is_duplicated().any()).item():
        raise ValueError("one field of one item changes twice at one instant")
    born = new.filter((pl.col("field") == "key") & pl.col("new").is_not_null()).select("key")
    lost = new.join(history.items, on="key", how="anti").join(born, on="key", how="anti")
    if lost.height:
        message = f"unknown items: {lost['key'].unique().sort().head(5).to_list()}"
        raise ValueError(message)
    last = history.changes.group_by("key", "field").agg(pl.col("at").max().alias("_last"))
    if new.join(last, on=["key", "field"]).select((pl.col("at") <= pl.col("_last")).any()).item():
        raise ValueError("a change that is not later than the record of its field")


def _with_instants(history: "History", new: pl.DataFrame) -> pl.DataFrame:
    """Add the changes of `started_at`, `done_at` and `dropped_at` that follow from those of state."""
    births = new.filter((pl.col("field") == "key") & pl.col("new").is_not_null())
    moves = (
        new.filter(pl.col("field") == "state")
        .join(births, on=["key", "at"], how="anti", maintain_order="left")  # the state at birth is no move
        .join(history.items.select("key", "started_at"), on="key", how="left", maintain_order="left")
    )
    # Only an explicit change of the same instant's column, given by the caller, is stronger than the rule.
    given = new.filter(pl.col("field").is_in(_INSTANTS)).select("key", "field")
    instant = pl.col("at").dt.to_string("%Y-%m-%dT%H:%M:%S%.6f")
    first = (pl.col("new") == "started").cum_sum().over("key") == 1
    follow = pl.concat(
        [
            moves.filter(pl.col("new") == "started", pl.col("started_at").is_null(), first).with_columns(
                field=pl.lit("started_at"), new=instant
            ),
            *(
                moves.with_columns(
                    field=pl.lit(column), new=pl.when(pl.col("new") == column.removesuffix("_at")).then(instant)
                )
                for column in _INSTANTS[1:]
            ),
        ]
    ).drop("started_at")
    follow = follow.join(given, on=["key", "field"], how="anti", maintain_order="left")
    return pl.concat([new, follow]).sort("at", "key", "field")


def _former(history: "History", new: pl.DataFrame) -> pl.Series:
    """Give, for each new change in order, the value that it replaces."""
    keys = new.select("key").unique()
    items = history.items.join(keys, on="key", how="semi")
    columns = [name for name in new["field"].unique().to_list() if name in ITEMS]
    now = [
        items.select("key", pl.lit(column).alias("field"), to_text(column).alias("_now")) for column in sorted(columns)
    ]
    secondary = history.changes.filter(pl.col("field").str.contains(":")).join(keys, on="key", how="semi")
    if secondary.height:
        last = last_until(secondary, secondary["at"].max())  # type: ignore[arg-type]  # any Python value, says Polars
        now.append(last.select("key", "field", pl.col("new").alias("_now")))
    known = pl.concat(now) if now else pl.DataFrame(schema={"key": pl.String, "field": pl.String, "_now": pl.String})
    follow = new.join(known, on=["key", "field"], how="left", maintain_order="left")
    previous = pl.col("new").shift(1).over("key", "field")
    nth = pl.int_range(pl.len()).over("key", "field")
    return follow.select(pl.when(nth == 0).then("_now").otherwise(previous).alias("old")).to_series()
