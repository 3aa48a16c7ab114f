"""One column for two dates: what is announced while an item is open, and the real day written over it at the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import comb
from typing import Final

import polars as pl

from gouvernail.exchange.mapping.dates import date_header
from gouvernail.exchange.mapping.lexicon import fold_header
from gouvernail.exchange.mapping.profile import NEVER, WHEN_DONE, Profile
from gouvernail.exchange.mapping.row_evidence import OPEN, RowEvidence
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.values.instants import parse_instants
from gouvernail.exchange.values.periods import parse_periods

DUE: Final = "due_on"

_ENOUGH: Final = 5
_NEARLY_ALL: Final = 0.9
"""Share of the delivered rows whose announced day is the very day of their end, from which it was written over."""
_BY_CHANCE: Final = 0.01
"""Chance, at most, that one habit of rounding gives rows as unlike as the open and the delivered ones are."""
_MOSTLY_ROUND: Final = 0.7
_HARDLY_ROUND: Final = 0.3
_JUDGED: Final = 1_000
"""Rows that are looked at, about: more would say the same."""
_MIDDLE: Final = 15
_DAY_LENGTH: Final = len("2025-03-14")


@dataclass(frozen=True)
class Overwritten:
    """Date fields whose delivered rows hold the real day, and what must be said of that."""

    fields: frozenset[str] = frozenset()
    guesses: tuple[Guess, ...] = ()


def overwritten(
    table: Table,
    columns: dict[str, tuple[int, ...]],
    user: Profile,
    rows: Callable[[], RowEvidence],
    now: datetime | None,
) -> Overwritten:
    """Tell whether the announced date of delivered rows is in fact the day when they were delivered.

    What the user said wins. Else a header that says neither "planned" nor "real" is judged by its rows: delivered rows
    carry the very day of their end, or precise days where open rows carry round ones (a quarter, the last of a month).
    Where nothing can tell, that is said, with the line of the mapping file that settles it.

    Parameters
    ----------
    table
        With the rows of every version of it.
    user
        What was said by hand: a column that it names is not judged.
    rows
        Gives the state of each row; asked only when rows have to decide.
    now
        The clock.
    """
    numbers = columns.get(DUE, ())
    if len(numbers) != 1:
        return Overwritten()
    header = table.headers[numbers[0]]
    said = {fold_header(each): flag for each, flag in user.delivered.items()}.get(fold_header(header))
    if said is not None:
        return Overwritten(frozenset({DUE}) if said == WHEN_DONE else frozenset())
    plain = (found := date_header(header)) is not None and found.said == "plain"
    if header in user.columns or not (plain or "done_at" in columns):
        return Overwritten()
    states = rows().states
    code = None if states is None else _judged(table, columns, states, plain=plain, now=now)
    if code is None:
        return Overwritten()
    guess = Guess(code, table.name, header, {"when_done": WHEN_DONE, "never": NEVER})
    return Overwritten(frozenset({DUE}) if code in _REAL else frozenset(), (guess,))


_REAL: Final = frozenset({"due_equals_end", "due_precise_when_done"})


def _judged(
    table: Table, columns: dict[str, tuple[int, ...]], states: pl.Series, *, plain: bool, now: datetime | None
) -> str | None:
    due = table.cells[str(columns[DUE][0])]
    delivered = (states == "done").fill_null(value=False)
    if due.filter(delivered).null_count() == delivered.sum():
        return None
    if "done_at" in columns:
        both = table.cells.select(str(columns[DUE][0]), str(columns["done_at"][0])).filter(delivered).drop_nulls()
        same = _same_day(*_some(both).get_columns())
        return ("due_equals_end" if plain else "due_seems_end") if same else None
    if not plain:
        return None
    done, waiting = (
        parse_periods(_some(due.to_frame().filter(mask).drop_nulls()).to_series()).values.drop_nulls()
        for mask in (delivered, states.is_in(OPEN).fill_null(value=False))
    )
    if done.is_empty() or waiting.is_empty() or _speaks_of_the_future(done, now):
        return (
            None  # filled on delivered rows only, it was taken for their end; a delivered row still to come is a plan
        )
    return "due_precise_when_done" if _unlike(done, waiting) else "due_may_be_real"


def _some(rows: pl.DataFrame) -> pl.DataFrame:
    """Take enough rows to judge, spread over the whole table."""
    return rows.gather_every(max(1, rows.height // _JUDGED))


def _same_day(due: pl.Series, done: pl.Series) -> bool:
    same = parse_instants(due).values.dt.date() == parse_instants(done).values.dt.date()
    compared = same.drop_nulls()
    return compared.len() >= _ENOUGH and compared.sum() >= _NEARLY_ALL * compared.len()


def _speaks_of_the_future(periods: pl.Series, now: datetime | None) -> bool:
    days = periods.filter(periods.str.len_bytes() == _DAY_LENGTH)
    return now is not None and bool((days > now.date().isoformat()).any())


def _unlike(done: pl.Series, waiting: pl.Series) -> bool:
    """Say whether open rows are round and delivered ones precise, beyond what chance gives (Fisher's exact test)."""
    if min(done.len(), waiting.len()) < _ENOUGH:
        return False
    a, b = int(_round(waiting).sum()), int(_round(done).sum())
    if a < _MOSTLY_ROUND * waiting.len() or b > _HARDLY_ROUND * done.len():
        return False
    return _chance(a, waiting.len(), b, done.len()) <= _BY_CHANCE


def _round(periods: pl.Series) -> pl.Series:
    """Tell the dates that are round: a period longer than a day, the first, the 15th or the last day of a month."""
    days = periods.str.to_date("%Y-%m-%d", strict=False)
    return days.is_null() | days.dt.day().is_in([1, _MIDDLE]) | (days == days.dt.month_end())


def _chance(a: int, of_a: int, b: int, of_b: int) -> float:
    """Give the chance of at least `a` successes among `of_a` rows, when `a + b` fall anywhere among all of them."""
    successes, rows = a + b, of_a + of_b
    ways = sum(comb(of_a, k) * comb(of_b, successes - k) for k in range(a, min(of_a, successes) + 1))
    return ways / comb(rows, successes)
