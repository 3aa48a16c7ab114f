"""Amounts of work written with several units of time: 3h, 2 j, 1 sem, 1w 2d 3h."""

import re
from typing import Final

import polars as pl

from gouvernail.exchange.values.folding import fold, mapped

_DAYS: Final = {"m": 1 / 480, "h": 1 / 8, "d": 1.0, "w": 5.0}
"""Days of work in a unit: 8 hours a day and 5 days a week, as Jira, Azure DevOps and MS Project count by default."""
_WORDS: Final = {
    **dict.fromkeys(("mn", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "heure", "heures", "hour", "hours"), "h"),
    **dict.fromkeys(("j", "jr", "jrs", "jour", "jours", "jh", "j/h", "d", "day", "days", "md"), "d"),
    **dict.fromkeys(("s", "sem", "semaine", "semaines", "w", "wk", "wks", "week", "weeks"), "w"),
}
_PART: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+(?:/h)?)\.?")


def in_days(column: pl.Series) -> pl.Series | None:
    """Read a column in days when it mixes units of time; None when it does not, and plain numbers say enough.

    Returns
    -------
    Series of Float64 or None
        Days of work; null where the text is not an amount with a unit of time.
    """
    texts = column.cast(pl.String)
    read = {one: parts for one in texts.unique().drop_nulls().to_list() if (parts := _parts(one))}
    if len({unit for parts in read.values() for _, unit in parts}) < 2:
        return None
    days = {one: sum(amount * _DAYS[unit] for amount, unit in parts) for one, parts in read.items()}
    return mapped(texts, days, pl.Float64())


def _parts(text: str) -> list[tuple[float, str]]:
    """Cut an amount into numbers and units; nothing when it is anything else."""
    folded = fold(text)
    found = _PART.findall(folded)
    if not found or _PART.sub("", folded).strip() or any(word not in _WORDS for _, word in found):
        return []
    return [(float(number.replace(",", ".")), _WORDS[word]) for number, word in found]
