"""Who answers for what: the rules on duties (RACI), the quorum, the cadence, and the duties to start from."""

from gouvernail.method.governance.cadence import Cadence, cadence
from gouvernail.method.governance.finding import Finding, Fix, Level, Subject
from gouvernail.method.governance.index import Index
from gouvernail.method.governance.lint import check_rule, error_count, lint
from gouvernail.method.governance.model import (
    Action,
    Assignment,
    Decision,
    Duty,
    Fault,
    Governance,
    Holding,
    InvalidGovernance,
    Letter,
    Mandate,
    Matter,
    MatterKind,
    Meeting,
    Person,
    QuorumRule,
    RoleKind,
    Seat,
    Team,
    validate,
)
from gouvernail.method.governance.quorum import Attendee, Quorum, attendees, quorum
from gouvernail.method.governance.rule import RULES, Rule
from gouvernail.method.governance.settings import InvalidSettings, Settings, default_text, load
from gouvernail.method.governance.template import DutyTemplate, crm_template, propose

__all__ = [
    "RULES",
    "Action",
    "Assignment",
    "Attendee",
    "Cadence",
    "Decision",
    "Duty",
    "DutyTemplate",
    "Fault",
    "Finding",
    "Fix",
    "Governance",
    "Holding",
    "Index",
    "InvalidGovernance",
    "InvalidSettings",
    "Letter",
    "Level",
    "Mandate",
    "Matter",
    "MatterKind",
    "Meeting",
    "Person",
    "Quorum",
    "QuorumRule",
    "RoleKind",
    "Rule",
    "Seat",
    "Settings",
    "Subject",
    "Team",
    "attendees",
    "cadence",
    "check_rule",
    "crm_template",
    "default_text",
    "error_count",
    "lint",
    "load",
    "propose",
    "quorum",
    "validate",
]
