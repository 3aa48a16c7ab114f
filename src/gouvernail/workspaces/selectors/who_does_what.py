"""Who does what, in plain words, by duty and by person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import Letter
from gouvernail.workspaces.models import Assignment, Duty, Member
from gouvernail.workspaces.selectors.duties import duties_active

ORDER = (Letter.ACCOUNTABLE, Letter.RESPONSIBLE, Letter.CONSULTED, Letter.INFORMED)
OF_A_DUTY = {
    Letter.ACCOUNTABLE: _("Answers for it"),
    Letter.RESPONSIBLE: _("Does it"),
    Letter.CONSULTED: _("Is asked before"),
    Letter.INFORMED: _("Is told after"),
}
OF_A_PERSON = {
    Letter.ACCOUNTABLE: _("Answers for"),
    Letter.RESPONSIBLE: _("Does"),
    Letter.CONSULTED: _("Is asked about"),
    Letter.INFORMED: _("Is told about"),
}
OF_ME = {
    Letter.ACCOUNTABLE: _("You answer for"),
    Letter.RESPONSIBLE: _("You do"),
    Letter.CONSULTED: _("You are asked about"),
    Letter.INFORMED: _("You are told about"),
}


@dataclass(frozen=True)
class Part:
    """Everybody, or every duty, under one letter."""

    letter: str
    words: str
    members: list[Member] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)


@dataclass(frozen=True)
class DutyCard:
    """One duty and its people. Without accountable person the first part is empty, and says so."""

    duty: Duty
    parts: list[Part]


@dataclass(frozen=True)
class PersonCard:
    """One person and their duties."""

    member: Member
    parts: list[Part]


def people_with_duties(text: str = "") -> QuerySet[Member]:
    """List the active people who have a letter in an active duty; a search is by name or by duty."""
    held = Assignment.objects.filter(member=OuterRef("pk"), duty__is_active=True)
    rows = (
        Member.objects.filter(Exists(held), is_active=True).select_related("user", "team").order_by("user__name", "pk")
    )
    for word in text.split():
        rows = rows.filter(Q(user__name__icontains=word) | Exists(held.filter(duty__label__icontains=word)))
    return rows


def duty_cards(duties: Iterable[Duty]) -> list[DutyCard]:
    """Gather the people of some duties: one query."""
    rows = list(duties)
    held = _people_of(rows)
    return [
        DutyCard(
            duty,
            [
                Part(letter, str(words), members=held.get((duty.pk, letter), []))
                for letter, words in OF_A_DUTY.items()
                if letter in {Letter.ACCOUNTABLE, Letter.RESPONSIBLE} or (duty.pk, letter) in held
            ],
        )
        for duty in rows
    ]


def person_cards(members: Iterable[Member]) -> list[PersonCard]:
    """Gather the duties of some people: one query."""
    rows = list(members)
    held = _duties_of(rows)
    return [PersonCard(one, _parts(held.get(one.pk, {}), OF_A_PERSON)) for one in rows]


def own_parts(member: Member) -> list[Part]:
    """Gather the reader's own duties."""
    return _parts(_duties_of([member]).get(member.pk, {}), OF_ME)


def _parts(held: dict[str, list[Duty]], words: Mapping[Letter, object]) -> list[Part]:
    return [Part(letter, str(words[letter]), duties=held[letter]) for letter in ORDER if letter in held]


def _people_of(duties: list[Duty]) -> dict[tuple[int, str], list[Member]]:
    rows = (
        Assignment.objects.filter(duty__in=[duty.pk for duty in duties], member__is_active=True)
        .select_related("member__user")
        .order_by("member__user__name", "member_id")
    )
    found: dict[tuple[int, str], list[Member]] = {}
    for row in rows:
        found.setdefault((row.duty_id, row.letter), []).append(row.member)
    return found


def _duties_of(members: list[Member]) -> dict[int, dict[str, list[Duty]]]:
    rows = (
        Assignment.objects.filter(member__in=[one.pk for one in members], duty__in=duties_active().order_by())
        .select_related("duty")
        .order_by("duty__position", "duty_id")
    )
    found: dict[int, dict[str, list[Duty]]] = {}
    for row in rows:
        found.setdefault(row.member_id, {}).setdefault(row.letter, []).append(row.duty)
    return found
