"""The fast path: ISO 8601, as almost every tracker exports it. A million instants in a tenth of a second."""

import re
from typing import Final

import polars as pl

from gouvernail.exchange.values.folding import mapped
from gouvernail.exchange.values.offsets import offset_micros

_INSTANT: Final = pl.Datetime("us")
_DAY_LENGTH, _SECOND_LENGTH = len("2024-03-12"), len("2024-03-12T10:36:26")
_TAIL: Final = re.compile(r"(?:[.,](?P<fraction>\d{1,9}))?\s?(?P<zone>\S*)")
_YEARS: Final = (1900, 2199)


def parse_iso(texts: pl.Series) -> pl.Series:
    """Read the texts that are ISO 8601; null for the others.

    Parameters
    ----------
    texts
        `2024-03-12`, or `2024-03-12T10:36:26` with `T` or a space, a fraction, and an offset or none. The first text
        tells which writing the column uses: columns do not mix them, and what does is read by the general way.
    """
    first = texts.drop_nulls().head(1).to_list()
    if not first:
        return pl.Series(texts.name, [None] * len(texts), dtype=_INSTANT)
    if len(first[0]) <= _DAY_LENGTH:
        return _sane(texts.str.to_datetime("%Y-%m-%d", strict=False, time_unit="us"))
    mark = first[0][_DAY_LENGTH]
    if mark not in "T ":
        return pl.Series(texts.name, [None] * len(texts), dtype=_INSTANT)
    # Polars remembers the texts that it has read: instants are nearly all different, it only loses time.
    form, plain = f"%Y-%m-%d{mark}%H:%M:%S", not (texts.str.len_bytes() > _SECOND_LENGTH).any()
    heads = texts if plain else texts.str.slice(0, _SECOND_LENGTH)
    values = _sane(heads.str.to_datetime(form, strict=False, time_unit="us", cache=False))
    return values if plain else values - _shifts(texts.str.slice(_SECOND_LENGTH))


def _sane(values: pl.Series) -> pl.Series:
    """Leave to the general way the years that nobody means, and short forms such as 2024-3-12."""
    ends = pl.Series([values.min(), values.max()], dtype=_INSTANT).drop_nulls().dt.year()
    if ends.is_between(*_YEARS).all():
        return values
    return values.set(~values.dt.year().is_between(*_YEARS), None)


def _shifts(tails: pl.Series) -> pl.Series:
    """Give what the end of each text takes off: its offset, less its fraction; null when it is something else."""
    first = tails.drop_nulls().head(1)  # the first cell may be empty
    distinct = first if (tails == first.item()).all() else tails.unique()
    answers = {tail: shift for tail in distinct.drop_nulls().to_list() if (shift := _shift(tail)) is not None}
    return mapped(tails, answers, pl.Int64()).cast(pl.Duration("us"))


def _shift(tail: str) -> int | None:
    found = _TAIL.fullmatch(tail.lower())
    if found is None:
        return None
    offset = offset_micros(found["zone"])
    fraction = int((found["fraction"] or "0").ljust(6, "0")[:6])
    return None if offset is None else offset - fraction
