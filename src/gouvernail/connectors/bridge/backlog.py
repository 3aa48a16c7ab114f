"""The items of a history as plain rows that the backlog can take."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouvernail.exchange.reading import Reading

_DATES = ("created_at", "started_at", "done_at", "dropped_at")
_TEXTS = ("title", "text", "state", "reporter", "owner", "team", "objective", "priority", "due_on", "parent")
_LINES = "key_from_lines"


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """One row of another tool: texts are empty and dates None where the export does not say."""

    key: str
    title: str
    text: str
    state: str  # of the history: requested, accepted, started, done, dropped, or nothing
    created_at: datetime | None
    started_at: datetime | None
    done_at: datetime | None
    dropped_at: datetime | None
    reporter: str
    owner: str
    team: str
    objective: str
    priority: str
    due_on: str
    parent: str
    labels: tuple[str, ...]


def foreign_rows(reading: "Reading") -> list[Foreign]:
    """Give the rows of a reading, in its order.

    Where the file has no key of its own, its lines have numbers that the next export will give to others: a row is
    then known by its title.
    """
    has_no_key = any(guess.code == _LINES for guess in reading.guesses)
    rows = [_row(said) for said in reading.history.items.iter_rows(named=True)]
    return list(_by_title(rows)) if has_no_key else rows


def format_of(reading: "Reading") -> str:
    """Name the tool that the items come from: `jira_csv`; nothing where any spreadsheet is the same."""
    formats = {one.format for one in reading.files if one.role in {"items", "version"}}
    return formats.pop() if len(formats) == 1 and not formats & {"generic", "dated_versions"} else ""


def _row(said: dict[str, Any]) -> Foreign:
    values: dict[str, Any] = {name: said[name].replace(tzinfo=UTC) if said[name] else None for name in _DATES}
    values |= {name: _clean(said[name]) for name in _TEXTS}
    return Foreign(key=_clean(said["key"]), labels=tuple(map(_clean, said["labels"] or ())), **values)


def _clean(text: str | None) -> str:
    """Leave out what PostgreSQL holds in no text."""
    return (text or "").replace("\x00", "").strip()


def _by_title(rows: list[Foreign]) -> Iterator[Foreign]:
    times: dict[str, int] = {}
    for row in rows:
        said = " ".join(row.title.casefold().split())
        times[said] = times.get(said, 0) + 1
        name = hashlib.sha256(f"{said}\x1f{times[said]}".encode()).hexdigest()[:16]
        yield replace(row, key=f"~{name}")
