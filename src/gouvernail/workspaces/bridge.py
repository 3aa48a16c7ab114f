"""Rows of a workspace as `method.governance` reads them, and what it says as rows can show it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import import_string

from gouvernail import __version__
from gouvernail.method.governance import (
    RULES,
    Assignment,
    Duty,
    DutyTemplate,
    Finding,
    Fix,
    Governance,
    Holding,
    Letter,
    Level,
    Mandate,
    Matter,
    MatterKind,
    Person,
    RoleKind,
    Subject,
    Team,
    crm_template,
    default_text,
    lint,
    load,
    propose,
)
from gouvernail.workspaces import models
from gouvernail.workspaces.choices.words import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from gouvernail.method.governance import Decision, Meeting
    from gouvernail.method.governance.finding import Code

__all__ = [
    "RULES",
    "Finding",
    "Fix",
    "Level",
    "Proposal",
    "Subject",
    "finding_of",
    "findings_on",
    "governance_on",
    "point_of",
    "proposal",
    "rules_stamp",
]

# [choice] By these roles nobody answers for a duty: a deputy in one of them is no deputy for what the person decides.
_LEVELS = tuple(Level)
_NOTHING_MORE: dict[str, Any] = {}
_BESIDE = load().exempt_roles - load().required_roles


@dataclass(frozen=True)
class Proposal:
    """One duty of the template, for this workspace.

    Parameters
    ----------
    letters
        Pairs of a member's key and a letter.
    """

    code: str
    label: str
    description: str
    data_object: int | None
    letters: tuple[tuple[int, str], ...]


def findings_on(day: date, zone: ZoneInfo) -> tuple[Finding, ...]:
    """Check the duties of the scope's workspace: eleven queries at most, whatever its size."""
    return lint(governance_on(day, zone), settings=load())


@cache
def rules_stamp() -> str:
    """Name the rules that judge: those of this version of the product, with these thresholds."""
    return f"{__version__} {sha256(default_text().encode()).hexdigest()[:16]}"


def point_of(finding: Finding) -> models.Point:
    """Give the row of a finding, its workspace left out."""
    rule = finding.rule[1:]
    rank = _LEVELS.index(finding.level) * 100 + (int(rule) if rule.isdecimal() else 99)  # the cadence comes last
    return models.Point(
        digest=sha256(finding.key.encode()).hexdigest(),
        rank=rank,
        rule=finding.rule,
        code=finding.code,
        variant=finding.variant,
        level=finding.level.value,
        fix=finding.fix.value,
        subjects=[[one.kind, one.id] for one in finding.subjects],
        values=dict(finding.values),
        person=_first(finding, "person"),
        duty=_first(finding, "duty"),
    )


def finding_of(point: models.Point) -> Finding:
    """Give back the finding of a row."""
    return Finding(
        rule=point.rule,
        code=cast("Code", point.code),
        variant=point.variant,
        level=Level(point.level),
        subjects=tuple(Subject(kind, key) for kind, key in point.subjects),
        fix=Fix(point.fix),
        values=point.values,
    )


def governance_on(day: date, zone: ZoneInfo) -> Governance:
    """Read the duties of the scope's workspace as they stand.

    Ids are the keys of the rows, written as text. Archived duties, teams and data objects are left out, and so is what
    hangs on them alone. So is a person who is not among the people that were read first: they joined meanwhile.

    Parameters
    ----------
    zone
        The workspace's time zone: an instant becomes a day there.
    """
    people = _people(zone)
    teams = tuple(Team(str(key), side == Side.BUSINESS) for key, side in _active_teams())
    objects = _active_objects()
    known_teams, known_objects = {team.id for team in teams}, set(objects)
    duties, mandates = _duties(known_objects)
    known_duties, known_people = {duty.id for duty in duties}, {person.id for person in people}
    meetings: Callable[[ZoneInfo], tuple[Meeting, ...]] = import_string(settings.MEETINGS_JUDGED)
    decisions: Callable[[date, ZoneInfo], tuple[Decision, ...]] = import_string(settings.DECISIONS_JUDGED)
    return Governance(
        on=day,
        people=tuple(one if one.team is None or one.team in known_teams else replace(one, team=None) for one in people),
        teams=teams,
        holdings=tuple(
            one
            for one in _holdings(known_teams, known_objects)
            if one.person in known_people and (one.deputy is None or one.deputy in known_people)
        ),
        duties=duties,
        assignments=tuple(
            Assignment(str(duty), str(member), Letter(letter))
            for duty, member, letter in models.Assignment.objects.order_by().values_list(
                "duty_id", "member_id", "letter"
            )
            if str(duty) in known_duties and str(member) in known_people
        ),
        matters=tuple(Matter(MatterKind.DATA_OBJECT, key) for key in objects),
        mandates=tuple(one for one in mandates if one.person in known_people),
        decisions=tuple(_among(one, known_people) for one in decisions(day, zone)),
        meetings=meetings(zone),
    )


def proposal(language: str, day: date) -> list[Proposal]:
    """Give the duties to start from, in a language, with the letters that the roles of the day suggest.

    Where no data object is known yet, the duty of each data object is proposed once, for all of them.
    """
    names = dict(models.DataObject.objects.filter(is_active=True).values_list("pk", "name"))
    objects = [str(key) for key in names]
    template = {one.id: one if objects else replace(one, per="workspace") for one in crm_template()}
    active = {str(key) for key in models.Member.objects.filter(is_active=True).order_by().values_list("pk", flat=True)}
    held = [one for one in _holdings(None, set(objects)) if one.person in active and one.runs_on(day)]
    duties, cells = propose(template.values(), holdings=held, data_objects=objects)
    letters: dict[str, list[tuple[int, str]]] = {}
    for cell in cells:
        letters.setdefault(cell.duty, []).append((int(cell.person), cell.letter.value))
    return [_proposal(duty, template, names, language, letters.get(duty.id, [])) for duty in duties]


def _proposal(
    duty: Duty, template: dict[str, DutyTemplate], names: dict[int, str], language: str, letters: list[tuple[int, str]]
) -> Proposal:
    one = template[duty.id.partition(":")[0]]
    about = int(duty.data_object) if duty.data_object else None
    label = one.label[language] if about is None else f"{one.label[language]} – {names[about]}"
    return Proposal(one.id, label, one.description[language], about, tuple(letters))


def _people(zone: ZoneInfo) -> tuple[Person, ...]:
    """Read everybody in a few words, and the rest of those of whom a rule asks more: who answers, who gave hours."""
    answers = models.Assignment.objects.filter(member=OuterRef("pk"), letter=Letter.ACCOUNTABLE.value)
    asked = models.Member.objects.filter(Q(declared_hours__isnull=False) | Exists(answers)).order_by()
    more = {
        key: {
            "last_active_on": _day(seen_at, zone),
            "joined_on": _day(joined_at, zone),
            "declared_hours": None if declared is None else float(declared),
            "available_hours": None if available is None else float(available),
        }
        for key, seen_at, joined_at, declared, available in asked.values_list(
            "pk", "seen_at", "joined_at", "declared_hours", "available_hours"
        )
    }
    rows = models.Member.objects.order_by().values_list("pk", "is_active", "team_id")
    return tuple(
        Person(str(key), active=is_active, team=_key(team), **more.get(key, _NOTHING_MORE))
        for key, is_active, team in rows
    )


def _active_teams() -> list[tuple[int, str]]:
    return list(models.Team.objects.filter(is_active=True).order_by().values_list("pk", "side"))


def _active_objects() -> list[str]:
    return [str(key) for key in models.DataObject.objects.filter(is_active=True).values_list("pk", flat=True)]


def _duties(objects: set[str]) -> tuple[tuple[Duty, ...], tuple[Mandate, ...]]:
    template = {one.id: one for one in crm_template()}
    rows = models.Duty.objects.filter(is_active=True).values_list(
        "pk", "label", "code", "data_object_id", "may_refuse", "mandate_of_id"
    )
    duties, mandates = [], []
    for key, label, code, about, may_refuse, mandate_of in rows:
        model = template.get(code)
        duties.append(
            Duty(
                str(key),
                label,
                data_object=str(about) if str(about) in objects else None,
                role=model.accountable if model else None,
                arbitrates=bool(model and model.arbitrates),
            )
        )
        if may_refuse is not None and mandate_of is not None:
            # “No” is an answer too: a mandate over no team.
            mandates.append(Mandate(str(mandate_of), str(key), None if may_refuse else frozenset()))
    return tuple(duties), tuple(mandates)


def _holdings(teams: set[str] | None, objects: set[str]) -> tuple[Holding, ...]:
    """Give the roles by which people answer; none over an archived team or data object (teams None = every team)."""
    rows = (
        models.Role.objects.exclude(kind__in=[kind.value for kind in _BESIDE])
        .order_by()
        .values_list("kind", "member_id", "team_id", "data_object_id", "starts_on", "ends_on", "deputy_id")
    )
    known_objects = {None, *objects}
    known_teams = None if teams is None else {None, *teams}
    found = []
    for kind, member, team, about, starts_on, ends_on, deputy in rows:
        is_owner = kind == RoleKind.DATA_OWNER
        scope, known = (about, known_objects) if is_owner else (team, known_teams)
        if known is not None and _key(scope) not in known:
            continue
        found.append(
            Holding(
                RoleKind(kind),
                str(member),
                scope=_key(scope),
                starts_on=starts_on,
                ends_on=ends_on,
                deputy=_key(deputy),
            )
        )
    return tuple(found)


def _among(one: "Decision", known: set[str]) -> "Decision":
    """Leave out of a decision whoever was not among the people that were read first."""
    return replace(
        one,
        present=one.present & known,
        voters=one.voters & known,
        requesters=one.requesters & known,
        raters=one.raters & known,
        deciders=one.deciders & known,
    )


def _first(finding: Finding, kind: str) -> int | None:
    return next((int(one.id) for one in finding.subjects if one.kind == kind), None)


def _key(key: int | None) -> str | None:
    return None if key is None else str(key)


def _day(instant: datetime | None, zone: ZoneInfo) -> date | None:
    return None if instant is None else instant.astimezone(zone).date()
