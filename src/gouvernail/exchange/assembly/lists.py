"""Cells that hold several values."""

import polars as pl

from gouvernail.exchange.mapping.profile import FIRST
from gouvernail.exchange.mapping.separators import bare
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.tables.table import Table


def list_of(table: Table, mapped: TableMap, field: str) -> pl.Series:
    """Put the values of a list field together: one column with separators, or repeated columns of one value each.

    Where the mapping or the format says `first`, the first column that is filled counts, and the others do not.
    """
    columns = [table.cells[str(number)] for number in mapped.columns[field]]
    if len(columns) > 1 and mapped.profile.lists.get(field) == FIRST:
        columns = [table.cells.select(pl.coalesce(column.name for column in columns).alias(field))[field]]
    if len(columns) > 1:
        together = table.cells.select(
            pl.concat_list(pl.col(column.name) for column in columns).list.drop_nulls().alias(field)
        )[field]
        return _no_empty(together)
    column = bare(columns[0])
    separator = mapped.profile.separators.get(field)
    return _no_empty(_split(column.alias(field), separator))


def _split(column: pl.Series, separator: str | None) -> pl.Series:
    if separator is None:
        return pl.select(pl.when(column.is_not_null()).then(pl.concat_list(column)).alias(column.name)).to_series()
    pieces = column.str.split(separator)
    untidy = column.str.contains(rf"\s{_escaped(separator)}|{_escaped(separator)}\s|^\s|\s$").any()
    if untidy:
        pieces = pieces.list.eval(pl.element().str.strip_chars())
    if column.str.contains(rf"{_escaped(separator)}\s*({_escaped(separator)}|$)|^\s*{_escaped(separator)}").any():
        pieces = pieces.list.eval(pl.element().filter(pl.element() != ""))
    return pieces


def _escaped(separator: str) -> str:
    return "\\" + separator if separator == "|" else separator


def _no_empty(lists: pl.Series) -> pl.Series:
    return pl.select(pl.when(lists.list.len() > 0).then(lists).alias(lists.name)).to_series()
