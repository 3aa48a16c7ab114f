from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.values.instants import ParsedInstants, parse_instants
from gouvernail.exchange.values.orders import DateOrder


@dataclass(frozen=True)
class TableInstants:
    """The instants of one table, read in one order of day and month."""

    columns: dict[str, ParsedInstants]
    texts: dict[str, pl.Series]
    order: DateOrder | None
    guesses: tuple[Guess, ...]

    @property
    def day_only(self) -> frozenset[str]:
        """Fields that carry days without a time."""
        return frozenset(name for name, parsed in self.columns.items() if not parsed.has_time)


def table_instants(table: Table, mapped: TableMap, fields: Iterable[str]) -> TableInstants:
    """Read every instant column of a table.

    An order said by hand wins, that of a column over that of the table. Among the other columns, one that can only be
    read one way (a 14th as day) settles those that could be either; where none does, what was chosen is said in a
    guess.
    """
    texts = {name: text for name in fields if (text := mapped.series(table, name)) is not None}
    said = {name: mapped.date_order(table, name) for name in texts}
    parsed = {name: parse_instants(text, order=said[name]) for name, text in texts.items()}
    order = mapped.profile.date_order or next(
        (each.order for name, each in parsed.items() if said[name] is None and each.order and not each.guessed), None
    )
    if order is not None:
        parsed = {
            name: parse_instants(texts[name], order=order) if each.guessed and each.order != order else each
            for name, each in parsed.items()
        }
    guessed = [each.order for each in parsed.values() if each.guessed and each.order is not None]
    if order is None and guessed:
        return TableInstants(
            parsed, texts, guessed[0], (Guess(f"date_order_{guessed[0].value}", table.name, guessed[0].value),)
        )
    return TableInstants(parsed, texts, order, ())
