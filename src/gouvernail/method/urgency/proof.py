"""What the evidences of an item prove together, on a given day."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from math import floor, inf
from typing import Final

from gouvernail.method.thresholds import number
from gouvernail.method.urgency.evidence import OPPORTUNITIES, Evidence, EvidenceKind, Grade, profile_on
from gouvernail.method.urgency.profiles import MOST, urgency_level

STRONG: Final = Grade.DOCUMENTED.weight
APART: Final = number("urgency.contradiction")


class Timing(StrEnum):
    """Where a day stands against an evidence."""

    AHEAD = "ahead"
    LATE = "late"  # begun today, it is not delivered in time with 85 chances in 100
    OVER = "over"  # the opportunity is past: nothing left to hurry for
    UNDATED = "undated"  # an assertion, or a benefit that waits as long as one likes


@dataclass(frozen=True, slots=True)
class Reading:
    """One evidence on one day.

    Attributes
    ----------
    half_delay
        Weeks until half of the value is gone, from the earliest delivery; infinite when it never goes.
    level
        Urgency 0 to 5 that it would prove alone.
    grade, expired
        The grade that counts that day, and whether that is one less than stated.
    """

    half_delay: float
    level: float
    grade: Grade
    expired: bool
    timing: Timing

    @property
    def weight(self) -> float:
        """What it weighs against the claim: 0, 0.33, 0.67 or 1."""
        return self.grade.weight


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proved of an item's urgency.

    Attributes
    ----------
    level, weight, half_delay
        Those of the evidence that counts; no level and weight 0 without one.
    chosen
        Which evidence counts, by its place.
    readings
        Every evidence, in the order given.
    contradictions
        Pairs of evidences of one kind about one thing that cannot both hold: shown, for people to settle.
    """

    level: float | None
    weight: float
    half_delay: float
    chosen: int | None
    readings: tuple[Reading, ...]
    contradictions: tuple[tuple[int, int], ...]

    @property
    def is_late(self) -> bool:
        """Whether the evidence that counts is already late at P85."""
        return self.chosen is not None and self.readings[self.chosen].timing is Timing.LATE


def reading(evidence: Evidence, today: date, *, lead_time_weeks: float) -> Reading:
    """Read one evidence on one day; as its date comes nearer its level rises by itself.

    Parameters
    ----------
    lead_time_weeks
        As for `profile_on`.
    """
    counts = evidence.grade_on(today)
    expired = counts < evidence.grade
    profile = profile_on(evidence, today, lead_time_weeks=lead_time_weeks)
    if profile is None:
        return Reading(inf, 0.0, Grade.ASSERTED, expired, Timing.UNDATED)
    if evidence.kind in OPPORTUNITIES and evidence.until is not None and evidence.until < today:
        return Reading(inf, 0.0, counts, expired, Timing.OVER)
    half_delay = profile.half_delay
    if half_delay == 0:
        return Reading(0.0, MOST, counts, expired, Timing.LATE)
    timing = Timing.UNDATED if evidence.until is None else Timing.AHEAD
    return Reading(half_delay, float(urgency_level(half_delay)), counts, expired, timing)


def rises_on(evidence: Evidence, today: date, *, lead_time_weeks: float) -> date | None:
    """Give the first day on which the level of an evidence reaches the next whole number, if nothing else changes.

    None when it never does: level 5 already, no date, or an opportunity that passes before.
    """
    next_level = floor(reading(evidence, today, lead_time_weeks=lead_time_weeks).level) + 1.0
    last = evidence.until
    if last is None or last <= today or reading(evidence, last, lead_time_weeks=lead_time_weeks).level < next_level:
        return None
    days = range(1, (last - today).days + 1)

    def level_after(day: int) -> float:
        return reading(evidence, today + timedelta(days=day), lead_time_weeks=lead_time_weeks).level

    # The level only rises until the last day.
    return today + timedelta(days=days[bisect_left(days, next_level, key=level_after)])


def proof(evidences: Sequence[Evidence], today: date, *, lead_time_weeks: float) -> Proof:
    """Bring the evidences of an item together (method.md section 2.2).

    The smallest half-value delay among those that are documented or verified counts; without any, the smallest
    `delay / weight` of the others [choice], so that a name counts before an assertion. Contradictions change nothing
    to that: they are reported.
    """
    readings = tuple(reading(one, today, lead_time_weeks=lead_time_weeks) for one in evidences)
    counting = [
        place
        for place, one in enumerate(readings)
        if one.timing is not Timing.OVER and evidences[place].kind is not EvidenceKind.NONE
    ]
    opposed = _contradictions(evidences, readings)
    if not counting:
        return Proof(None, 0.0, inf, None, readings, opposed)
    chosen = min(counting, key=lambda place: _precedence(readings[place]))
    best = readings[chosen]
    return Proof(best.level, best.weight, best.half_delay, chosen, readings, opposed)


def _precedence(one: Reading) -> tuple[bool, float, float]:
    strong = one.weight >= STRONG
    if strong:
        return False, one.half_delay, -one.weight
    return True, one.half_delay / one.weight if one.weight else inf, one.half_delay


def _contradictions(evidences: Sequence[Evidence], readings: Sequence[Reading]) -> tuple[tuple[int, int], ...]:
    strong = [place for place, one in enumerate(readings) if one.weight >= STRONG]
    return tuple(
        (one, other)
        for one, other in combinations(strong, 2)
        if (evidences[one].kind, evidences[one].about) == (evidences[other].kind, evidences[other].about)
        and _apart(readings[one], readings[other])
    )


def _apart(one: Reading, other: Reading) -> bool:
    if Timing.OVER in {one.timing, other.timing}:
        return one.timing is not other.timing
    return abs(one.level - other.level) >= APART
