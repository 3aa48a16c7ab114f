"""When something is announced, with the precision at which it was: « mars 2025 » is a month, not its first day."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from gouvernail.exchange.values.folding import fold, mapped
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.lexicon import unknown_words
from gouvernail.exchange.values.orders import DateOrder
from gouvernail.exchange.values.phrases import Span, span_of
from gouvernail.method.history.periods import bounds

_OFFSET: Final = r"^(.*\d:\d\d(?::\d\d(?:[.,]\d+)?)?)\s?(?:[zZ]|[+-]\d\d:?\d\d)$"
_BEYOND_TWO: Final = r"(?i)(?:^|\W)s(?:0\d|[3-9]|[1-5]\d)(?:\D|$)"
_TOO_LONG: Final = 80  # characters: a sentence is no period


@dataclass(frozen=True)
class ParsedPeriods:
    """Periods of one column.

    Attributes
    ----------
    values
        Canonical text (`gouvernail.method.history.periods`): `2025-03-14`, `2025-W12`, `2025-03`, `2025-Q1`,
        `2025-H1`, `2025`. Null where the cell is empty or says that it is not known yet.
    bad
        Where the text is no period: a day that does not exist, a month without its year, words.
    order, guessed
        As `gouvernail.exchange.values.instants.ParsedInstants`, for the days among them.
    """

    values: pl.Series
    bad: pl.Series
    order: DateOrder | None = None
    guessed: bool = False


def parse_periods(column: pl.Series, *, order: DateOrder | None = None) -> ParsedPeriods:
    """Read a column of due dates, targets, quarters.

    Parameters
    ----------
    column
        Text, French or English: `14/03/2025`, `S12 2025`, `mars 2025`, `T2 2025`, `Q3 25`, `2e semestre 2025`,
        `été 2025` (its quarter), `fin 2025` (its last quarter), `mars-avril 2025` (its end, `2025-04`, or the wider
        period when it is one: `janvier-mars 2025` is `2025-Q1`).
    order
        Day or month first, when it is known.

    Notes
    -----
    Never raises on any text. An instant becomes the day that is written, whatever its offset: a due date is a day, not
    a moment. `S1` and `S2` are half-years (semestres), unless the column also goes beyond `S2`: then they are weeks.
    """
    texts = column.cast(pl.String)
    distinct = texts.unique().drop_nulls().alias("text")
    instants = parse_instants(distinct.str.replace(_OFFSET, "$1"), order=order)
    days = instants.values.dt.strftime("%Y-%m-%d")
    left = distinct.filter(instants.values.is_null()).to_list()
    read = _phrases(left, month_first=(order or instants.order) is DateOrder.MONTH_FIRST)
    values = days.fill_null(mapped(distinct, read, pl.String()))
    unknown = unknown_words()
    bad = [one for one in left if one not in read and (folded := fold(one)) and folded not in unknown]
    return ParsedPeriods(
        mapped(texts, dict(zip(distinct.to_list(), values.to_list(), strict=True)), pl.String()),
        texts.is_in(bad).fill_null(value=False).rename("bad"),
        instants.order,
        guessed=instants.guessed,
    )


def _phrases(texts: list[str], *, month_first: bool) -> dict[str, str]:
    """Read the texts that are no plain day."""
    folded = {one: fold(one) for one in texts if len(one) <= _TOO_LONG}
    weeks = bool(pl.Series(list(folded.values()), dtype=pl.String).str.contains(_BEYOND_TWO).any())
    spans = {one: span for one, text in folded.items() if (span := span_of(text, weeks=weeks, month_first=month_first))}
    return {**{one: span.last for one, span in spans.items()}, **_widened(spans)}


def _widened(spans: dict[str, Span]) -> dict[str, str]:
    """Turn a range into the wider period that it is exactly, when there is one."""
    ranges = {one: span for one, span in spans.items() if span.first is not None}
    if not ranges:
        return {}
    frame = pl.DataFrame(
        {
            "text": list(ranges),
            "start": bounds(pl.Series([span.first for span in ranges.values()], dtype=pl.String))["start"],
            "end": bounds(pl.Series([span.last for span in ranges.values()], dtype=pl.String))["end"],
        }
    )
    start = pl.col("start")
    year = start.dt.year().cast(pl.String)
    wider = {
        "month": start.dt.strftime("%Y-%m"),
        "week": start.dt.strftime("%G-W%V"),
        "quarter": year + "-Q" + start.dt.quarter().cast(pl.String),
        "half": year + "-H" + ((start.dt.month() + 5) // 6).cast(pl.String),
        "year": year,
    }
    found: dict[str, str] = {}
    for period in wider.values():
        candidates = frame.with_columns(period=period)
        limits = bounds(candidates["period"])
        exact = candidates.filter((limits["start"] == candidates["start"]) & (limits["end"] == candidates["end"]))
        found |= dict(exact.select("text", "period").iter_rows())
    return found
