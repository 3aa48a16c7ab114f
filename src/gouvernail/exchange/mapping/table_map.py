from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from gouvernail.exchange.mapping.lexicon import fold_header
from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.values.orders import DateOrder

_FRAMES: Final = {
    "comments": "touches",
    "links": "links",
    "changes": "changes",
    "calendar": "calendar",
    "outcomes": "outcomes",
}


@dataclass(frozen=True, kw_only=True)
class TableMap:
    """What the columns of one table are taken for.

    Attributes
    ----------
    role, format
        One of `lexicon.ROLES`; id of the format that was recognised, or `"generic"`.
    columns
        Field to the numbers of the columns (from 0) that carry it. Several numbers for `key` make a composite key;
        for a list field, values are put together; for any other, the first filled one counts.
    delivered
        Field (`"due_on"`, `"due_on:public_preview"`) to the yes/no column that says that it really happened.
    real_when_done
        Date fields whose delivered rows hold the day it really happened, where the others hold an announced one.
    profile
        The words, people, filters and separators that hold for this table.
    """

    role: str
    format: str
    columns: Mapping[str, tuple[int, ...]]
    delivered: Mapping[str, int] = field(default_factory=dict)
    real_when_done: frozenset[str] = frozenset()
    profile: Profile = field(default_factory=Profile)
    guesses: tuple[Guess, ...] = ()

    def has(self, name: str) -> bool:
        """Say whether some column carries the field."""
        return name in self.columns

    def series(self, table: Table, name: str) -> pl.Series | None:
        """Give the first filled text of the columns that carry `name`, or None when there is no such column."""
        numbers = self.columns.get(name)
        if not numbers:
            return None
        if len(numbers) == 1:
            return table.cells[str(numbers[0])].alias(name)
        return table.cells.select(pl.coalesce(str(number) for number in numbers).alias(name))[name]

    def taken(self, table: Table) -> dict[str, str]:
        """Header to field, in the order of the file; fields of side tables carry their frame (`touches.at`)."""
        frame = _FRAMES.get(self.role)
        fields = {number: name for name, numbers in self.columns.items() for number in numbers}
        said = {
            table.headers[number]: f"{frame}.{fields[number]}" if frame else fields[number] for number in sorted(fields)
        }
        return said | {table.headers[number]: f"delivered:{name}" for name, number in self.delivered.items()}

    def ignored(self, table: Table) -> tuple[str, ...]:
        """Headers that were left, each once."""
        taken = self.taken(table)
        return tuple(dict.fromkeys(header for header in table.headers if header not in taken))

    def date_order(self, table: Table, name: str) -> DateOrder | None:
        """Give the order of day and month that was said by hand for a field's column, else for the whole table."""
        numbers = self.columns.get(name)
        return self.order_of_column(table, numbers[0]) if numbers else self.profile.date_order

    def order_of_column(self, table: Table, number: int) -> DateOrder | None:
        """Give the order of day and month that was said by hand for a column, else for the whole table."""
        own = {fold_header(header): order for header, order in self.profile.date_orders.items()}
        return own.get(fold_header(table.headers[number]), self.profile.date_order)

    def header_of(self, table: Table, name: str) -> str | None:
        """Give the header that carries a field."""
        numbers = self.columns.get(name)
        return table.headers[numbers[0]] if numbers else None
