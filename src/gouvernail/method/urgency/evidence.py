"""Evidence of an urgency: dates, not adjectives."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from math import log
from typing import Final

from gouvernail.method.thresholds import number, numbers, whole
from gouvernail.method.urgency.invalid import InvalidEvidence
from gouvernail.method.urgency.profiles import Decline, Erosion, Peak, Profile, discounted

VALID_DAYS: Final = whole("urgency.evidence_days")
YEARLY_RATE: Final = number("urgency.yearly_rate")
CRITICAL_DAYS: Final = whole("urgency.critical_days")
HIGH_DAYS: Final = whole("urgency.high_days")
_GRADE_WEIGHTS: Final = numbers("urgency.grade_weights")


class EvidenceKind(StrEnum):
    """What presses."""

    LAW = "law"
    CONTRACT = "contract"
    SECURITY = "security"
    END_OF_SUPPORT = "end_of_support"
    SEASON = "season"
    LOSS_PER_WEEK = "loss_per_week"
    WINDOW = "window"
    NONE = "none"


MANDATORY: Final = frozenset({EvidenceKind.LAW, EvidenceKind.SECURITY})
OPPORTUNITIES: Final = frozenset({EvidenceKind.SEASON, EvidenceKind.LOSS_PER_WEEK, EvidenceKind.WINDOW})
"""Once their end is past there is nothing left to hurry for; a duty that is late remains due."""


class ProfileKind(StrEnum):
    """How the value goes when one waits."""

    FIXED_DATE = "fixed_date"  # all of it after `until`
    EROSION = "erosion"  # half of it every `half_life_weeks`
    STEADY_UNTIL = "steady_until"  # the same each week until `until`
    DISCOUNTED = "discounted"  # a life that starts at delivery, whenever that is
    PEAK = "peak"  # a short life until `until` whose peak suffers too
    SEASON = "season"  # between `since` and `until`
    FROM_DATE = "from_date"  # nothing before `since`, then the same each week until `until`


class Grade(IntEnum):
    """How well an evidence is established."""

    ASSERTED = 0
    NAMED = 1
    DOCUMENTED = 2
    VERIFIED = 3

    @property
    def weight(self) -> float:
        """What the evidence weighs against the claim."""
        return _GRADE_WEIGHTS[self]


def grade(*, named: bool, documented: bool, owner: int | None = None, verifier: int | None = None) -> Grade:
    """Give the grade of an evidence: verified by a second person, documented, named, or only asserted.

    A verification by the owner of the evidence is none; a document that is missing is `documented=False`.
    """
    if verifier is not None and verifier != owner:
        return Grade.VERIFIED
    if documented:
        return Grade.DOCUMENTED
    return Grade.NAMED if named else Grade.ASSERTED


def security_deadline(found_on: date, *, critical: bool) -> date:
    """Give the day by which a vulnerability should be mended: 15 days when critical, 30 when high (CISA BOD 19-02)."""
    return found_on + timedelta(days=CRITICAL_DAYS if critical else HIGH_DAYS)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One evidence; dates only, the same in every time zone.

    Attributes
    ----------
    until
        The deadline, or the last day of the window, the season or the benefit.
    since
        The first day of the season or of the effect.
    about
        What it is about, when an item has several evidences of one kind that do not concern the same thing.
    expires_on
        From the day after, it counts one grade less; 90 days after `stated_on` when absent.

    Raises
    ------
    InvalidEvidence
        When the profile lacks the date or the rate that it needs, or dates are reversed.
    """

    kind: EvidenceKind
    profile: ProfileKind
    grade: Grade
    stated_on: date
    until: date | None = None
    since: date | None = None
    half_life_weeks: float | None = None
    yearly_rate: float = YEARLY_RATE
    about: str = ""
    expires_on: date | None = None

    def __post_init__(self) -> None:
        if self.kind is EvidenceKind.NONE:
            return
        if self.until is None and self.profile not in {ProfileKind.EROSION, ProfileKind.DISCOUNTED}:
            raise InvalidEvidence("date_missing", field="until", found=None, expected="a day")
        if self.since is None and self.profile in {ProfileKind.SEASON, ProfileKind.FROM_DATE}:
            raise InvalidEvidence("date_missing", field="since", found=None, expected="a day")
        if self.since is not None and self.until is not None and self.since > self.until:
            raise InvalidEvidence("dates_reversed", field="until", found=self.until, expected=f"{self.since} or later")
        if self.profile is ProfileKind.EROSION and not (self.half_life_weeks is not None and self.half_life_weeks > 0):
            raise InvalidEvidence(
                "rate_missing", field="half_life_weeks", found=self.half_life_weeks, expected="over 0"
            )
        if not 0 <= self.yearly_rate <= 1:
            raise InvalidEvidence("rate_negative", field="yearly_rate", found=self.yearly_rate, expected="from 0 to 1")
        if self.expires_on is not None and self.expires_on < self.stated_on:
            expected = f"{self.stated_on} or later"
            raise InvalidEvidence("expires_before_stated", field="expires_on", found=self.expires_on, expected=expected)

    @property
    def last_valid_day(self) -> date:
        """Last day on which the evidence counts in full."""
        return self.expires_on or self.stated_on + timedelta(days=VALID_DAYS)

    def grade_on(self, today: date) -> Grade:
        """Give the grade that counts that day: one less once it has expired."""
        return Grade(max(Grade.ASSERTED, self.grade - (today > self.last_valid_day)))


def profile_on(evidence: Evidence, today: date, *, lead_time_weeks: float) -> Profile | None:
    """Give the value that is left by delay, seen from one day; None when the evidence is only an assertion.

    Parameters
    ----------
    lead_time_weeks
        85th percentile of the weeks that an item takes: what is begun today is delivered then, so every date is that
        much nearer (method.md section 2.1: `slack = (date - today)/7 - LT85`).
    """
    if not lead_time_weeks >= 0:
        raise InvalidEvidence("lead_time_negative", field="lead_time_weeks", found=lead_time_weeks, expected="over 0")
    if evidence.kind is EvidenceKind.NONE:
        return None
    if evidence.half_life_weeks is not None and evidence.profile is ProfileKind.EROSION:
        return Erosion(log(2) / evidence.half_life_weeks)
    if evidence.until is None or evidence.profile is ProfileKind.DISCOUNTED:
        return discounted(evidence.yearly_rate)
    until = _weeks(evidence.until, today) - lead_time_weeks
    since = until if evidence.since is None else _weeks(evidence.since, today) - lead_time_weeks
    match evidence.profile:
        case ProfileKind.PEAK:
            return Peak(until)
        case ProfileKind.STEADY_UNTIL:
            return Decline(min(0.0, until), until)
        case ProfileKind.SEASON | ProfileKind.FROM_DATE:
            return Decline(since, until)
        case _:
            return Decline(until, until)


def _weeks(day: date, today: date) -> float:
    return (day - today).days / 7
