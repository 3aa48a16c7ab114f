"""Dates and times, as trackers, spreadsheets and people write them."""

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from gouvernail.exchange.values.folding import fold
from gouvernail.exchange.values.iso import parse_iso
from gouvernail.exchange.values.lexicon import unknown_words
from gouvernail.exchange.values.orders import DateOrder
from gouvernail.exchange.values.serials import parse_serials
from gouvernail.exchange.values.written import Written, parse_written

INSTANT: Final = pl.Datetime("us")
_DAY_NUMBER: Final = r"^\s*[2-7]\d{4}(?:[.,]\d+)?\s*$"  # 1954 to 2119
_DAY: Final = 86_400_000_000  # microseconds


@dataclass(frozen=True)
class ParsedInstants:
    """Instants of one column.

    Attributes
    ----------
    values
        `Datetime("us")`, naive, in UTC; an instant written without an offset is taken as UTC. Null where the cell is
        empty, says that it is not known yet, or is bad.
    bad
        Where the text is no date: 31/02/2024, 01/13/2024 in a column that is day first, words.
    order
        Day or month first; None when no date of the column depends on it.
    guessed
        True when the order was not given and no row of the column settles it: it must be said to the user.
    has_time
        False when the column holds days only.
    numeric
        True when the column held plain numbers: Excel days or epoch seconds. Weak evidence that it is a date at all.
    """

    values: pl.Series
    bad: pl.Series
    order: DateOrder | None = None
    guessed: bool = False
    has_time: bool = False
    numeric: bool = False


def parse_instants(column: pl.Series, *, order: DateOrder | None = None) -> ParsedInstants:
    """Read a column of dates or instants.

    Parameters
    ----------
    column
        Text. ISO 8601 with or without offset is read by a fast path; every other writing through its distinct values.
    order
        Day or month first, when the user said it; otherwise the whole column decides, and is day first when nothing
        in it decides (month first when its times are written with AM and PM).

    Notes
    -----
    Never raises on any text. A day that does not exist is bad, never rolled over to the next month.
    """
    texts = column.cast(pl.String)
    values = parse_iso(texts)
    left = texts.filter(values.is_null() & texts.is_not_null())
    if left.is_empty():
        return ParsedInstants(values, _none_bad(values), has_time=_has_time(values))
    counts = left.value_counts(name="n")
    distinct = counts[left.name].alias("text")
    numbers = parse_serials(distinct) if len(left) > texts.count() // 2 else None
    if numbers is None:
        written = parse_written(distinct, counts["n"], order)
        written = _with_stray_serials(distinct, written, dates=bool(values.is_not_null().any()))
    elif numbers.null_count():
        written = parse_written(distinct, counts["n"], order)
        written = replace(written, values=numbers.fill_null(written.values))
    else:
        written = Written(numbers, None, guessed=False)
    bad = written.values.is_null() & ~_says_unknown(distinct, written.values)
    values = values.fill_null(_spread(texts, distinct, written.values))
    return ParsedInstants(
        values.rename(column.name),
        _spread(texts, distinct, bad).fill_null(value=False).rename("bad"),
        order or written.order,
        guessed=written.guessed,
        has_time=_has_time(values),
        numeric=numbers is not None,
    )


def _with_stray_serials(texts: pl.Series, written: Written, *, dates: bool) -> Written:
    """Read the day numbers of Excel among dates: cells that lost their format, which a spreadsheet mixes with text."""
    lone = written.values.is_null() & texts.str.contains(_DAY_NUMBER)
    if not lone.any() or not (dates or written.values.is_not_null().any()):
        return written
    numbers = parse_serials(texts.filter(lone))
    if numbers is None:
        return written
    read = pl.DataFrame({"text": texts.filter(lone), "at": numbers})
    return replace(written, values=written.values.fill_null(_spread(texts, read["text"], read["at"])))


def _spread(texts: pl.Series, distinct: pl.Series, answers: pl.Series) -> pl.Series:
    return texts.replace_strict(distinct, answers, default=None, return_dtype=answers.dtype)


def _says_unknown(texts: pl.Series, values: pl.Series) -> pl.Series:
    """Say which of the unread texts are empty or mean « not known yet »."""
    left = texts.filter(values.is_null()).to_list()
    unknown = unknown_words()
    return texts.is_in([one for one in left if (folded := fold(one)) in unknown or not folded])


def _none_bad(values: pl.Series) -> pl.Series:
    return pl.repeat(value=False, n=len(values), dtype=pl.Boolean, eager=True).rename("bad")


def _has_time(values: pl.Series) -> bool:
    return bool((values.to_physical() % _DAY != 0).any())
