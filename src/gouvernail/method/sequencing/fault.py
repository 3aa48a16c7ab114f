"""What makes a plan impossible."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gouvernail.method.selection.fault import FaultCode

PlanFaultCode = (
    FaultCode
    | Literal[
        "no_team",
        "no_iteration",
        "uneven_iterations",
        "no_weeks",
        "team_without_days",
        "iteration_outside",
    ]
)


@dataclass(frozen=True, slots=True)
class PlanFault:
    """One thing that is wrong.

    Attributes
    ----------
    subject
        Key of the item, name of the team, or "" for the whole.
    found
        What was read there.
    sentence
        What is wrong and what to do, in plain English; pages word `code` with `params` in their own language.
    """

    code: PlanFaultCode
    subject: str
    found: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)


class InvalidPlan(ValueError):
    """Raised when what is asked makes no sense.

    Attributes
    ----------
    faults
        Everything that is wrong, not only the first.
    """

    def __init__(self, faults: tuple[PlanFault, ...]) -> None:
        super().__init__("; ".join(fault.sentence for fault in faults))
        self.faults = faults
