"""The canonical text of each column of `items`, as `changes.old` and `changes.new` hold it.

Texts and periods are themselves; numbers are written as Python writes them; instants `2025-03-14T09:30:00.000000`
(a day alone is read as its midnight); lists are JSON arrays (`["a", "b"]`; a text that is none is a list split at its
commas). Writing then reading gives back the value exactly.
"""

import json
from typing import Final

import polars as pl

from gouvernail.method.history.shape import INSTANT, ITEMS

_FORM: Final = "%Y-%m-%dT%H:%M:%S%.6f"


def to_text(column: str) -> pl.Expr:
    """Write a column of `items` as text."""
    dtype = ITEMS[column]
    value = pl.col(column)
    if dtype == INSTANT:
        return value.dt.to_string(_FORM)
    if isinstance(dtype, pl.List):
        written = pl.struct(value.alias("_")).struct.json_encode()
        return pl.when(value.is_not_null()).then(written.str.slice(5, written.str.len_chars() - 6)).alias(column)
    return value.cast(pl.String)


def from_text(column: str, texts: pl.Series) -> pl.Series:
    """Read texts as values of a column of `items`; null where the text is not one."""
    dtype = ITEMS[column]
    if dtype == INSTANT:
        day = texts.str.slice(0, 10).str.to_datetime("%Y-%m-%d", strict=False, time_unit="us")
        instant = texts.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", strict=False, time_unit="us")
        return pl.select(pl.coalesce(pl.lit(instant), pl.lit(day)).alias(column)).to_series()
    if isinstance(dtype, pl.List):
        return _lists(texts).alias(column)
    return texts.cast(dtype, strict=False).alias(column)


def _lists(texts: pl.Series) -> pl.Series:
    distinct = texts.unique().drop_nulls()
    read = pl.DataFrame(
        {"text": distinct, "list": pl.Series([_list(text) for text in distinct.to_list()], dtype=pl.List(pl.String))}
    )
    return texts.alias("text").to_frame().join(read, on="text", how="left", maintain_order="left")["list"]


def _list(text: str) -> list[str | None]:
    try:
        read = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, list):
        return [part.strip() for part in text.split(",") if part.strip()]
    return [None if part is None else str(part) for part in read]
