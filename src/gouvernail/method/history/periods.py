"""Periods at the precision at which they were announced: a month announced is a month, not its first day.

Canonical text, from the finest to the widest: `2025-03-14`, `2025-W12` (ISO 8601 week), `2025-03`, `2025-Q1`,
`2025-H1`, `2025`. Every function takes whole columns; a text that is not canonical gives null, never an error.
"""

from typing import Final, Literal, overload

import polars as pl

Grain = Literal["day", "week", "month", "quarter", "half", "year"]

GRAINS: Final[dict[str, str]] = {
    "day": r"^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
    "week": r"^[1-9]\d{3}-W(0[1-9]|[1-4]\d|5[0-3])$",
    "month": r"^[1-9]\d{3}-(0[1-9]|1[0-2])$",
    "quarter": r"^[1-9]\d{3}-Q[1-4]$",
    "half": r"^[1-9]\d{3}-H[12]$",
    "year": r"^[1-9]\d{3}$",
}
"""The form of each grain, finest first (years 1000 to 9999)."""

_LENGTHS: Final = {"month": "1mo", "quarter": "3mo", "half": "6mo", "year": "1y", "week": "1w", "day": "1d"}


@overload
def period_start(period: pl.Expr) -> pl.Expr: ...
@overload
def period_start(period: pl.Series) -> pl.Series: ...
def period_start(period: pl.Expr | pl.Series) -> pl.Expr | pl.Series:
    """Give the first day of each period (`Date`); null for what is not canonical."""
    return _start(period) if isinstance(period, pl.Expr) else bounds(period)["start"].alias(period.name)


@overload
def period_end(period: pl.Expr) -> pl.Expr: ...
@overload
def period_end(period: pl.Series) -> pl.Series: ...
def period_end(period: pl.Expr | pl.Series) -> pl.Expr | pl.Series:
    """Give the last day of each period (`Date`); null for what is not canonical."""
    return _end(period) if isinstance(period, pl.Expr) else bounds(period)["end"].alias(period.name)


@overload
def grain_of(period: pl.Expr) -> pl.Expr: ...
@overload
def grain_of(period: pl.Series) -> pl.Series: ...
def grain_of(period: pl.Expr | pl.Series) -> pl.Expr | pl.Series:
    """Say how precise each period is (a `Grain`); null for what is not canonical."""
    return _grain(period) if isinstance(period, pl.Expr) else bounds(period)["grain"].alias(period.name)


@overload
def is_canonical(period: pl.Expr) -> pl.Expr: ...
@overload
def is_canonical(period: pl.Series) -> pl.Series: ...
def is_canonical(period: pl.Expr | pl.Series) -> pl.Expr | pl.Series:
    """Say whether each text is a period that exists: not `2025-02-30`, not `2025-W53`; null stays null."""
    start = period_start(period)
    if isinstance(period, pl.Expr):
        return pl.when(period.is_not_null()).then(start.is_not_null())
    return pl.select(pl.when(period.is_not_null()).then(start.is_not_null()).alias(period.name)).to_series()


def bounds(periods: pl.Series) -> pl.DataFrame:
    """Give `start`, `end` (`Date`) and `grain` of each period, one row a row; each distinct text is parsed once."""
    column = periods.cast(pl.String).alias("period").to_frame()
    distinct = column.unique().drop_nulls()
    text = pl.col("period")
    if distinct["period"].str.contains(GRAINS["day"]).all():  # the usual case, twenty times as fast
        day = text.str.to_date("%Y-%m-%d", strict=False)
        parsed = distinct.with_columns(start=day, end=day, grain=pl.when(day.is_not_null()).then(pl.lit("day")))
        return column.join(parsed, on="period", how="left", maintain_order="left").select("start", "end", "grain")
    parsed = distinct.with_columns(start=_start(text), end=_end(text), grain=_grain(text))
    return column.join(parsed, on="period", how="left", maintain_order="left").select("start", "end", "grain")


@overload
def compare_periods(old: pl.Expr, new: pl.Expr) -> pl.Expr: ...
@overload
def compare_periods(old: pl.Series, new: pl.Series) -> pl.Series: ...
def compare_periods(old: pl.Expr | pl.Series, new: pl.Expr | pl.Series) -> pl.Expr | pl.Series:
    """Say where `new` lies when a date moves from `old` to it: `later`, `earlier`, `same` or `unclear`.

    Later (earlier) means that both ends are later (earlier). `unclear` is for periods of which one contains the other:
    from `2025-Q1` to `2025-03` the announcement became more precise, nobody moved it. Null when either is not a
    canonical period.
    """
    if isinstance(old, pl.Expr) and isinstance(new, pl.Expr):
        return _compared(_start(new) - _start(old), _end(new) - _end(old))
    if isinstance(old, pl.Series) and isinstance(new, pl.Series):
        before, after = bounds(old), bounds(new)
        starts, ends = after["start"] - before["start"], after["end"] - before["end"]
        return pl.select(_compared(pl.lit(starts), pl.lit(ends)).alias("compared")).to_series()
    raise TypeError("compare two expressions or two series")


def _compared(starts: pl.Expr, ends: pl.Expr) -> pl.Expr:
    zero = pl.duration(days=0)
    return (
        pl.when(starts.is_null() | ends.is_null())
        .then(None)
        .when((starts == zero) & (ends == zero))
        .then(pl.lit("same"))
        .when((starts > zero) & (ends > zero))
        .then(pl.lit("later"))
        .when((starts < zero) & (ends < zero))
        .then(pl.lit("earlier"))
        .otherwise(pl.lit("unclear"))
    )


def _grain(text: pl.Expr) -> pl.Expr:
    written = pl.lit(None, pl.String)
    for grain, form in reversed(GRAINS.items()):
        written = pl.when(text.str.contains(form)).then(pl.lit(grain)).otherwise(written)
    return pl.when(_start(text).is_not_null()).then(written)


def _start(text: pl.Expr) -> pl.Expr:
    year = text.str.slice(0, 4)
    number = text.str.slice(6)
    first = (
        pl.when(text.str.contains(GRAINS["day"]))
        .then(text)
        .when(text.str.contains(GRAINS["month"]))
        .then(text + "-01")
        .when(text.str.contains(GRAINS["quarter"]))
        .then(year + "-" + number.replace_strict({"1": "01", "2": "04", "3": "07", "4": "10"}, default=None) + "-01")
        .when(text.str.contains(GRAINS["half"]))
        .then(year + "-" + number.replace_strict({"1": "01", "2": "07"}, default=None) + "-01")
        .when(text.str.contains(GRAINS["year"]))
        .then(year + "-01-01")
    )
    return pl.coalesce(first.str.to_date("%Y-%m-%d", strict=False), _week_start(text))


def _week_start(text: pl.Expr) -> pl.Expr:
    """Monday of an ISO week: the week of 4 January is week 1 (ISO 8601)."""
    week = pl.when(text.str.contains(GRAINS["week"])).then(text)
    fourth = (week.str.slice(0, 4) + "-01-04").str.to_date("%Y-%m-%d", strict=False)
    number = week.str.slice(6).cast(pl.Int32, strict=False)
    monday = fourth - pl.duration(days=fourth.dt.weekday() - 1) + pl.duration(days=7 * (number - 1))
    exists = monday.dt.iso_year().cast(pl.String) == week.str.slice(0, 4)  # most years have no week 53
    return pl.when(exists).then(monday)


def _end(text: pl.Expr) -> pl.Expr:
    start = _start(text)
    after = pl.lit(None, pl.Date)
    for grain, length in _LENGTHS.items():
        after = pl.when(text.str.contains(GRAINS[grain])).then(start.dt.offset_by(length)).otherwise(after)
    return after - pl.duration(days=1)
