"""Meetings at which somebody is expected, and those of which they should say what became."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.decisions.choices.words import MeetingState
from gouvernail.decisions.models import Meeting
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member

AHEAD = timedelta(days=7)
BEHIND = timedelta(days=60)  # [choice] what nobody noted for two months will not be
NOTED_WITHIN = timedelta(days=2)  # [choice] while those who were there remember


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List the meetings of the seven days to come, and the past ones that wait for a word."""
    found = []
    for meeting in _meetings(facts):
        if meeting.starts_at + timedelta(minutes=meeting.ritual.minutes) < facts.now:
            if _notes(member, meeting, facts):
                found.append(_outcome(member, meeting, facts))
        elif meeting.starts_at >= facts.now and (why := _why(member, meeting, facts)):
            found.append(_meeting(meeting, why, facts))
    return found


def _meetings(facts: Facts) -> list[Meeting]:
    if "meetings" not in facts.seen:
        facts.seen["meetings"] = list(
            Meeting.objects.select_related("ritual__owner__user")
            .filter(ritual__is_active=True, state=MeetingState.PLANNED)
            .filter(starts_at__gte=facts.now - BEHIND, starts_at__lt=facts.now + AHEAD)
            .order_by("starts_at", "pk")
        )
    meetings: list[Meeting] = facts.seen["meetings"]
    return meetings


def _why(member: Member, meeting: Meeting, facts: Facts) -> str:
    """Say why a member is expected; empty where they are not."""
    if meeting.ritual.owner_id == member.pk:
        return _("You lead this ritual.")
    held = facts.kinds_held(member)
    kind = next((kind for kind in meeting.ritual.expected_roles if kind in held), None)
    if kind is None:
        return ""
    return _("This ritual expects the role “%(role)s”, which is yours.") % {"role": RoleKind(kind).label}


def _notes(member: Member, meeting: Meeting, facts: Facts) -> bool:
    """Tell whether a member should say what became of it: who leads it, else who looks after the workspace."""
    owner = meeting.ritual.owner
    return facts.is_at_the_helm(member) if owner is None or not owner.is_active else owner.pk == member.pk


def _meeting(meeting: Meeting, why: str, facts: Facts) -> Expectation:
    ritual, starts_at = meeting.ritual, timezone.localtime(meeting.starts_at)
    values = {
        "ritual": ritual.label,
        "day": date_format(starts_at, "l j F"),
        "time": date_format(starts_at, "TIME_FORMAT"),
    }
    place = f" · {ritual.place}" if ritual.place else ""
    return Expectation(
        kind=Kind.MEETING,
        key=f"meeting:{meeting.pk}",
        title=_("%(ritual)s, %(day)s at %(time)s") % values,
        reason=_("%(minutes)d minutes") % {"minutes": ritual.minutes} + place,
        why=why,
        act=_("See"),
        url=reverse("decisions:ritual_detail", args=[facts.workspace.slug, ritual.pk]),
        since=facts.day_of(meeting.planned_at) - AHEAD,
        due_on=facts.day_of(meeting.starts_at),
    )


def _outcome(member: Member, meeting: Meeting, facts: Facts) -> Expectation:
    held_on = facts.day_of(meeting.starts_at)
    values = {"ritual": meeting.ritual.label, "day": date_format(held_on, "MONTH_DAY_FORMAT")}
    leads = meeting.ritual.owner_id == member.pk
    return Expectation(
        kind=Kind.OUTCOME,
        key=f"outcome:{meeting.pk}",
        title=_("Say what became of “%(ritual)s” of %(day)s") % values,
        reason=_("Nobody noted whether it was held, nor who was there: until then it counts as missed."),
        why=_("You lead this ritual.") if leads else _("Nobody leads this ritual, and you look after the workspace."),
        act=_("Note it"),
        url=reverse("decisions:meeting_hold", args=[facts.workspace.slug, meeting.pk]),
        page=reverse("decisions:ritual_detail", args=[facts.workspace.slug, meeting.ritual_id]),
        since=held_on,
        due_on=held_on + NOTED_WITHIN,
    )
