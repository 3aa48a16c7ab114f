"""A planning drawn in cells, one column a month or a quarter: recognised, and said not to be read."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from gouvernail.exchange.problems import Guess
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.values.periods import parse_periods

_ENOUGH: Final = 3


def period_columns(table: Table, columns: Mapping[str, tuple[int, ...]]) -> list[Guess]:
    """Say that columns named by periods are left aside, whether they hold crosses or only colours.

    Parameters
    ----------
    columns
        Field to columns: what was given a meaning is not looked at.
    """
    used = {number for numbers in columns.values() for number in numbers}
    left = [number for number, header in enumerate(table.headers) if header and number not in used]
    if len(left) < _ENOUGH:
        return []
    headers = pl.Series([table.headers[number] for number in left], dtype=pl.String)
    named = [left[row] for row in parse_periods(headers).values.is_not_null().arg_true()]
    if len(named) < _ENOUGH:
        return []
    filled = sum(table.cells.height - table.cells[str(number)].null_count() for number in named)
    code = "period_columns" if filled else "period_columns_empty"
    shown = f"{table.headers[named[0]]} … {table.headers[named[-1]]}"
    return [Guess(code, table.name, shown, {"filled": filled})]
