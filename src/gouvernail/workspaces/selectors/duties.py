"""Read duties and letters, and what differs between two versions of a duty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.web.palette import MOST, Found
from gouvernail.workspaces.bridge import Proposal, proposal
from gouvernail.workspaces.choices.words import Letter
from gouvernail.workspaces.models import Assignment, DataObject, Duty, Member
from gouvernail.workspaces.selectors.rights import today_of

Letters = Mapping[int, frozenset[str]]
"""Key of a member to the letters that they have in a duty."""


@dataclass(frozen=True)
class Difference:
    """One thing that somebody else wrote otherwise.

    Parameters
    ----------
    key
        Name of a field, or `letters-` and the key of a member.
    theirs, mine
        In words.
    value
        Mine, as a form sends it again.
    """

    key: str
    label: str
    theirs: str
    mine: str
    value: str


def duties_active() -> QuerySet[Duty]:
    """List the duties of the scope's workspace in their order."""
    return Duty.objects.filter(is_active=True).select_related("data_object")


def duties_archived() -> QuerySet[Duty]:
    """List the archived duties, by name."""
    return Duty.objects.filter(is_active=False).order_by("label", "pk")


def duties_matching(text: str) -> Q:
    """Find duties by words of their label, meaning, data object, or of who has a letter in them."""
    wanted = Q()
    for word in text.split():
        holds = Assignment.objects.filter(member__is_active=True, member__user__name__icontains=word).values("duty")
        wanted &= (
            Q(label__icontains=word)
            | Q(description__icontains=word)
            | Q(data_object__name__icontains=word)
            | Q(pk__in=holds)
        )
    return wanted


def letters_of(duty: Duty) -> dict[int, frozenset[str]]:
    """Give who has which letters in a duty, those who left included."""
    held: dict[int, set[str]] = {}
    for member, letter in Assignment.objects.filter(duty=duty).order_by().values_list("member_id", "letter"):
        held.setdefault(member, set()).add(letter)
    return {key: frozenset(letters) for key, letters in held.items()}


def letters_proposed(one: Proposal) -> dict[int, frozenset[str]]:
    """Give the letters that the template suggests for a duty."""
    held: dict[int, set[str]] = {}
    for member, letter in one.letters:
        held.setdefault(member, set()).add(letter)
    return {key: frozenset(letters) for key, letters in held.items()}


def proposal_for(actor: Member, about: DataObject) -> Proposal | None:
    """Give the duty that the template has for a data object, in the workspace's language."""
    offered = proposal(actor.workspace.language, today_of(actor))
    return next((one for one in offered if one.data_object == about.pk), None)


def in_letters(letters: frozenset[str]) -> str:
    """Write letters as a cell of the matrix does: A before R."""
    return "".join(letter for letter in "ARCI" if letter in letters)


def in_words(letters: frozenset[str]) -> str:
    """Write letters in words: `Accountable, Responsible`."""
    return ", ".join(str(Letter(letter).label) for letter in in_letters(letters)) or "–"


def differences(duty: Duty, held: Letters, fields: Mapping[str, Any], letters: Letters) -> list[Difference]:
    """List where a draft and the duty as it is now say something else."""
    found = [
        Difference(
            name,
            str(_label_of(duty, name)),
            _said(getattr(duty, name)),
            _said(value),
            str(getattr(value, "pk", value or "")),
        )
        for name, value in fields.items()
        if getattr(duty, name) != value
    ]
    other = {key: value for key, value in letters.items() if value != held.get(key, frozenset())}
    names = {one.pk: str(one) for one in Member.objects.select_related("user").filter(pk__in=other)}
    found += [
        Difference(
            f"letters-{key}", names[key], in_words(held.get(key, frozenset())), in_words(value), in_letters(value)
        )
        for key, value in sorted(other.items(), key=lambda pair: names.get(pair[0], ""))
        if key in names
    ]
    return found


def _label_of(duty: Duty, name: str) -> str:
    label = str(duty._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001  # Django's public door
    return label[:1].upper() + label[1:]


def _said(value: Any) -> str:
    match value:
        case True:
            return _("Yes")
        case False:
            return _("No")
        case None | "":
            return "–"
        case _:
            return str(value)


def palette_duties(request: HttpRequest, query: str) -> list[Found]:
    """Find duties for the palette."""
    workspace = request.workspace  # type: ignore[attr-defined]  # set below a workspace's address
    return [
        Found(label=row.label, href=reverse("workspace:duty", args=[workspace.slug, row.pk]), icon="compass")
        for row in duties_active().filter(duties_matching(query))[:MOST]
    ]
