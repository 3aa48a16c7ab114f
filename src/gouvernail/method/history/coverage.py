from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Filled:
    """How many rows of a column carry a value."""

    filled: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 for an empty frame."""
        return self.filled / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a history says, and what it does not know.

    Attributes
    ----------
    fields
        `"items.due_on"` to how many rows carry it. A column that the source does not have is `Filled(0, n)`.
    tracked
        Columns of `items` whose changes over time are recorded: a field that is absent here has only its last
        value, and "no change" then means "not known".
    observed_at
        For dated versions of one file, the instants at which the items were seen (changes between two of them are
        dated by the later one). Empty when changes carry their own instant.
    since, until
        The window that the history covers.
    priority_scale
        The source's priority words and their levels, 1 the most pressing.
    kept
        Filled by an as-of only: columns of `items` that could not be rewound and hold their last value.
    """

    fields: "Mapping[str, Filled]" = field(default_factory=dict)
    tracked: frozenset[str] = frozenset()
    observed_at: "tuple[datetime, ...]" = ()
    since: "datetime | None" = None
    until: "datetime | None" = None
    priority_scale: "Mapping[str, int]" = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    def has(self, column: str) -> bool:
        """Say whether at least one row carries `column`, written `"items.due_on"`."""
        found = self.fields.get(column)
        return found is not None and found.filled > 0
