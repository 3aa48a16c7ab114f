"""What became of a meeting: held with attendance, skipped with a reason, moved; each can be taken back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.decisions.choices.words import MeetingState, Presence
from gouvernail.decisions.models import Attendance, Meeting
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def meeting_hold(*, actor: Member, meeting: Meeting, held_on: date, presences: Mapping[Member, str]) -> Meeting:
    """Note that a meeting was held and who was there; noting again corrects.

    Raises
    ------
    Forbidden, ValidationError
        The day is to come, or somebody is not a member here.
    """
    locked = _open(actor, meeting)
    if held_on > today_of(actor):
        raise ValidationError({"held_on": _("This day is still to come. Note the meeting once it is held.")})
    if any(member.workspace_id != locked.workspace_id for member in presences):
        raise ValidationError({"presences": _("Somebody in the list is not a member of this workspace.")})
    before = {seen.member: seen.presence for seen in locked.attendances.select_related("member__user")}
    changes = _set(locked, state=MeetingState.HELD, held_on=held_on, reason="")
    locked.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(workspace=locked.workspace, meeting=locked, member=member, presence=Presence(presence))
        for member, presence in presences.items()
    )
    if before != dict(presences):
        there = [member for member, presence in presences.items() if presence == Presence.PRESENT]
        changes["present"] = ([who for who, presence in before.items() if presence == Presence.PRESENT], there)
    if changes:
        _tell(actor, "meeting_hold", locked, changes)
    return locked


@transaction.atomic
def meeting_skip(*, actor: Member, meeting: Meeting, reason: str) -> Meeting:
    """Note that a meeting will not be, or was not, held.

    Raises
    ------
    Forbidden, ValidationError
        The reason is missing.
    """
    locked = _open(actor, meeting)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: those who were expected will read it.")})
    changes = _set(locked, state=MeetingState.SKIPPED, held_on=None, reason=reason.strip())
    locked.attendances.all().delete()
    if changes:
        _tell(actor, "meeting_skip", locked, changes, reason.strip())
    return locked


@transaction.atomic
def meeting_move(*, actor: Member, meeting: Meeting, starts_at: datetime, reason: str = "") -> Meeting:
    """Put a planned meeting at another time; the rhythm still measures from the date it was planned for.

    Raises
    ------
    Forbidden, ValidationError
        The meeting is over, or the new time is past.
    """
    locked = _open(actor, meeting)
    if locked.state != MeetingState.PLANNED:
        raise ValidationError({"starts_at": _("Only a planned meeting can be moved. Take back what was noted first.")})
    if starts_at < timezone.now():
        raise ValidationError({"starts_at": _("This time is past. Choose one to come.")})
    changes = _set(locked, starts_at=starts_at)
    if changes:
        _tell(actor, "meeting_move", locked, changes, reason)
    return locked


@transaction.atomic
def meeting_reopen(*, actor: Member, meeting: Meeting) -> Meeting:
    """Take back the last word on a meeting: what was noted, or else its move; it is planned as the rhythm had it."""
    locked = _open(actor, meeting)
    was_moved = locked.state == MeetingState.PLANNED
    starts_at = locked.planned_at if was_moved else locked.starts_at
    changes = _set(locked, state=MeetingState.PLANNED, held_on=None, reason="", starts_at=starts_at)
    locked.attendances.all().delete()
    if changes:
        _tell(actor, "meeting_reopen", locked, changes)
    return locked


def _open(actor: Member, meeting: Meeting) -> Meeting:
    """Lock the meeting for those who plan rituals, or for who leads this one."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("ritual", "workspace").get(pk=meeting.pk)
    if locked.ritual.owner_id != actor.pk:
        require(actor, Right.RITUAL_EDIT)
    return locked


def _set(meeting: Meeting, **values: Any) -> dict[str, tuple[Any, Any]]:
    changes = changed(meeting, **values)
    if changes:
        meeting.sequence += 1
        meeting.changed_at = timezone.now()
        meeting.full_clean()
        meeting.save(update_fields=[*changes, "sequence", "changed_at"])
    return changes


def _tell(actor: Member, verb: str, meeting: Meeting, changes: dict[str, tuple[Any, Any]], reason: str = "") -> None:
    shown = {
        name: pair for name, pair in changes.items() if name != "reason"
    }  # the entry has a place of its own for it
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=meeting, changes=shown, reason=reason)
