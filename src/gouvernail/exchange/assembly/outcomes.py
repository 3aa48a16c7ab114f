"""Measured effects: what was expected of an item, what was observed, and when."""

from dataclasses import replace
from datetime import datetime
from typing import Final

import polars as pl

from gouvernail.exchange.assembly.checks import latest, utc
from gouvernail.exchange.assembly.due import unread
from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.assembly.fragment import ROW, Fragment
from gouvernail.exchange.assembly.instants import table_instants
from gouvernail.exchange.assembly.rows import kept, keys_of
from gouvernail.exchange.assembly.touches import origin_of, side_fragment
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.problems import Problem
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.numbers import parse_numbers

_VALUES: Final = ("expected", "observed")


def outcomes_of(table: Table, mapped: TableMap, *, now: datetime, skip_bad: bool = False) -> Fragment:
    """Read a table of measures beside the items, one row a measure.

    Raises
    ------
    BadInput
        The first row without a key, or with a day that is unreadable or still to come, unless `skip_bad`.
    """
    table = kept(table, mapped)
    key, _ = keys_of(table, mapped)
    instants = table_instants(table, mapped, ("at",))
    faults = Faults(origin_of(table, mapped), table.cells.height)
    faults.add("missing_key", key.is_null(), field="key")
    outcomes = pl.DataFrame([key]).with_columns(_measure(table, mapped))
    values, notices = _numbers(table, mapped)
    outcomes = outcomes.with_columns(values)
    if "at" in instants.columns:
        at = instants.columns["at"]
        faults.add("unreadable_date", at.bad, field="at", found=instants.texts["at"])
        # A day still to come is a plan to measure only where nothing was observed yet.
        early = (at.values > latest(now)) & _observed(outcomes)
        faults.add("date_in_future", early, field="at", found=at.values, params=lambda _: {"now": utc(now)})
        past = pl.select(pl.when(at.values <= latest(now)).then(at.values).alias("at")).to_series()
        outcomes = outcomes.with_columns(past)
    skipped = faults.settle(skip_bad=skip_bad)
    outcomes = _measured(outcomes.filter(~faults.bad) if skipped else outcomes)
    fragment = side_fragment(table, mapped, rows=outcomes.height, skipped=skipped, guesses=instants.guesses)
    return replace(fragment, outcomes=outcomes, notices=(*fragment.notices, *notices))


def outcomes_of_items(table: Table, mapped: TableMap, items: pl.DataFrame) -> pl.DataFrame | None:
    """Read the expected and observed values that a table of items carries; the day is that of the measure's column.

    Where no column names the measure, the header of the values does.
    """
    if not any(mapped.has(name) for name in _VALUES):
        return None
    values, _ = _numbers(table, mapped)
    columns = pl.DataFrame([_measure(table, mapped), *values])
    day = mapped.series(table, "measured_at")
    if day is not None:
        columns = columns.with_columns(
            parse_instants(day, order=mapped.date_order(table, "measured_at")).values.alias("at")
        )
    return _measured(columns.select(pl.all().gather(items[ROW])).with_columns(items["key"].alias("key")))


def _numbers(table: Table, mapped: TableMap) -> tuple[list[pl.Series], list[Problem]]:
    values, notices = [], []
    for name in _VALUES:
        text = mapped.series(table, name)
        if text is not None:
            numbers, bad = parse_numbers(text)
            values.append(numbers.alias(name))
            notices += unread(table, mapped, name, text.filter(bad), code="unreadable_numbers")
    return values, notices


def _measure(table: Table, mapped: TableMap) -> pl.Series:
    measure = mapped.series(table, "measure")
    if measure is not None:
        return measure.alias("measure")
    header = next(filter(None, (mapped.header_of(table, name) for name in _VALUES)), None)
    return pl.Series("measure", [header], dtype=pl.String).new_from_index(0, table.cells.height)


def _observed(outcomes: pl.DataFrame) -> pl.Series:
    if "observed" in outcomes.columns:
        return outcomes["observed"].is_not_null()
    return pl.Series([False]).new_from_index(0, outcomes.height)


def _measured(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Leave out the rows that hold no value at all."""
    filled = [pl.col(name).is_not_null() for name in _VALUES if name in outcomes.columns]
    return outcomes.filter(pl.any_horizontal(filled))
