"""Rows that are no element: headers that come back for each group, their titles, and totals at the end."""

from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from gouvernail.exchange.problems import Guess
from gouvernail.exchange.tables.totals import count_totals

if TYPE_CHECKING:
    from collections.abc import Callable


class Trimmed(NamedTuple):
    """What is left of a table, the line of each row, and what was left out."""

    cells: pl.DataFrame
    line_of: "Callable[[int], int]"
    guesses: tuple[Guess, ...]


def trimmed(name: str, headers: tuple[str, ...], cells: pl.DataFrame, line_of: "Callable[[int], int]") -> Trimmed:
    """Leave out the rows that are no element, and say so.

    Boards written group by group (Monday, files put one after the other) repeat their headers. Then a row with its
    first cell alone is the title of a group, and a row without its first cell is a sum or a part of the row above.
    """
    kept = _elements(headers, cells)
    guesses: list[Guess] = []
    if kept is not None:
        guesses.append(Guess("repeated_headers", name, str(cells.height - len(kept))))
        whole_line_of = line_of
        cells, line_of = cells[kept], lambda row: whole_line_of(int(kept[row]))
    left = cells.height - count_totals(cells)
    guesses += [Guess("total_line", name, str(line_of(row))) for row in range(left, cells.height)]
    return Trimmed(cells.head(left), line_of, tuple(guesses))


def _elements(headers: tuple[str, ...], cells: pl.DataFrame) -> pl.Series | None:
    """Give the number of each row to keep; None when headers do not come back."""
    named = [index for index, header in enumerate(headers) if header]
    if len(named) < 2:  # one word that comes back proves nothing
        return None
    again = (cells[str(named[0])] == headers[named[0]]).arg_true()
    again = again.filter(
        cells[again].select(pl.all_horizontal(pl.col(str(index)) == headers[index] for index in named)).to_series()
    )
    if again.is_empty():
        return None
    first = pl.col(str(named[0]))
    alone = pl.all_horizontal(pl.col(str(index)).is_null() for index in range(len(headers)) if index != named[0])
    kept = cells.select((first.is_not_null() & ~alone).arg_true()).to_series()
    return kept.filter(~kept.is_in(again.implode()))
