"""Change a duty and who holds it, without ever writing over what somebody else has just written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import Letter
from gouvernail.workspaces.models import Assignment, Duty, Member
from gouvernail.workspaces.selectors.duties import Difference, Letters, differences, letters_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import Changes, changed, record

_TOGETHER = frozenset({Letter.ACCOUNTABLE.value, Letter.RESPONSIBLE.value})


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody wants a duty to be; what is absent stays as it is.

    Parameters
    ----------
    fields
        `label`, `description`, `data_object`, `may_refuse`.
    letters
        Key of a member to the letters that they should have: any of A and R, or C, or I, or none.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    letters: Letters = field(default_factory=dict)


class StaleDuty(Exception):
    """Somebody else changed the duty since it was read: both versions are given, nothing is written."""

    def __init__(self, duty: Duty, found: list[Difference]) -> None:
        self.duty, self.differences = duty, found
        super().__init__(duty.label)


@transaction.atomic
def duty_edit(*, actor: Member, duty: Duty, version: int, draft: Draft) -> Duty:
    """Change a duty that is still as it was read.

    Parameters
    ----------
    version
        `Duty.version` when the actor read it.

    Raises
    ------
    StaleDuty
        Somebody changed it since, into something else than the draft.
    Forbidden, ValidationError
        The second named by field, or by `letters`.
    """
    require(actor, Right.DUTY_EDIT)
    locked = Duty.objects.select_for_update(of=("self",)).select_related("data_object").get(pk=duty.pk)
    if not locked.is_active:
        raise ValidationError(_("This duty is archived. Restore it first."))
    held = letters_of(locked)
    if locked.version != version:
        found = differences(locked, held, draft.fields, draft.letters)
        if found:
            raise StaleDuty(locked, found)
        return locked
    changes = changed(locked, **draft.fields)
    locked.full_clean()
    moved = letters_write(locked, held, draft.letters)
    if changes or moved:
        _save(actor, locked, list(changes))
        record(workspace=actor.workspace, actor=actor, verb="duty_edit", subject=locked, changes={**changes, **moved})
    return locked


@transaction.atomic
def duty_mandate(*, actor: Member, duty: Duty, version: int, member: Member, may_refuse: bool) -> Duty:
    """Declare whether the accountable person of a duty may refuse a request of any team.

    Raises
    ------
    StaleDuty
        Somebody answered otherwise, or changed who answers for the duty, since it was read.
    Forbidden, ValidationError
        The second where the member is not accountable for this duty.
    """
    require(actor, Right.DUTY_EDIT)
    locked = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if Letter.ACCOUNTABLE.value not in letters_of(locked).get(member.pk, ()):
        raise ValidationError(_("%(name)s does not answer for this duty any more.") % {"name": member})
    is_answered = locked.may_refuse is not None and locked.mandate_of_id == member.pk
    if locked.version != version and is_answered and locked.may_refuse != may_refuse:
        raise StaleDuty(locked, differences(locked, {}, {"may_refuse": may_refuse}, {}))
    changes = changed(locked, may_refuse=may_refuse, mandate_of=member)
    if changes:
        _save(actor, locked, list(changes))
        record(workspace=actor.workspace, actor=actor, verb="duty_mandate", subject=locked, changes=changes)
    return locked


def letters_write(duty: Duty, held: Letters, wanted: Letters) -> Changes:
    """Give members their letters, and say what changed for each letter: who had it, who has it.

    Raises
    ------
    ValidationError
        Named `letters`: an impossible pair of letters, or somebody who is not here.
    """
    moving = {
        key: frozenset(letters) for key, letters in wanted.items() if frozenset(letters) != held.get(key, frozenset())
    }
    if not moving:
        return {}
    people = _people(held, moving)
    after = {key: letters for key, letters in {**held, **moving}.items() if letters}
    for key, letters in moving.items():
        gone = held.get(key, frozenset()) - letters
        Assignment.objects.filter(duty=duty, member=key, letter__in=gone).delete()
        Assignment.objects.bulk_create(
            Assignment(workspace_id=duty.workspace_id, duty=duty, member=people[key], letter=letter)
            for letter in sorted(letters - held.get(key, frozenset()))
        )
    return {
        letter: (was, now)
        for letter in Letter.values
        if (was := _holders(people, held, letter)) != (now := _holders(people, after, letter))
    }


def _people(held: Letters, moving: Letters) -> dict[int, Member]:
    """Find who is meant, and refuse what cannot be."""
    people = {one.pk: one for one in Member.objects.select_related("user").filter(pk__in={*held, *moving})}
    for key, letters in moving.items():
        one = people.get(key)
        if one is None or (not one.is_active and letters - held.get(key, frozenset())):
            raise ValidationError({"letters": _("Choose active members of this workspace.")})
        if not letters <= set(Letter.values):
            raise ValidationError({"letters": _("The letters are R, A, C and I.")})
        if len(letters) > 1 and letters != _TOGETHER:
            raise ValidationError(
                {"letters": _("%(name)s: the same person may be A and R, but C or I stands alone.") % {"name": one}}
            )
    return people


def _holders(people: dict[int, Member], held: Letters, letter: str) -> list[Member]:
    return [people[key] for key in sorted(held) if letter in held[key] and key in people]


def _save(actor: Member, duty: Duty, fields: list[str]) -> None:
    duty.version += 1
    duty.edited_at, duty.edited_by = timezone.now(), actor
    duty.save(update_fields=[*fields, "version", "edited_at", "edited_by"])
