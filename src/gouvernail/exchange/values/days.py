"""The day of a date, whichever way it is written."""

from typing import Final

import polars as pl

from gouvernail.exchange.values.folding import fold, mapped
from gouvernail.exchange.values.lexicon import numbered

_DAY_NAME: Final = r"(?:\p{L}{2,9}\.?,? )?(?:le )?"
_ORDINAL: Final = r"(?:er|st|nd|rd|th)?"
_MONTH: Final = r"\p{L}{3,10}\.?"

DAY_SHAPES: Final = (
    # 12/03/2024, 2024-03-12, 12.03.24, mar. 12/03/2024
    rf"{_DAY_NAME}\d{{1,4}}[-/. ]\d{{1,2}}[-/. ]\d{{1,4}}",
    # 12 mars 2024, 12/Mar/24, mardi 12 mars 2024, 1er août 2024, 2024-Mar-12
    rf"{_DAY_NAME}\d{{1,4}}{_ORDINAL}(?:[-/.]|,? ){_MONTH}(?:[-/.]|,? )\d{{2,4}}",
    # Mar 12, 2024, Tue Mar 12 2024
    rf"{_DAY_NAME}{_MONTH}[-/ ]\d{{1,2}}{_ORDINAL}(?:[-/]|,? )\d{{4}}",
)
"""Patterns of a day, in lower case with single spaces."""

_PIVOT: Final = 70  # 69 is 2069, 70 is 1970, as POSIX does
_YEARS: Final = (1900, 2199)
_PARTS: Final = r"^(?:\p{L}+\.?,? )?(?:le )?(?P<a>\d+)\D+?(?P<b>\d+)\D+(?P<c>\d+)$"
_NAMED: Final = (
    rf"^{_DAY_NAME}(?P<a>\d+){_ORDINAL}[-/., ]+(?P<word>{_MONTH})[-/., ]+(?P<c>\d+)$",
    rf"^{_DAY_NAME}(?P<word>{_MONTH})[-/ ](?P<a>\d+){_ORDINAL}[-/, ]+(?P<c>\d+)$",
)


def taken_apart(days: pl.Series) -> pl.DataFrame:
    """Cut distinct days into their numbers.

    Returns
    -------
    DataFrame
        `day` as given; `a`, `b`, `c` its numbers in the order written, where `b` is null when the month is named;
        `month` that month; `short` when the year has two digits; `year_first`; `ordered` when `a` and `b` may be
        either day or month.
    """
    day = pl.col("day")
    numbers, first, second = (day.str.extract_groups(shape) for shape in (_PARTS, *_NAMED))
    frame = pl.DataFrame({"day": days}).select(
        "day",
        a=pl.coalesce(one.struct.field("a") for one in (numbers, first, second)),
        b=numbers.struct.field("b"),
        c=pl.coalesce(one.struct.field("c") for one in (numbers, first, second)),
        word=pl.coalesce(one.struct.field("word") for one in (first, second)),
    )
    year_first = (pl.col("a").str.len_bytes() == len("2024")) & (pl.col("c").str.len_bytes() <= len("12"))
    frame = frame.with_columns(
        month=_months(frame["word"]),
        short=pl.col("c").str.len_bytes() == len("24"),
        year_first=year_first,
        ordered=pl.col("b").is_not_null() & ~year_first,
    )
    return frame.with_columns(pl.col("a", "b", "c").cast(pl.Int64))


def _months(words: pl.Series) -> pl.Series:
    known = numbered("calendar", "months")
    distinct = words.unique().drop_nulls().to_list()
    return mapped(words, {word: known.get(fold(word).rstrip(".")) for word in distinct}, pl.Int64())


def dates_of(days: pl.DataFrame, *, month_first: bool) -> pl.Series:
    """Make midnights of what `taken_apart` gave; null for a day that does not exist."""
    a, b, c = pl.col("a"), pl.col("b"), pl.col("c")
    swapped = pl.col("ordered") & pl.lit(month_first)
    century = pl.when(c < _PIVOT).then(2000).otherwise(1900)
    year = pl.when("year_first").then(a).when("short").then(c + century).otherwise(c)
    month = pl.when(pl.col("word").is_not_null()).then("month").when(swapped).then(a).otherwise(b)
    day = pl.when("year_first").then(c).when(swapped).then(b).otherwise(a)
    text = pl.when(year.is_between(*_YEARS)).then(pl.format("{}-{}-{}", year, month, day))
    return days.select(text.str.to_datetime("%Y-%m-%d", strict=False, time_unit="us")).to_series()
