"""A governance that names what does not exist is refused before any rule reads it."""

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from gouvernail.method.governance.model.duties import MatterKind
from gouvernail.method.governance.model.fault import Fault
from gouvernail.method.governance.model.people import RoleKind

if TYPE_CHECKING:
    from gouvernail.method.governance.model.governance import Governance

_HOURS_A_WEEK = 168


def validate(governance: "Governance") -> tuple[Fault, ...]:
    """List what is wrong; an empty tuple means that the rules may read it. Linear in the size of the parts."""
    return (
        *_identities(governance),
        *_references(governance),
        *_scopes(governance),
        *_decision_people(governance),
        *_days(governance),
        *_terms(governance),
        *_numbers(governance),
    )


def _identities(governance: "Governance") -> Iterator[Fault]:
    named: dict[str, Iterable[tuple[str, ...]]] = {
        "people": ((person.id,) for person in governance.people),
        "teams": ((team.id,) for team in governance.teams),
        "duties": ((duty.id,) for duty in governance.duties),
        "matters": ((matter.kind, matter.id) for matter in governance.matters),
        "decisions": ((decision.id,) for decision in governance.decisions),
        "assignments": ((cell.duty, cell.person, cell.letter) for cell in governance.assignments),
        "mandates": ((mandate.duty, mandate.person) for mandate in governance.mandates),
    }
    for part, identities in named.items():
        seen: set[tuple[str, ...]] = set()
        for identity in identities:
            written = " / ".join(identity)
            if not all(part.strip() for part in identity):
                yield Fault("empty_id", part, written, f"{part}: an id is empty. Give each one an id.")
            if identity in seen:
                yield Fault("repeated", part, written, f"{part}: {written!r} is there twice. Keep one.")
            seen.add(identity)


def _references(governance: "Governance") -> Iterator[Fault]:
    people = {person.id for person in governance.people}
    teams = {team.id for team in governance.teams}
    duties = {duty.id for duty in governance.duties}
    cells, holdings, mandates = governance.assignments, governance.holdings, governance.mandates
    yield from _unknown("assignments.person", (cell.person for cell in cells), people)
    yield from _unknown("assignments.duty", (cell.duty for cell in cells), duties)
    yield from _unknown("people.team", (person.team for person in governance.people), teams)
    yield from _unknown("holdings.person", (held.person for held in holdings), people)
    yield from _unknown("holdings.deputy", (held.deputy for held in holdings), people)
    yield from _unknown("matters.duty", (matter.duty for matter in governance.matters), duties)
    yield from _unknown("mandates.person", (mandate.person for mandate in mandates), people)
    yield from _unknown("mandates.duty", (mandate.duty for mandate in mandates), duties)
    for mandate in mandates:
        yield from _unknown("mandates.teams", mandate.teams or (), teams)


def _scopes(governance: "Governance") -> Iterator[Fault]:
    teams = {team.id for team in governance.teams}
    objects = {matter.id for matter in governance.matters if matter.kind == MatterKind.DATA_OBJECT}
    objectives = {matter.id for matter in governance.matters if matter.kind == MatterKind.OBJECTIVE}
    for held in governance.holdings:
        yield from _unknown("holdings.scope", [held.scope], objects if held.kind == RoleKind.DATA_OWNER else teams)
    yield from _unknown("duties.data_object", (duty.data_object for duty in governance.duties), objects)
    yield from _unknown("duties.objective", (duty.objective for duty in governance.duties), objectives)


def _decision_people(governance: "Governance") -> Iterator[Fault]:
    people = {person.id for person in governance.people}
    for decision in governance.decisions:
        for part in ("present", "voters", "requesters", "raters", "deciders"):
            yield from _unknown(f"decisions.{part}", getattr(decision, part), people)


def _unknown(part: str, ids: Iterable[str | None], known: set[str]) -> Iterator[Fault]:
    for wrong in sorted({one for one in ids if one is not None} - known):
        sentence = f"{part}: {wrong!r} does not exist. Add it, or correct the id."
        yield Fault("unknown_id", part, wrong, sentence)


def _days(governance: "Governance") -> Iterator[Fault]:
    days: list[tuple[str, object]] = [("on", governance.on)]
    for part, fields in (
        ("people", ("last_active_on", "joined_on")),
        ("holdings", ("starts_on", "ends_on")),
        ("decisions", ("decided_on",)),
        ("meetings", ("planned_on", "held_on")),
    ):
        days += [(f"{part}.{field}", getattr(one, field)) for one in getattr(governance, part) for field in fields]
    for where, day in days:
        # An instant is a date for Python, and cannot be compared with one.
        if day is not None and (isinstance(day, datetime) or not isinstance(day, date)):
            sentence = f"{where}: {day!r} is not a day. Give a date without a time."
            yield Fault("not_a_day", where, str(day), sentence)


def _terms(governance: "Governance") -> Iterator[Fault]:
    for held in governance.holdings:
        name = f"{held.kind} of {held.person!r}"
        if held.deputy == held.person:
            sentence = f"holdings.deputy: {held.person!r} stands in for themself. Name somebody else."
            yield Fault("own_deputy", "holdings.deputy", held.person, sentence)
        days = (held.starts_on, held.ends_on)
        if _plain(days[0]) and _plain(days[1]) and str(days[1]) < str(days[0]):
            sentence = f"holdings.ends_on: {name} ends on {held.ends_on}, before it starts on {held.starts_on}."
            yield Fault("ends_before_start", "holdings.ends_on", str(held.ends_on), sentence)


def _plain(day: object) -> bool:
    return isinstance(day, date) and not isinstance(day, datetime)


def _numbers(governance: "Governance") -> Iterator[Fault]:
    for person in governance.people:
        for field in ("declared_hours", "available_hours"):
            hours = getattr(person, field)
            if hours is not None and not (math.isfinite(hours) and 0 <= hours <= _HOURS_A_WEEK):
                part = f"people.{field}"
                sentence = (
                    f"{part}: {hours!r} for {person.id!r} is not a number of hours a week (0 to {_HOURS_A_WEEK})."
                )
                yield Fault("not_a_number", part, str(hours), sentence)
    for meeting in governance.meetings:
        if meeting.decisions < 0:
            part = "meetings.decisions"
            sentence = f"{part}: {meeting.decisions} decisions for {meeting.ritual!r}. Give 0 or more."
            yield Fault("not_a_number", part, str(meeting.decisions), sentence)
