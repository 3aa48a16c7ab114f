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
    rows = [_row(said) for said in reading.history.items.iter_rows(named=True)]
    return list(_by_title(rows)) if _has_no_key(reading) else rows


@dataclass(frozen=True)
class ForeignLink:
    """One thing that a row of another tool waits for; `is_part` where it was said as what stands under it."""

    item: str
    needs: str
    is_part: bool = False


def foreign_links(reading: "Reading") -> list[ForeignLink]:
    """Give what rows say of their order, each pair once, in the order of the files, parts last.

    What is blocked waits for what blocks it, what depends on a row waits for it, and a whole is there only once its
    parts are. A link that says no order (duplicates, relates to, follows) gives nothing.
    """
    names = _names(reading)
    ends = reading.history.links.iter_rows(named=True)
    found = [_pair(link["kind"], link["key"], link["other"]) for link in ends]
    rows = reading.history.items.select("key", "parent").iter_rows(named=True)
    found += [(row["parent"], row["key"], True) for row in rows if row["parent"]]
    pairs: dict[tuple[str, str], bool] = {}
    for one, other, is_part in sorted(filter(None, found), key=lambda pair: pair[2]):
        item, needs = (names.get(key, _clean(key)) for key in (one, other))
        if item and needs and item != needs:
            pairs.setdefault((item, needs), is_part)
    return [ForeignLink(item, needs, is_part) for (item, needs), is_part in pairs.items()]


def _names(reading: "Reading") -> dict[str, str]:
    """Give the keys by which the rows of lines without key are known again."""
    if not _has_no_key(reading):
        return {}
    return dict(zip(reading.history.items["key"], (row.key for row in foreign_rows(reading)), strict=True))


def _has_no_key(reading: "Reading") -> bool:
    return any(guess.code == _LINES for guess in reading.guesses)


def _pair(kind: str, key: str, other: str) -> tuple[str, str, bool] | None:
    """Give who waits and for whom; None where the link says no order."""
    if kind == "blocks":
        return other, key, False
    if kind == "depends":
        return key, other, False
    return (key, other, True) if kind == "parent" else None


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
