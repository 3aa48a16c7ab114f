from dataclasses import dataclass
from typing import Literal

FaultCode = Literal[
    "empty_id", "repeated", "unknown_id", "ends_before_start", "not_a_day", "not_a_number", "own_deputy"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that makes a governance unreadable.

    Attributes
    ----------
    part
        Field of `Governance`, or of one of its parts: `people`, `holdings.deputy`...
    found
        What was written there.
    sentence
        What is wrong and what to do, in plain English; pages word `code` in their own language.
    """

    code: FaultCode
    part: str
    found: str
    sentence: str


class InvalidGovernance(ValueError):
    """Raised when rules are asked about a governance that contradicts itself.

    Attributes
    ----------
    faults
        Everything that is wrong, not only the first.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults
