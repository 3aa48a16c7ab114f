"""Dates as people write them: 12/03/2024 08:30, 12/Mar/24 3:15 PM, mardi 12 mars 2024, Mar 12, 2024."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from gouvernail.exchange.values.clock import parse_clock
from gouvernail.exchange.values.days import DAY_SHAPES, dates_of, taken_apart
from gouvernail.exchange.values.orders import DateOrder, is_settled, order_of

_ONE_WORD: Final = r"^(?P<day>\d{1,4}[-/.](?:\d{1,2}|\p{L}{3,10}\.?)[-/.]\d{1,4})(?P<rest>$|[t ,].*)"
_PHRASES: Final = tuple(rf"^(?P<day>{shape})(?P<rest>$|[t ,].*)" for shape in DAY_SHAPES)
# Tue Mar 12 10:36:26 UTC 2024, as C and Git write it
_CTIME: Final = r"^(\p{L}{3} \p{L}{3} \d{1,2}) (\d{1,2}:\d\d:\d\d)((?: \p{L}{3,4})?) (\d{4})((?: [-+]\d{4})?)$"
_HALVES: Final = r"\d\s?[ap]\.?m\b"
_MONTHS: Final = 12
_LAST_DAY: Final = 31


@dataclass(frozen=True)
class Written:
    """Instants of distinct texts, and how day and month were ordered."""

    values: pl.Series
    order: DateOrder | None
    guessed: bool


def parse_written(texts: pl.Series, counts: pl.Series, order: DateOrder | None) -> Written:
    """Read distinct texts as instants; null where they are none.

    Parameters
    ----------
    texts, counts
        Distinct texts, and how many rows carry each: rows decide of the order of day and month.
    order
        That order, when it was given.
    """
    cut = _cut(_plain(texts)).with_columns(n=counts)
    days = taken_apart(cut["day"].unique().drop_nulls())
    rows = cut.join(days, on="day", how="left", maintain_order="left")
    ordered = rows.filter("ordered")
    chosen, guessed = (order, False) if order or ordered.is_empty() else _order(ordered)
    dates = days.select("day", at=dates_of(days, month_first=chosen is DateOrder.MONTH_FIRST))
    midnight = rows.select("day").join(dates, on="day", how="left", maintain_order="left")["at"]
    times = cut["rest"].unique().drop_nulls()
    clock = pl.DataFrame({"rest": times, "time": parse_clock(times)})
    after = rows.select("rest").join(clock, on="rest", how="left", maintain_order="left")["time"]
    return Written(midnight + after, None if ordered.is_empty() else chosen, guessed)


def _plain(texts: pl.Series) -> pl.Series:
    """Write texts alike: lower case, single plain spaces, the time after the day."""
    plain = texts.str.to_lowercase()
    if plain.str.contains(r"\s\s|[^\S ]").any():
        plain = plain.str.replace_all(r"\s+", " ")
    plain = plain.str.strip_chars(" ")
    if plain.str.contains(_CTIME).any():
        plain = plain.str.replace(_CTIME, "$1 $4 $2$3$5")
    return plain


def _cut(texts: pl.Series) -> pl.DataFrame:
    """Cut the day from the rest, which is the time; both null where no day is found.

    Most columns write the day as one word; only what does not is searched by the slower patterns.
    """
    left = pl.DataFrame({"text": texts}).with_row_index("row")
    found = []
    for shape in (_ONE_WORD, *_PHRASES):
        parts = left.with_columns(pl.col("text").str.extract_groups(shape).alias("parts")).unnest("parts")
        found.append(parts.filter(pl.col("day").is_not_null()))
        left = parts.filter(pl.col("day").is_null()).select("row", "text")
        if left.is_empty():
            break
    return pl.concat([*found, left], how="diagonal").sort("row").select("day", "rest")


def _order(rows: pl.DataFrame) -> tuple[DateOrder, bool]:
    """Choose the order of the column, and say whether nothing settles it."""
    first, second, n = rows["a"], rows["b"], rows["n"]
    days = int(n.filter(first.is_between(_MONTHS + 1, _LAST_DAY) & (second <= _MONTHS)).sum())
    months = int(n.filter(second.is_between(_MONTHS + 1, _LAST_DAY) & (first <= _MONTHS)).sum())
    halves = bool(rows["rest"].str.contains(_HALVES).any())
    order = order_of(day_first=days, month_first=months, rows=int(n.sum()), twelve_hours=halves)
    return order, not is_settled(order, day_first=days, month_first=months)
