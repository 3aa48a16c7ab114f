"""The rows behind a figure, the most telling first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.facts.facts import MOST_ROWS

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

DAY_US = 86_400_000_000
"""Microseconds of a day."""


@dataclass(frozen=True)
class Rows:
    """The most telling rows of a figure, and how many more there are."""

    shown: pl.DataFrame
    left: int = 0


def evidence(facts: "Facts", frame: pl.DataFrame, *columns: str, by: str, descending: bool = True) -> Rows:
    """Give the rows of a figure with the key and title of their item.

    Parameters
    ----------
    frame
        One row an observation, with `idx` and `columns`.
    columns
        What to show beside key and title.
    by, descending
        The column that tells most; ties stand in the order of the keys, so that no file order shows through. At most
        `MOST_ROWS` rows are kept.
    """
    shown = frame.select(pl.col("idx"), *(pl.col(name) for name in dict.fromkeys((by, *columns)) if name != "idx"))
    head = _telling(shown, by, descending=descending)
    first = head.sort(by, "idx", descending=[descending, False], nulls_last=True).head(MOST_ROWS)
    named = facts.items.select("key", "title")[first["idx"]]
    return Rows(pl.concat([named, first.select(columns)], how="horizontal"), frame.height - first.height)


def _telling(frame: pl.DataFrame, by: str, *, descending: bool) -> pl.DataFrame:
    """Leave out the rows that cannot be among the first `MOST_ROWS`, which is far cheaper than to sort them all."""
    if frame.height - frame[by].null_count() <= MOST_ROWS:
        return frame
    if descending:
        return frame.filter(pl.col(by) >= frame[by].top_k(MOST_ROWS).min())
    return frame.filter(pl.col(by) <= frame[by].bottom_k(MOST_ROWS).max())


def days_between(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """Give the days from one instant to another, with their fraction."""
    return (end - start).dt.total_microseconds() / DAY_US


def monthly_share(days: pl.Series, hits: pl.Series) -> tuple[tuple[str, float], ...]:
    """Give the share of hits of each month (`2025-03`), oldest first."""
    table = pl.DataFrame({"month": days.dt.strftime("%Y-%m"), "hit": hits})
    shares = table.drop_nulls("month").group_by("month").agg(pl.col("hit").mean()).sort("month")
    return tuple(zip(shares["month"], shares["hit"], strict=True))


def monthly_median(days: pl.Series, values: pl.Series) -> tuple[tuple[str, float], ...]:
    """Give the median of each month (`2025-03`), oldest first."""
    table = pl.DataFrame({"month": days.dt.strftime("%Y-%m"), "value": values})
    middles = table.drop_nulls().group_by("month").agg(pl.col("value").median()).sort("month")
    return tuple(zip(middles["month"], middles["value"], strict=True))
