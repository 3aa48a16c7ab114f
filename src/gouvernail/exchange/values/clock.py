"""The time of day at the end of a date: 08:30, 3:15 PM, 15h30, 10:36:26.123 +0200."""

from typing import Final

import polars as pl

from gouvernail.exchange.values.folding import mapped
from gouvernail.exchange.values.offsets import offset_micros

_TIME: Final = (
    r"^[t, ] ?(?:(?:a|à|at|@|-) )?(?P<hour>\d{1,2})(?: ?(?P<mark>[:h.]) ?(?P<minute>\d\d)?)?"
    r"(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)? ?(?:(?P<half>[ap])\.?m\.?)? ?"
    r"(?P<zone>z|[a-z]{2,4}(?:[+-][\d:]+)?|[+-][\d:]+)?(?: ?\([^)]*\)| ?\[[^\]]*\])?$"
)
_HOURS, _HALF_DAY, _SIXTY = 24, 12, 60
_SECOND: Final = 1_000_000  # microseconds


def parse_clock(texts: pl.Series) -> pl.Series:
    """Read distinct times, in lower case.

    Returns
    -------
    Series of Duration
        What is added to midnight UTC of the written day, offset included; zero for an empty text, null when it is no
        time: 25:00, 12:61, words.
    """
    groups = texts.to_frame("text").select(pl.col("text").str.extract_groups(_TIME).alias("time"))
    parts = groups.unnest("time")
    zones = {one: offset_micros(one) for one in parts["zone"].unique().drop_nulls().to_list()}
    parts = parts.with_columns(
        pl.col("hour", "minute", "second").cast(pl.Int64),
        texts.alias("text"),
        offset=pl.when(pl.col("zone").is_null()).then(0).otherwise(mapped(parts["zone"], zones, pl.Int64())),
        micros=pl.col("fraction").fill_null("0").str.pad_end(6, "0").str.slice(0, 6).cast(pl.Int64),
    )
    hour, half = pl.col("hour"), pl.col("half")
    minute, second = pl.col("minute").fill_null(0), pl.col("second").fill_null(0)
    afternoon = pl.when(half == "p").then(_HALF_DAY).otherwise(0)
    whole = pl.when(half.is_null()).then(hour).otherwise(hour % _HALF_DAY + afternoon)
    seconds = (whole * _SIXTY + minute) * _SIXTY + second
    added = pl.when(_is_sound(whole)).then(seconds * _SECOND + pl.col("micros") - pl.col("offset"))
    none = pl.col("text").str.strip_chars(" ,") == ""
    return parts.select(pl.when(none).then(0).otherwise(added).cast(pl.Duration("us"))).to_series()


def _is_sound(whole: pl.Expr) -> pl.Expr:
    hour, half = pl.col("hour"), pl.col("half")
    named = half.is_not_null() | (pl.col("mark") == "h") | pl.col("minute").is_not_null()  # a lone number is no time
    return (
        named
        & (whole < _HOURS)
        & (half.is_null() | hour.is_between(1, _HALF_DAY))
        & (pl.col("minute").fill_null(0) < _SIXTY)
        & (pl.col("second").fill_null(0) <= _SIXTY)  # 60 is a leap second
    )
