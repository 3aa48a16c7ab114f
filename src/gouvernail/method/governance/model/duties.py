"""What must be done, and who answers for it: duties, letters, mandates."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouvernail.method.governance.model.people import RoleKind


class Letter(StrEnum):
    """RACI: does it, answers for it, is asked before, is told after. Source: [L] PMBOK."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    CONSULTED = "C"
    INFORMED = "I"


class MatterKind(StrEnum):
    """What must reach an accountable person (R8)."""

    OBJECTIVE = "objective"
    DATA_OBJECT = "data_object"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that somebody must do for the roadmap to be held.

    Attributes
    ----------
    label
        For messages to engineers only: a finding carries ids.
    data_object, objective
        Id of the data object or objective that the duty is about, if it is about one.
    role
        The role that answers for it by default: this role may not be vacant, and its deputy is the one of the duty.
    arbitrates
        Whether its accountable person refuses requests, and so needs a mandate over every team (R11).
    """

    id: str
    label: str = ""
    data_object: str | None = None
    objective: str | None = None
    role: "RoleKind | None" = None
    arbitrates: bool = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """One cell of the matrix: one person holds one letter on one duty. The same person may hold A and R."""

    duty: str
    person: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class Matter:
    """An objective, a data object or an open item, and the duty by which it reaches an accountable person.

    Attributes
    ----------
    duty
        Id of a duty; None = the duties that name this objective or data object, if any.
    """

    kind: MatterKind
    id: str
    duty: str | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """The declared right of a person to refuse, for one duty, the requests of some teams (None = of any team)."""

    person: str
    duty: str
    teams: frozenset[str] | None = None
