"""Columns of a table found by their headers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gouvernail.exchange.values.folding import fold

if TYPE_CHECKING:
    import polars as pl

    from gouvernail.exchange.tables import Table

_NOT_WORD: Final = re.compile(r"[\W_]+")
_ASIDE: Final = re.compile(r"\(.*?\)|\[.*?\]")


@dataclass(frozen=True)
class Columns:
    """Number of the column of each field, and the table."""

    table: "Table"
    at: Mapping[str, int]

    def header(self, name: str) -> str | None:
        """Give the header of a field, None where no column holds it."""
        return self.table.headers[self.at[name]] if name in self.at else None

    def column(self, name: str) -> "pl.Series":
        """Give the cells of a field that has a column."""
        return self.table.cells[str(self.at[name])]

    def texts(self, name: str) -> Sequence[str | None]:
        """Give the stripped text of each row, None where it is empty."""
        if name not in self.at:
            return [None] * self.table.cells.height
        return [text and (text.strip() or None) for text in self.column(name).to_list()]


def columns_of(table: "Table", words: Mapping[str, Sequence[str]]) -> Columns:
    """Find the column of each field by its words, the surest first; no column is taken twice."""
    folded = [spellings(header) for header in table.headers]
    at: dict[str, int] = {}
    for name, known in words.items():
        found = (number for word in known for number, each in enumerate(folded) if word in each)
        free = next((number for number in found if number not in at.values()), None)
        if free is not None:
            at[name] = free
    return Columns(table, at)


def spellings(text: str) -> set[str]:
    """Fold a text, with and without what stands between brackets, so that two writings compare equal."""
    return {" ".join(_NOT_WORD.sub(" ", each).split()) for each in (fold(text), fold(_ASIDE.sub(" ", text)))}
