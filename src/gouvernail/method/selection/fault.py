"""What makes a selection impossible."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FaultCode = Literal[
    "no_key",
    "same_key",
    "value_not_finite",
    "value_negative",
    "cost_not_finite",
    "cost_negative",
    "cost_huge",
    "unknown_need",
    "cycle",
    "no_capacity",
    "capacity_not_finite",
    "capacity_negative",
    "unknown_team",
    "unknown_forced",
    "forced_both_ways",
    "forced_too_large",
]


@dataclass(frozen=True, slots=True)
class Fault:
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

    code: FaultCode
    subject: str
    found: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)


class InvalidSelection(ValueError):
    """Raised when what is asked contradicts itself.

    Attributes
    ----------
    faults
        Everything that is wrong, not only the first.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(fault.sentence for fault in faults))
        self.faults = faults


class OptimizerMissing(RuntimeError):
    """Raised where OR-Tools is asked for and is not installed."""

    def __init__(self) -> None:
        super().__init__('the frontier needs the optional parts: pip install "gouvernail[optimize]"')
