"""The rituals as they were planned and held, and what they left to do."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Meeting:
    """One planned occurrence of a ritual; `held_on` is None while it was not held, or was skipped."""

    ritual: str
    planned_on: "date"
    held_on: "date | None" = None
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do that a meeting decided; without `due_on` it is due at once."""

    id: str
    due_on: "date | None" = None
    closed_on: "date | None" = None
