"""The fields that a column may be taken for, role by role."""

import re
from typing import Final

from gouvernail.method.history.shape import ITEMS

INSTANT_FIELDS: Final = ("created_at", "started_at", "done_at", "dropped_at", "updated_at")
NUMBER_FIELDS: Final = ("size", "rank", "score")
LIST_FIELDS: Final = ("labels", "iterations", "releases")
TARGET_FIELDS: Final = ("due_on", "horizon")

_BESIDE_THE_SHAPE: Final = (
    "alias",  # another name of the item, used by parents and links
    "creation_log",  # cells "name date", who created the item and when, as Monday writes them
    "resolution",
    "comment",  # cells "date;author;text", one column a comment
    "link_out",
    "link_in",
    "measure",
    "expected",
    "observed",
    "measured_at",
)
_COMPUTED: Final = ("state", "priority_level")

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "items": (*(name for name in ITEMS if name not in _COMPUTED), *_BESIDE_THE_SHAPE),
    "comments": ("key", "at", "person", "text", "kind", "side"),
    "links": ("key", "kind", "other", "direction"),
    "changes": ("key", "at", "actor", "field", "old", "new", "reason", "decision", "title"),
    "calendar": ("id", "name", "start_on", "end_on", "closed_at", "released", "state"),
    "outcomes": ("key", "measure", "expected", "observed", "at"),
}

REPEATED: Final = frozenset({*LIST_FIELDS, "comment", "link_out", "link_in"})
"""Fields that every column of the same header adds to; other fields take the first column that is filled."""

COMPLETED: Final = frozenset({"parent", "link_out", "link_in"})
"""Fields that columns of different headers carry together: a parent, else an epic; one kind of link a column."""

_SECONDARY: Final = re.compile(r"(due_on|horizon):[^\s:]+")


def is_field(name: str, role: str | None = None) -> bool:
    """Say whether `name` is a field of `role` (of any role when it is None); secondary targets are fields of items."""
    if role in {None, "items"} and _SECONDARY.fullmatch(name):
        return True
    return any(name in names for each, names in FIELDS.items() if role in {None, each})


def known_fields() -> list[str]:
    """Every field name once, those of items first."""
    return list(dict.fromkeys(name for names in FIELDS.values() for name in names))
