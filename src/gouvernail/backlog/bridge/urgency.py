"""Evidence of urgency as the method reads it, and what counts of an item's urgency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isinf
from typing import TYPE_CHECKING, Final

from gouvernail.backlog.bridge.ranking.inputs import Urgent
from gouvernail.backlog.choices.urgency import EvidenceKind, Grade
from gouvernail.backlog.models import Evidence

if TYPE_CHECKING:
    from gouvernail.method import urgency as method

NOT_SHOWN: Final = "urgency_not_shown"
LATE: Final = "late"
CONTRADICTED: Final = "contradicted"
EXPIRED: Final = "evidence_expired"
MANDATORY: Final = "mandatory"
_STRONG: Final = Grade.DOCUMENTED


@dataclass(frozen=True, kw_only=True)
class ReadEvidence:
    """One evidence on one day.

    Attributes
    ----------
    half_delay
        Weeks until half of the value is gone; None where it never goes.
    timing
        `ahead`, `late`, `over` or `undated`.
    rises_on
        The first day on which its level reaches the next whole number by itself.
    """

    key: int
    level: float
    half_delay: float | None
    grade: Grade
    is_expired: bool
    timing: str
    counts: bool
    rises_on: date | None


@dataclass(frozen=True, kw_only=True)
class Proved:
    """What the evidences of an item prove together on one day.

    Attributes
    ----------
    level, weight
        Those of the evidence that counts; no level and weight 0 without one.
    contradictions
        Pairs of keys of evidences that cannot both hold.
    """

    level: float | None
    weight: float
    readings: tuple[ReadEvidence, ...]
    contradictions: tuple[tuple[int, int], ...]
    is_late: bool
    is_mandatory: bool

    @property
    def is_documented(self) -> bool:
        """Tell whether the evidence that counts has a document or a verification behind it."""
        return any(one.counts and one.grade >= _STRONG for one in self.readings)

    @property
    def flags(self) -> tuple[str, ...]:
        """Say what a rank says beside it."""
        said = {
            LATE: self.is_late,
            CONTRADICTED: bool(self.contradictions),
            EXPIRED: any(one.is_expired for one in self.readings),
            MANDATORY: self.is_mandatory,
        }
        return tuple(name for name, holds in said.items() if holds)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """An urgency that is claimed for an item, and by which team; 0 is no team."""

    item: int
    level: float
    team: int = 0


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A claim that was checked since: what the team said, and what was proved."""

    item: int
    team: int
    claimed: float
    proved: float


@dataclass(frozen=True, kw_only=True)
class TeamShift:
    """What a team usually adds to an urgency, in levels, and on how many verified claims that rests."""

    team: int
    shift: float
    variance: float
    count: int


def proved_by(evidences: Sequence[Evidence], today: date, *, lead_weeks: float) -> Proved:
    """Read the evidences of one item on one day."""
    from gouvernail.method import urgency as method

    evidences, given = _readable(evidences)
    found = method.proof(given, today, lead_time_weeks=lead_weeks)
    readings = tuple(
        ReadEvidence(
            key=row.pk,
            level=one.level,
            half_delay=None if isinf(one.half_delay) else one.half_delay,
            grade=Grade(int(one.grade)),
            is_expired=one.expired,
            timing=str(one.timing.value),
            counts=place == found.chosen,
            rises_on=method.rises_on(stated, today, lead_time_weeks=lead_weeks),
        )
        for place, (row, stated, one) in enumerate(zip(evidences, given, found.readings, strict=True))
    )
    return Proved(
        level=found.level,
        weight=found.weight,
        readings=readings,
        contradictions=tuple((evidences[one].pk, evidences[other].pk) for one, other in found.contradictions),
        is_late=found.is_late,
        is_mandatory=any(
            stated.kind in method.MANDATORY and one.grade >= _STRONG
            for stated, one in zip(given, readings, strict=True)
        ),
    )


def _readable(rows: Sequence[Evidence]) -> "tuple[list[Evidence], list[method.Evidence]]":
    """Leave out what the method cannot read: written around the services, it must not take a whole page away."""
    from gouvernail.method.urgency import InvalidEvidence

    kept, given = [], []
    for row in rows:
        try:
            given.append(as_method(row))
        except InvalidEvidence:
            continue
        kept.append(row)
    return kept, given


def as_method(row: Evidence) -> "method.Evidence":
    """Give an evidence the profile of its kind (method.md section 2.1).

    [choice] Law, contract, security and end of support are fixed dates; a season lies between two days; a window is a
    short life whose peak suffers too; a loss goes on until its end, else halves as stated, else for ever. A loss raises
    the value of an item, not its urgency: only the delay counts here.

    Raises
    ------
    gouvernail.method.urgency.InvalidEvidence
        Where a date or a rate that the profile needs is missing.
    """
    from gouvernail.method import urgency as method

    kind = EvidenceKind(row.kind)
    profiles = {
        EvidenceKind.SEASON: method.ProfileKind.SEASON,
        EvidenceKind.WINDOW: method.ProfileKind.EROSION if _only_halves(row) else method.ProfileKind.PEAK,
        EvidenceKind.LOSS: _loss_profile(row),
    }
    kinds = {EvidenceKind.LOSS: method.EvidenceKind.LOSS_PER_WEEK}
    return method.Evidence(
        kind=kinds.get(kind) or method.EvidenceKind(kind.value),
        profile=profiles.get(kind, method.ProfileKind.FIXED_DATE),
        grade=method.Grade(row.grade),
        stated_on=min(row.at.date(), row.expires_on),
        until=row.ends_on,
        since=row.starts_on if kind is EvidenceKind.SEASON else None,
        half_life_weeks=float(row.half_life) if row.half_life else None,
        expires_on=row.expires_on,
    )


def counted_on(
    proofs: dict[int, Proved], claims: Sequence[tuple[int, Claim | None]], *, shifts: Sequence[TeamShift], caps: bool
) -> list[Urgent]:
    """Give the urgency that counts of each item: what is proved, and what is left of what is claimed.

    Parameters
    ----------
    claims
        Key of each item, in order, with its strongest claim if any.
    """
    import numpy as np

    from gouvernail.method import urgency as method
    from gouvernail.method.scoring import from_cumulated

    if not claims:
        return []
    known = {one.team: one for one in shifts}
    levels = np.array([_level(proofs.get(key)) for key, _claim in claims], np.float64)
    weights = np.array([proofs[key].weight if key in proofs else 0.0 for key, _claim in claims], np.float64)
    said = np.array([np.nan if one is None else one.level for _key, one in claims], np.float64)
    team = [known.get(one.team) if one else None for _key, one in claims]
    found = method.counted(
        levels,
        weights,
        said,
        shifts=np.array([one.shift if one else 0.0 for one in team]),
        variances=np.array([method.NOISE + (one.variance if one else 0.0) for one in team]),
        cap_unproved=caps,
    )
    codes = from_cumulated(found.cumulated).table
    return [
        Urgent(
            item=key,
            codes=tuple(int(code) for code in row),
            mean=round(float(mean), 4),
            claimed=claim.level if claim else None,
            flags=(*((NOT_SHOWN,) if unshown else ()), *(proofs[key].flags if key in proofs else ())),
        )
        for (key, claim), row, mean, unshown in zip(claims, codes, found.mean, found.is_unshown, strict=True)
    ]


def shifts_from(verified: Sequence[Verified]) -> tuple[list[TeamShift], bool]:
    """Learn what each team usually adds, and say whether enough claims were verified to count it (three)."""
    from gouvernail.method.urgency import calibration

    teams = sorted({one.team for one in verified})
    place = {team: at for at, team in enumerate(teams)}
    found = calibration(
        [one.claimed - one.proved for one in verified], [place[one.team] for one in verified], team_count=len(teams)
    )
    rows = zip(teams, found.shifts, found.variances, found.counts, strict=True)
    return [
        TeamShift(team=team, shift=float(shift), variance=float(variance), count=int(count))
        for team, shift, variance, count in rows
    ], found.is_available


def _only_halves(row: Evidence) -> bool:
    return row.ends_on is None and bool(row.half_life)


def _loss_profile(row: Evidence) -> "method.ProfileKind":
    from gouvernail.method.urgency import ProfileKind

    if row.ends_on is not None:
        return ProfileKind.STEADY_UNTIL
    return ProfileKind.EROSION if row.half_life else ProfileKind.DISCOUNTED


def _level(found: Proved | None) -> float:
    return float("nan") if found is None or found.level is None else found.level
