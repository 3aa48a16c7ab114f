"""What fits in a capacity: the frontier of every budget, the exact choice and its proof, and why the rest is out."""

from gouvernail.method.selection.choose import SECONDS, select
from gouvernail.method.selection.comparison import Comparison, compare
from gouvernail.method.selection.cut import can_cut
from gouvernail.method.selection.fault import Fault, FaultCode, InvalidSelection, OptimizerMissing
from gouvernail.method.selection.frontier import Frontier, Point, frontier
from gouvernail.method.selection.increments import Increment, next_increments, with_more_days
from gouvernail.method.selection.portfolio import ANY_TEAM, Benefit, Capacity, Item, Portfolio
from gouvernail.method.selection.reasons import Reason, Reasons, WhyOut, why_out
from gouvernail.method.selection.selection import Line, Selection

__all__ = [
    "ANY_TEAM",
    "SECONDS",
    "Benefit",
    "Capacity",
    "Comparison",
    "Fault",
    "FaultCode",
    "Frontier",
    "Increment",
    "InvalidSelection",
    "Item",
    "Line",
    "OptimizerMissing",
    "Point",
    "Portfolio",
    "Reason",
    "Reasons",
    "Selection",
    "WhyOut",
    "can_cut",
    "compare",
    "frontier",
    "next_increments",
    "select",
    "why_out",
    "with_more_days",
]
