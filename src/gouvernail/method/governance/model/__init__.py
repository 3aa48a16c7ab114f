"""What the rules read: plain frozen values, no row of any database."""

from gouvernail.method.governance.model.decisions import Decision, QuorumRule, Seat
from gouvernail.method.governance.model.duties import Assignment, Duty, Letter, Mandate, Matter, MatterKind
from gouvernail.method.governance.model.fault import Fault, InvalidGovernance
from gouvernail.method.governance.model.governance import Governance
from gouvernail.method.governance.model.people import Holding, Person, RoleKind, Team
from gouvernail.method.governance.model.rhythm import Action, Meeting
from gouvernail.method.governance.model.validation import validate

__all__ = [
    "Action",
    "Assignment",
    "Decision",
    "Duty",
    "Fault",
    "Governance",
    "Holding",
    "InvalidGovernance",
    "Letter",
    "Mandate",
    "Matter",
    "MatterKind",
    "Meeting",
    "Person",
    "QuorumRule",
    "RoleKind",
    "Seat",
    "Team",
    "validate",
]
