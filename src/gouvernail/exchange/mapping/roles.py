"""What a table holds: items, or comments, links, changes, outcomes or a calendar beside them."""

from pathlib import PurePath
from typing import Final

from gouvernail.exchange.mapping.lexicon import fold_header, lexicon, meaning

_NEEDS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    # Every group must have one of its fields among the headers.
    "changes": (("key",), ("at",), ("field",), ("old", "new")),
    "links": (("key",), ("other",)),
    "calendar": (("name",), ("start_on", "end_on", "closed_at")),
    "outcomes": (("key",), ("expected", "measure"), ("expected", "observed"), ("observed", "measure")),
    "comments": (("key",), ("at",), ("person",)),
}

_ONLY_ITEMS: Final[dict[str, frozenset[str]]] = {
    # Headers that only a table of items has: with one of these the other role is ruled out.
    "changes": frozenset(),
    "links": frozenset({"status", "created_at", "due_on"}),
    "calendar": frozenset({"created_at", "reporter", "owner", "priority", "text", "type", "parent", "size"}),
    "outcomes": frozenset({"title", "status", "due_on", "done_at", "priority", "owner", "type", "created_at"}),
    "comments": frozenset({"title", "status", "due_on", "done_at", "priority"}),
}


_OWN_WORDS: Final = frozenset({"outcomes"})
"""Roles whose own words ("Cible", "Réalisé") mean something else in a table of items: those do not rule them out."""

_TELLING: Final = frozenset({"title", "text", "owner", "priority", "reporter", "done_at"})
"""What makes a table with a "Target" a list of items and not of links, whose end is a target too."""


def role_of(headers: tuple[str, ...], file: str, *, sole: bool = False) -> str:
    """Tell the role of a table from its headers, and from its file's name where headers leave a doubt.

    Parameters
    ----------
    headers
        As written.
    file
        The file's name as shown to people.
    sole
        The table stands alone: a calendar or a list of links by itself would say nothing, so it is taken as items.
    """
    as_items = _fields(headers, "items")
    for role, groups in _NEEDS.items():
        found = _fields(headers, role)
        if not all(any(name in found for name in group) for group in groups):
            continue
        others = _fields(_others(headers, role), "items")
        own_words = role in _OWN_WORDS or (role == "links" and "kind" in found and not others & _TELLING)
        if _ONLY_ITEMS[role] & (others if own_words else as_items):
            continue
        if role == "calendar" and (sole or not _named_calendar(headers, file)):
            continue
        return role
    return "items"


def _fields(headers: tuple[str, ...], role: str) -> set[str]:
    return {found[0] for header in headers if (found := meaning(header, role)) is not None}


def _others(headers: tuple[str, ...], role: str) -> tuple[str, ...]:
    return tuple(header for header in headers if meaning(header, role) is None)


def _named_calendar(headers: tuple[str, ...], file: str) -> bool:
    # A plain roadmap ("Nom; Début; Fin") looks like a calendar: something must say sprint or version.
    words = lexicon()["file_names"]["calendar"]
    names = [fold_header(PurePath(file).stem), *(fold_header(header) for header in headers)]
    return any(word in name for word in words for name in names)
