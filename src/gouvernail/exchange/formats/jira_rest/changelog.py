from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.formats.jira_rest.fields import known_names
from gouvernail.exchange.formats.jira_rest.items import PERSON
from gouvernail.exchange.formats.json_text import Place
from gouvernail.exchange.formats.json_text.values import mapping, named, objects, text
from gouvernail.exchange.values.folding import fold

if TYPE_CHECKING:
    from gouvernail.exchange.formats.jira_rest.pages import Issues

RAW: Final[dict[str, pl.DataType]] = {
    "key": pl.String(),
    "at": pl.String(),
    "actor": pl.String(),
    "field": pl.String(),
    "old": pl.String(),
    "new": pl.String(),
    "order": pl.UInt32(),
}

_BY_IDENTIFIER: Final = frozenset({"due_on"})
"""Fields whose machine value (`from`, `to`) is the readable one: a day, where `fromString` is worded for the site."""


def name_custom_fields(issues: "Issues") -> None:
    """Learn the names of custom fields from the changelogs, which give both the id and the name."""
    for _, issue in issues.found.values():
        for history in histories(issue):
            for item in objects(history.get("items")):
                identifier, name = item.get("fieldId"), item.get("field")
                if isinstance(identifier, str) and isinstance(name, str):
                    issues.names.setdefault(identifier, name)


def histories(issue: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the histories of an issue, in the order of the file."""
    return objects(mapping(issue, "changelog").get("histories"))


def has_changelog(issue: dict[str, Any]) -> bool:
    """Say whether the issue was exported with its changelog, even an empty one."""
    return isinstance(mapping(issue, "changelog").get("histories"), list)


def is_truncated(part: dict[str, Any], members: str) -> bool:
    """Say whether a paged part (`changelog`, `comment`) announces more than it holds."""
    total, held = part.get("total"), part.get(members)
    return isinstance(total, int) and isinstance(held, list) and total > len(held)


def raw_changes(issues: "Issues") -> tuple[pl.DataFrame, list[Place]]:
    """Give every recorded change of a field that we read, as texts (columns `RAW`), and the place of each."""
    meanings = known_names("changelog")
    folded: dict[str, str | None] = {}
    rows: list[tuple[Any, ...]] = []
    places: list[Place] = []
    for key, (place, issue) in issues.found.items():
        for at, actor, item in _moves(issue):
            shown = item.get("field")
            if not isinstance(shown, str):
                continue
            if shown not in folded:
                folded[shown] = meanings.get(fold(shown))
            meaning = folded[shown]
            if meaning is not None:
                rows.append((key, at, actor, meaning, *_sides(meaning, item), len(rows)))
                places.append(place)
    return pl.DataFrame(rows, schema=RAW, orient="row"), places


def _moves(issue: dict[str, Any]) -> Iterator[tuple[str | None, str | None, dict[str, Any]]]:
    # Jira Cloud gives the newest history first: ids and instants restore the order, the file's order breaks ties.
    for history in sorted(histories(issue), key=_order):
        at, actor = text(history.get("created")), named(history.get("author"), *PERSON)
        for item in objects(history.get("items")):
            yield at, actor, item


def _order(history: dict[str, Any]) -> tuple[str, int]:
    identifier = text(history.get("id")) or ""
    return text(history.get("created")) or "", int(identifier) if identifier.isdecimal() else 0


def _sides(meaning: str, item: dict[str, Any]) -> tuple[str | None, str | None]:
    if meaning in _BY_IDENTIFIER:
        days = (text(item.get("from")), text(item.get("to")))
        shown = (text(item.get("fromString")), text(item.get("toString")))
        return _day(days[0] or shown[0]), _day(days[1] or shown[1])
    return text(item.get("fromString")), text(item.get("toString"))


def _day(value: str | None) -> str | None:
    return value[:10] if value else None
