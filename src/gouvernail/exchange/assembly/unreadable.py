"""Texts that are no date: some would be one with day and month the other way round."""

from typing import Final

import polars as pl

from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.mapping.profile import DATE_ORDERS
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.orders import DateOrder

_WORDS: Final = {order: word for word, order in DATE_ORDERS.items()}


def add_unreadable(faults: Faults, bad: pl.Series, *, field: str, found: pl.Series, order: DateOrder | None) -> None:
    """Add the faults of a column of dates.

    Parameters
    ----------
    bad
        Rows of which the text is no date.
    found
        The texts.
    order
        Order of day and month in which they were read; day first when it is not known.
    """
    bad = bad.fill_null(value=False)
    if not bad.any():
        return
    other = DateOrder.DAY_FIRST if order is DateOrder.MONTH_FIRST else DateOrder.MONTH_FIRST
    distinct = found.filter(bad).unique()
    parsed = parse_instants(distinct, order=other)
    swapped = bad & found.is_in(distinct.filter(parsed.values.is_not_null() & _has_both(distinct)).implode())
    faults.add("unreadable_date", bad & ~swapped, field=field, found=found)
    faults.add("date_other_order", swapped, field=field, found=found, params=lambda _: {"order": _WORDS[other]})


def _has_both(texts: pl.Series) -> pl.Series:
    """Tell the texts that hold a day and a month in figures: only there may one stand for the other."""
    return texts.str.contains(r"\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}")
