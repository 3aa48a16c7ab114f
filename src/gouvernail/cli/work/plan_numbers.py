"""Columns of numbers that may be absent, and what is wrong with a cell."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from gouvernail.cli.ratings.columns import Columns
from gouvernail.exchange.problems import BadInput, Problem
from gouvernail.exchange.values.numbers import parse_numbers

_WORDS: Final = Path(__file__).with_name("plan_columns.toml")
LARGEST: Final = 1e6
"""What is beyond was not meant: a reference, a date, a number of seconds [choice]."""


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """Give the headers of each table, by field."""
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def problem(columns: Columns, name: str, row: int, code: str, **params: object) -> Problem:
    """Say what is wrong with a cell, and where it stands."""
    table, found = columns.table, columns.texts(name)[row]
    return Problem(code, table.name, table.line_of(row), columns.header(name), found, params)


def headers(columns: Columns) -> str:
    """List the headers that were found."""
    return ", ".join(header for header in columns.table.headers if header)


def refuse(bad: Sequence[Problem], *, skip_bad: bool) -> None:
    """Stop at what cannot be read, unless its lines are to be left out.

    Raises
    ------
    BadInput
        With every problem.
    """
    if bad and not skip_bad:
        raise BadInput(bad[0], total=len(bad), more=tuple(bad[1:]))


@dataclass(frozen=True)
class Numbers:
    """The numbers of one column; none where there is no such column."""

    columns: Columns
    name: str
    values: Sequence[float | None]
    bad: Sequence[bool]

    @classmethod
    def of(cls, columns: Columns, name: str) -> "Numbers":
        """Read a column."""
        if name not in columns.at:
            height = columns.table.cells.height
            return cls(columns, name, [None] * height, [False] * height)
        values, bad = parse_numbers(columns.column(name))
        return cls(columns, name, values.to_list(), bad.to_list())

    def faults(self, row: int, *, needed: bool = False, highest: float = LARGEST) -> Iterator[Problem]:
        """Say what is wrong with an amount."""
        value = self.values[row]
        if self.bad[row] or (value is not None and not 0 <= value <= highest):
            yield problem(self.columns, self.name, row, "choice_out_of_range", highest=highest)
        elif value is None and needed:
            yield problem(self.columns, self.name, row, "choice_empty_days")

    def iteration_faults(self, row: int, *, last: int) -> Iterator[Problem]:
        """Say what is wrong with the number of an iteration; an empty cell is right."""
        value = self.values[row]
        if self.bad[row] or (value is not None and not (value == int(value) and 1 <= value <= last)):
            yield problem(self.columns, self.name, row, "choice_not_an_iteration", last=last)

    def iteration(self, row: int) -> int | None:
        """Give the number of an iteration, None where the cell is empty."""
        value = self.values[row]
        return None if value is None else int(value)
