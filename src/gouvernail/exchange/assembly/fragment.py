"""What one source gives to a history, before the sources are put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import polars as pl

from gouvernail.exchange.options import FileRead
from gouvernail.exchange.problems import Guess, Problem

ROW: Final = "_row"
"""Auxiliary column of `Fragment.items` (UInt32): the number that `Origin.place` knows a row by."""

CALENDAR_ID: Final = "_id"
"""Auxiliary column of `Fragment.calendar` (String): how items may name an iteration or a release besides its name."""


ALIAS: Final = "_alias"
"""Auxiliary column of `Fragment.items` (String): another name of the item, by which parents and links may call it."""


@dataclass(frozen=True)
class Origin:
    """Where the items of a fragment stand in their file, for messages.

    Attributes
    ----------
    place
        Row (column `ROW`, or the row number of `items` where that column is absent) to the file's name and the line
        in it (from 1), or None where lines mean nothing.
    headers
        Field of the shape to the header that it was read from.
    day_only
        Instant fields (`"created_at"`...) that carry a day without a time: those are compared by day.
    """

    place: Callable[[int], tuple[str, int | None]]
    headers: Mapping[str, str] = field(default_factory=dict)
    day_only: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """Partial frames of the shape, and what must be said about them.

    Frames hold any of the columns of `gouvernail.method.history.shape` with their types; absent columns mean "not
    known". `items` may also hold `ROW`, `ALIAS` and secondary targets (`"due_on:public_preview"`, `"horizon:alpha"`,
    text), which matter to dated versions and are left out of the history. A row of `items` whose date column says that
    it really happened has that day in `done_at` and no `due_on`: what was announced is in its earlier versions.

    Attributes
    ----------
    titles
        Gives every `key` of a change log, and `title` where it says it; asked only when no other source gives items.
    tracked
        Columns of `items` whose changes over time `changes` records.
    observed_at
        Instants at which dated versions saw the items.
    origin
        Where the rows of `items` come from.
    columns, ignored
        File to the headers that were taken (and for what), and to those that were left.
    checked
        Rows of `items` were already checked one against the other and against the clock, with their lines.
    skipped
        Rows that were already left out for a fault (only with `skip_bad`).
    """

    items: pl.DataFrame | None = None
    changes: pl.DataFrame | None = None
    touches: pl.DataFrame | None = None
    outcomes: pl.DataFrame | None = None
    links: pl.DataFrame | None = None
    calendar: pl.DataFrame | None = None
    titles: Callable[[], pl.DataFrame] | None = None
    tracked: frozenset[str] = frozenset()
    observed_at: tuple[datetime, ...] = ()
    origin: Origin | None = None
    checked: bool = False
    files: tuple[FileRead, ...] = ()
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()
    notices: tuple[Problem, ...] = ()
    skipped: tuple[Problem, ...] = ()
