"""The problem: everything that the rules read, as it stands on one day."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from gouvernail.method.governance.model.decisions import Decision
    from gouvernail.method.governance.model.duties import Assignment, Duty, Mandate, Matter
    from gouvernail.method.governance.model.people import Holding, Person, Team
    from gouvernail.method.governance.model.rhythm import Meeting


@dataclass(frozen=True, slots=True)
class Governance:
    """Who does what in a workspace on one day. The order of any part changes no finding.

    Attributes
    ----------
    on
        The day on which it is read: terms, ghosts and rituals are judged by it.
    matters
        Every objective, data object and *open* item.
    meetings
        Planned occurrences of rituals over the period to be judged.
    """

    on: "date"
    people: "tuple[Person, ...]" = ()
    teams: "tuple[Team, ...]" = ()
    holdings: "tuple[Holding, ...]" = ()
    duties: "tuple[Duty, ...]" = ()
    assignments: "tuple[Assignment, ...]" = ()
    matters: "tuple[Matter, ...]" = ()
    mandates: "tuple[Mandate, ...]" = ()
    decisions: "tuple[Decision, ...]" = ()
    meetings: "tuple[Meeting, ...]" = ()
