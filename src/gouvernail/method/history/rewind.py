"""Values as they were: what changes say of one instant."""

from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.history.shape import ITEMS
from gouvernail.method.history.texts import from_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gouvernail.method.history.history import History

_WHERE: Final = ["key", "field", "at"]


def net_changes(changes: pl.DataFrame) -> pl.DataFrame:
    """Give one row a (key, field, instant): `key`, `field`, `at`, `old`, `new`.

    Several changes of one field at one instant are a chain (a to b, b to c), whatever the order of the rows: its net
    effect goes from the value that nothing leads to (a) to the value that nothing leaves (c). When they form no chain,
    the first in alphabetical order is kept, so that the answer depends on what was recorded and not on the row order.
    """
    plain = changes.select("key", "field", "at", "old", "new")
    if all_apart(plain):
        return plain
    repeated = pl.struct(_WHERE).is_duplicated()
    tied = plain.filter(repeated)
    if tied.is_empty():
        return plain
    start = _loose_end(tied, "old", "new")
    end = _loose_end(tied, "new", "old")
    chains = start.join(end, on=_WHERE, nulls_equal=True, maintain_order="left")
    return pl.concat([plain.filter(~repeated), chains.select(plain.columns)])


def all_apart(changes: pl.DataFrame) -> bool:
    """Say whether no field of an item changes twice at one instant; now and then `False` although none does.

    Hashes are five times as fast to count as rows; two that collide only make the caller look more closely.
    """
    place = pl.col("key").hash(1) + 3 * pl.col("field").hash(2) + 5 * pl.col("at").hash(3)
    return bool(changes.select(place.n_unique()).item() == changes.height)


def _loose_end(tied: pl.DataFrame, side: str, other: str) -> pl.DataFrame:
    loose = tied.join(tied, left_on=[*_WHERE, side], right_on=[*_WHERE, other], how="anti", nulls_equal=True)
    anything = tied.join(loose, on=_WHERE, how="anti", nulls_equal=True)
    found = pl.concat([loose, anything]).sort([*_WHERE, side])
    return found.unique(_WHERE, keep="first", maintain_order=True).select(*_WHERE, side)


def first_after(changes: pl.DataFrame, at: "datetime") -> pl.DataFrame:
    """Give, for each (key, field) that changes later than `at`, the value that the first change leaves: `old`."""
    later = net_changes(changes.filter(pl.col("at") > at))
    return later.group_by("key", "field").agg(pl.col("old").min_by("at"))


def last_until(changes: pl.DataFrame, at: "datetime") -> pl.DataFrame:
    """Give, for each (key, field) that changes by `at`, the value that the last change gives: `new`."""
    earlier = net_changes(changes.filter(pl.col("at") <= at))
    return earlier.group_by("key", "field").agg(pl.col("new").max_by("at"))


def replace_values(items: pl.DataFrame, values: pl.DataFrame, value: str) -> pl.DataFrame:
    """Set columns of `items` from the texts of `values` (`key`, `field` and the column named `value`)."""
    named = set(values["field"].unique().to_list())
    for column in (name for name in items.columns if name in named and name != "key"):
        given = values.filter(pl.col("field") == column).select("key", pl.col(value).alias("_given"))
        given = given.with_columns(from_text(column, given["_given"]).alias("_given"), _known=pl.lit(value=True))
        items = (
            items.join(given, on="key", how="left", maintain_order="left")
            .with_columns(pl.when(pl.col("_known")).then("_given").otherwise(column).alias(column))
            .drop("_given", "_known")
        )
    return items


def values_at(history: "History", columns: "Iterable[str]", at: "datetime") -> pl.DataFrame:
    """Give some columns of `items` as they were at one instant: `key`, then `columns`, one row an item.

    Cheaper than a whole `as_of` when two or three columns are wanted. Rows are those of `history.items`, also the
    items that did not exist yet. A column without any change keeps its last value.

    Raises
    ------
    ValueError
        When a column is not one of `items`.
    """
    wanted = [column for column in columns if column != "key"]
    unknown = set(wanted) - set(ITEMS)
    if unknown:
        message = f"not columns of items: {sorted(unknown)}"
        raise ValueError(message)
    changes = history.changes.filter(pl.col("field").is_in(wanted))
    return replace_values(history.items.select("key", *wanted), first_after(changes, at), "old")
