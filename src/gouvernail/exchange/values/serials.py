"""Dates written as plain numbers: days of Excel, seconds of Unix, 20240312."""

from typing import Final

import polars as pl

_INSTANT: Final = pl.Datetime("us")
_DAY: Final = 86_400_000_000  # microseconds
_EXCEL_ZERO: Final = -25_569  # 1899-12-30, in days from 1970: makes days right from 1 March 1900 on
_EXCEL: Final = (18_264, 91_313)  # 1950 to 2149
_COMPACT: Final = (19_000_101, 21_991_231)
_UNITS: Final = ((1e8, 5e9, 1_000_000), (1e11, 5e12, 1_000), (1e14, 5e15, 1))  # seconds, ms, µs, from 1973 to 2128


def parse_serials(texts: pl.Series) -> pl.Series | None:
    """Read numbers as instants.

    Returns
    -------
    Series or None
        None when the texts are not, all but a few, numbers in the range of dates: `12` or a ticket number is no date.
        Otherwise instants, null where a text is not one.
    """
    numbers = texts.str.strip_chars().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    if numbers.is_null().sum() * 2 > len(texts):
        return None
    days = numbers.is_between(*_EXCEL)
    micros = pl.DataFrame({"n": numbers}).select(
        pl.coalesce(
            pl.when(days).then(((pl.col("n") + _EXCEL_ZERO) * (_DAY // 1000)).round() * 1000),
            *(pl.when(pl.col("n").is_between(low, high)).then(pl.col("n") * unit) for low, high, unit in _UNITS),
        ).cast(pl.Int64)
    )
    compact = texts.filter(numbers.is_between(*_COMPACT) & (numbers.floor() == numbers))
    values = micros.to_series().cast(_INSTANT)
    if len(compact):
        plain = texts.str.strip_chars().str.replace(r"[.,]0+$", "")
        values = values.fill_null(plain.str.to_datetime("%Y%m%d", strict=False, time_unit="us"))
    return values if values.is_not_null().any() else None
