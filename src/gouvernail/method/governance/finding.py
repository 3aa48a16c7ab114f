"""What a rule says: codes, ids and figures. Sentences live where users read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Code = Literal[
    "duty_accountable",
    "duty_responsible",
    "role_held",
    "ghost",
    "overload",
    "orphan",
    "crowd",
    "out_of_reach",
    "quorum",
    "separation",
    "authority",
    "champions",
    "single_point",
    "cadence",
]
Value = str | int | float


class Level(StrEnum):
    """How much it matters. A question has no wrong answer, only a missing one."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    QUESTION = "question"


class Fix(StrEnum):
    """What to do about it."""

    NAME_ACCOUNTABLE = "name_accountable"
    KEEP_ONE_ACCOUNTABLE = "keep_one_accountable"
    NAME_RESPONSIBLE = "name_responsible"
    NAME_HOLDER = "name_holder"
    NAME_DEPUTY = "name_deputy"
    HAND_OVER = "hand_over"
    SHARE_ACCOUNTABILITY = "share_accountability"
    LIGHTEN_LOAD = "lighten_load"
    GIVE_DUTY = "give_duty"
    NAME_PEOPLE = "name_people"
    CONSULT_FEWER = "consult_fewer"
    INVOLVE_FEWER = "involve_fewer"
    LINK_DUTY = "link_duty"
    CONFIRM_DECISION = "confirm_decision"
    WITHDRAW_FROM_DECISION = "withdraw_from_decision"
    DECLARE_MANDATE = "declare_mandate"
    WIDEN_MANDATE = "widen_mandate"
    NAME_CHAMPION = "name_champion"
    ADD_RESPONSIBLE = "add_responsible"
    CHANGE_RHYTHM = "change_rhythm"


SubjectKind = Literal[
    "duty", "person", "role", "team", "objective", "data_object", "item", "decision", "ritual", "seat"
]


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a finding is about: the id of a thing of some kind (a role by its kind, a seat by its name)."""

    kind: SubjectKind
    id: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that is broken at one place.

    Attributes
    ----------
    rule
        `R1` to `R13`, or `cadence`.
    code, variant
        Together they choose the sentence.
    subjects
        What it is about; the first is the one to be mended.
    values
        The figures of the sentence, thresholds included.
    fix
        What to do.
    """

    rule: str
    code: Code
    variant: str
    level: Level
    subjects: tuple[Subject, ...]
    fix: Fix
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """The same as long as the same thing is wrong at the same place, so that nobody is told twice."""
        return ":".join((self.rule, self.variant, *(f"{one.kind}={one.id}" for one in self.subjects)))
