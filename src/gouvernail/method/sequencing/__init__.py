"""The coherent order of building: prerequisites, teams and dates, with what is proved of it and why."""

from gouvernail.method.sequencing.conflict import Constraint, ConstraintKind, ImpossiblePlan
from gouvernail.method.sequencing.fault import InvalidPlan, PlanFault, PlanFaultCode
from gouvernail.method.sequencing.forward import Forward, Moved, forward
from gouvernail.method.sequencing.items import NOT_DATED, Horizon, Item
from gouvernail.method.sequencing.plan import Placed, Plan, Price
from gouvernail.method.sequencing.project import Activity, Project, shortest
from gouvernail.method.sequencing.reasons import Reason, WhyAfter, why_after
from gouvernail.method.sequencing.sequence import SECONDS, sequence
from gouvernail.method.sequencing.stream import Block, blocks

__all__ = [
    "NOT_DATED",
    "SECONDS",
    "Activity",
    "Block",
    "Constraint",
    "ConstraintKind",
    "Forward",
    "Horizon",
    "ImpossiblePlan",
    "InvalidPlan",
    "Item",
    "Moved",
    "Placed",
    "Plan",
    "PlanFault",
    "PlanFaultCode",
    "Price",
    "Project",
    "Reason",
    "WhyAfter",
    "blocks",
    "forward",
    "sequence",
    "shortest",
    "why_after",
]
