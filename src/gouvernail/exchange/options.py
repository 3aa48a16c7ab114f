"""What the user decided about a reading, and what one file was read as."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

Progress = Callable[[str, float], None]
"""Called with what is being read and the share done, 0..1."""


@dataclass(frozen=True)
class TableSeen:
    """One table as it was opened and understood, before its rows are judged.

    Attributes
    ----------
    fields
        Number of the column (from 0) to the field that it is taken for; columns that are left out are absent.
    samples
        The first rows, as text, in the order of `headers`.
    """

    name: str
    format: str
    role: str
    headers: tuple[str, ...]
    fields: Mapping[int, str]
    samples: tuple[tuple[str | None, ...], ...]
    rows: int


Seen = Callable[[Sequence[TableSeen]], None]
"""Called with the tables as they were understood, even where their rows are then refused."""

Choose = Callable[[Mapping[str, tuple[str, ...]]], str]
"""Called with the headers of every table (none for records, named by their format); gives a mapping file's text."""


@dataclass(frozen=True)
class Options:
    """What the user decided; everything else is guessed and shown.

    Attributes
    ----------
    now
        The clock, given by the caller: an item created after it is refused.
    mapping
        Columns and words given by hand (`gouvernail.exchange.mapping.profile`), which wins over every guess.
    dates
        One day a file, in the order of the paths, for dated versions whose names do not say it.
    version_column
        Header of the column that dates each row, when all versions are stacked in one file.
    skip_bad
        Skip broken rows, counted and shown, instead of stopping at the first.
    choose, seen
        For callers that remember decisions by headers, and that show tables to be corrected.
    """

    now: datetime
    mapping: Path | None = None
    dates: tuple[date, ...] = ()
    version_column: str | None = None
    skip_bad: bool = False
    progress: Progress | None = None
    choose: Choose | None = None
    seen: Seen | None = None


@dataclass(frozen=True)
class FileRead:
    """One file that was read: as what, and how many rows."""

    name: str
    format: str  # id of the format: "jira_csv", "dated_versions", "generic"...; worded in `formats.<id>`
    role: str  # "items", "comments", "links", "changes", "calendar", "outcomes", "version"
    rows: int
