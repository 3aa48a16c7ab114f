"""Read the register: newest first, by words, verdict, person, period; one decision with all that was known."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from gouvernail.decisions.choices.decisions import FACTS, PROPOSALS, Stance, Verdict
from gouvernail.decisions.models import Decision
from gouvernail.decisions.selectors.full_text import decisions_with
from gouvernail.exchange.chain import START, Link, canonical, parsed
from gouvernail.workspaces.choices.findings import SEATS
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member

PAGE = 30
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_FIGURE = re.compile(r"-?\d{1,9}\.\d{1,6}\Z")
DUE, OVERRIDES, REVERSED, STANDING, NO_QUORUM = "due", "overrides", "reversed", "standing", "no_quorum"


@dataclass(frozen=True, kw_only=True)
class RegisterWanted:
    """What the reader looks for; nothing means everything.

    Parameters
    ----------
    who
        A part of the name of who signed, was there, or said something.
    only
        `DUE`, `OVERRIDES`, `REVERSED`, `STANDING` or `NO_QUORUM`.
    """

    text: str = ""
    verdict: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None
    subject_type: str = ""
    subject_id: str = ""
    only: str = ""


@dataclass(frozen=True, kw_only=True)
class SaidBy:
    """What somebody said of a decision, with the name that they have today."""

    name: str
    member: Member | None
    stance: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Details:
    """What only the sealed record knows of a decision.

    Parameters
    ----------
    is_readable
        Whether the record can be read: if not, the rest is empty, and `gouvernail verify` says where.
    """

    is_readable: bool
    roles: tuple[str, ...] = ()
    facts: tuple[tuple[str, Any], ...] = ()
    said: tuple[SaidBy, ...] = ()
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    voters_present: int = 0
    voters_needed: int = 0


def register_wanted(wanted: RegisterWanted, today: date) -> QuerySet[Decision]:
    """Find decisions, the last one first, with what a line shows of them."""
    rows = Decision.objects.select_related("signed_by__user", "reverses", "meeting__ritual")
    if wanted.text.strip():
        rows = rows.filter(decisions_with(wanted.text))
    if wanted.verdict in Verdict.values:
        rows = rows.filter(verdict=wanted.verdict)
    if wanted.who.strip():
        rows = rows.filter(_with(wanted.who))
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.subject_type:
        rows = rows.filter(subject_type=wanted.subject_type)
    if wanted.subject_id:
        rows = rows.filter(subject_id=wanted.subject_id)
    return _only(rows, wanted.only, today).order_by("-number")


def decisions_on(subject_type: str, subject_id: str) -> list[Decision]:
    """List what was decided on a subject, the last one first."""
    rows = Decision.objects.select_related("signed_by__user", "reverses")
    return list(rows.filter(subject_type=subject_type, subject_id=subject_id).order_by("-number"))


def standing(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """Keep those that hold: the last word on their subject, and what an adjournment after it left as it was.

    What is adjourned decides nothing, unless it goes back on the very decision that held.
    """
    later = _later()
    decided = later.filter(~Q(verdict=Verdict.ADJOURN) | Q(reverses=OuterRef("pk")))
    return rows.filter(~Exists(decided)).exclude(Q(Exists(later), verdict=Verdict.ADJOURN))


def _later() -> QuerySet[Decision]:
    return Decision.objects.filter(
        subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"), number__gt=OuterRef("number")
    )


def due_for_review(today: date) -> QuerySet[Decision]:
    """List what holds and whose review date has come, the oldest date first.

    An adjournment with a day of its own puts off the day that was promised before.
    """
    put_off = _later().filter(review_on__isnull=False)
    rows = standing(Decision.objects.filter(~Exists(put_off), review_on__lte=today))
    return rows.select_related("signed_by__user").order_by("review_on", "number")


def reversed_now() -> dict[int, int]:
    """Give the decisions that were gone back on, with the one that stands against each: one query.

    A reversal that was itself gone back on counts no more.
    """
    pairs = Decision.objects.filter(reverses__isnull=False).order_by("-number").values_list("pk", "reverses")
    against: dict[int, int] = {}
    for key, target in pairs:  # the last first: what was decided after a reversal is known before it
        if key not in against and target is not None:
            against[target] = key
    return against


def details_of(decision: Decision, people: Mapping[str, Member]) -> Details:
    """Read what only the record knows, with the names that people have today (`people_in`)."""
    try:
        told = parsed(decision.record)
        return _details(told, people)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Details(is_readable=False)


def people_in(decisions: Iterable[Decision]) -> dict[str, Member]:
    """Find everybody whom the records of some decisions name: one query."""
    keys = {int(key) for one in decisions for key in re.findall(r'"@member:(\d{1,18})"', one.record)}
    return {f"@member:{one.pk}": one for one in Member.objects.select_related("user").filter(pk__in=keys)}


def links_of(rows: QuerySet[Decision]) -> Iterator[Link]:
    """Give the chain as it is kept."""
    kept = rows.order_by("number").values_list("record", "previous", "seal")
    for record, previous, seal in kept.iterator(chunk_size=1000):
        yield Link(record=record, previous=previous, seal=seal)


def head_now() -> tuple[int, str]:
    """Give how many decisions there are, and the seal of the last one: what minutes print."""
    last = Decision.objects.order_by("-number").values_list("number", "seal").first()
    return last or (0, START)


def told_of(decision: Decision) -> str:
    """Write again, from the columns, the part of the record that they repeat: a column edited alone is found."""
    return canonical(
        {
            "workspace": decision.workspace_id,
            "number": decision.number,
            "at": decision.at,
            "signed_by": f"@member:{decision.signed_by_id}",
            "signed_as": decision.signed_as,
            "verdict": decision.verdict,
            "subject": {
                "type": decision.subject_type,
                "id": decision.subject_id,
                "label": decision.subject_label,
            },
            "sentence": decision.sentence,
            "reason": decision.reason,
            "review_on": decision.review_on,
            "meeting": decision.meeting_id,
            "reverses": decision.reverses.number if decision.reverses else None,
            "override": decision.is_override,
            "quorum": decision.has_quorum,
        }
    )


def sealed_of(record: str) -> str:
    """Give the same part of a sealed record, to compare with `told_of`; nothing where it cannot be read."""
    try:
        told = parsed(record)
        kept = {name: told[name] for name in _REPEATED}
        return canonical(kept | {"quorum": told["quorum"]["reached"]})
    except (ValueError, KeyError, TypeError):
        return ""


_REPEATED = (
    "workspace",
    "number",
    "at",
    "signed_by",
    "signed_as",
    "verdict",
    "subject",
    "sentence",
    "reason",
    "review_on",
    "meeting",
    "reverses",
    "override",
)


def _only(rows: QuerySet[Decision], only: str, today: date) -> QuerySet[Decision]:
    match only:
        case "due":
            return rows.filter(pk__in=due_for_review(today).order_by().values("pk"))
        case "overrides":
            return rows.filter(is_override=True)
        case "reversed":
            return rows.filter(pk__in=list(reversed_now()))
        case "standing":
            return standing(rows)
        case "no_quorum":
            return rows.filter(has_quorum=False)
        case _:
            return rows


def _with(name: str) -> Q:
    """Tell the decisions that somebody of a name signed, was at, or said something of."""
    members = Member.objects.all()
    for word in name.split():
        members = members.filter(user__name__icontains=word)
    found = list(members.values_list("pk", flat=True)[:100])
    about = Q(signed_by__in=found)
    for key in found:
        about |= Q(record__contains=f'"@member:{key}"', record__regex=_NAMED.format(key=key))
    return about


_NAMED = r'("who":"@member:{key}"|"present":\[[^]]*"@member:{key}")'  # those entitled to vote were perhaps not there


def _details(told: Mapping[str, Any], people: Mapping[str, Member]) -> Details:
    quorum = told["quorum"]
    return Details(
        is_readable=True,
        roles=tuple(str(RoleKind(kind).label) if kind in RoleKind.values else kind for kind in told["roles"]),
        facts=tuple((str(FACTS.get(name, name)), _shown(value)) for name, value in _in_order(told["facts"])),
        said=tuple(
            SaidBy(
                name=_name(one["who"], people),
                member=people.get(one["who"]),
                stance=str(Stance(one["stance"]).label) if one["stance"] in Stance.values else one["stance"],
                words=one["words"],
            )
            for one in told["said"]
        ),
        present=tuple(_name(one, people) for one in quorum["present"]),
        missing=tuple(str(SEATS.get(seat, seat)) for seat in quorum["missing"]),
        voters_present=quorum["voters_present"],
        voters_needed=quorum["voters_needed"],
    )


def _in_order(facts: Mapping[str, Any]) -> list[tuple[str, Any]]:
    known = list(FACTS)
    return sorted(facts.items(), key=lambda pair: (known.index(pair[0]) if pair[0] in known else len(known), pair[0]))


def _shown(value: Any) -> Any:
    """Say a fact as pages say it: the words of a proposal, a day, a figure with its comma."""
    if not isinstance(value, str):
        return value
    if value in PROPOSALS:
        return str(PROPOSALS[value])
    try:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT") if _DAY.match(value) else _figure(value)
    except ValueError:  # the 31st of February
        return value


def _figure(value: str) -> str:
    return number_format(Decimal(value)) if _FIGURE.match(value) else value


def _name(reference: str, people: Mapping[str, Member]) -> str:
    return str(people[reference]) if reference in people else _("somebody who left")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
