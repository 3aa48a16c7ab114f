"""Read rituals, their meetings, and who is expected where."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django_scopes import scopes_disabled

from gouvernail.decisions.bridge import Adherence, adherence_of
from gouvernail.decisions.choices.words import MeetingState
from gouvernail.decisions.models import Attendance, Meeting, Ritual
from gouvernail.workspaces.models import Member, Role, User, Workspace

FEED_PAST = timedelta(days=90)


@dataclass(frozen=True)
class RitualView:
    """A ritual as the page shows it."""

    ritual: Ritual
    following: Meeting | None
    last: Meeting | None
    unrecorded: int  # meetings whose time is over and of which nobody said what became
    adherence: Adherence


def rituals_of(workspace: Workspace, now: datetime) -> list[RitualView]:
    """List the rituals of a workspace with what is next and how they keep to their dates: two queries."""
    meetings = Prefetch("meetings", Meeting.objects.order_by("planned_at"))
    rituals = Ritual.objects.select_related("owner__user", "workspace").prefetch_related(meetings)
    return [_view(ritual, workspace, now) for ritual in rituals.order_by("-is_active", "kind", "pk")]


def ritual_view(ritual: Ritual, now: datetime) -> RitualView:
    """Show one ritual."""
    return _view(ritual, ritual.workspace, now)


def expected_at(ritual: Ritual) -> list[Member]:
    """List the active members who are expected: who leads it, and the holders of the expected roles today."""
    today = timezone.localdate(timezone=ZoneInfo(ritual.workspace.time_zone))
    running = Q(roles__starts_on__lte=today) & (Q(roles__ends_on__isnull=True) | Q(roles__ends_on__gte=today))
    wanted = Q(roles__kind__in=ritual.expected_roles) & running
    if ritual.owner_id is not None:
        wanted |= Q(pk=ritual.owner_id)
    return list(Member.objects.select_related("user").filter(wanted, is_active=True).distinct())


def presences_of(meeting: Meeting) -> dict[int, str]:
    """Give what was noted of each member, by their key."""
    return dict(Attendance.objects.filter(meeting=meeting).values_list("member_id", "presence"))


def meetings_of_member(member: Member, *, since: datetime, until: datetime) -> list[Meeting]:
    """List the meetings at which a member is expected or which they lead, in time."""
    today = timezone.localdate(timezone=ZoneInfo(member.workspace.time_zone))
    return [
        meeting
        for meeting in _meetings(since, until)
        if _is_expected(meeting, [member], {member.pk: _kinds(member, today)})
    ]


def meetings_of_person(user: User, now: datetime) -> list[Meeting]:
    """List the meetings of a person in all their workspaces, for their calendar."""
    with scopes_disabled():
        members = list(Member.objects.select_related("workspace").filter(user=user, is_active=True))
        kinds = _kinds_of_all(members, now)
        meetings = _meetings(now - FEED_PAST, now + timedelta(days=400)).filter(
            workspace__in=[member.workspace_id for member in members]
        )
        return [meeting for meeting in meetings if _is_expected(meeting, members, kinds)]


def _meetings(since: datetime, until: datetime) -> QuerySet[Meeting]:
    return (
        Meeting.objects.select_related("ritual", "workspace")
        .filter(ritual__is_active=True, starts_at__gte=since, starts_at__lt=until)
        .order_by("starts_at", "pk")
    )


def _is_expected(meeting: Meeting, members: Iterable[Member], kinds: dict[int, frozenset[str]]) -> bool:
    return any(
        member.workspace_id == meeting.workspace_id
        and (meeting.ritual.owner_id == member.pk or not kinds[member.pk].isdisjoint(meeting.ritual.expected_roles))
        for member in members
    )


def _kinds_of_all(members: list[Member], now: datetime) -> dict[int, frozenset[str]]:
    return {
        member.pk: _kinds(member, timezone.localdate(now, timezone=ZoneInfo(member.workspace.time_zone)))
        for member in members
    }


def _kinds(member: Member, today: object) -> frozenset[str]:
    """Give the kinds of role that a member holds: a deputy comes only when asked."""
    held = Role.objects.filter(member=member, starts_on__lte=today).exclude(ends_on__lt=today)
    return frozenset(held.values_list("kind", flat=True))


def _view(ritual: Ritual, workspace: Workspace, now: datetime) -> RitualView:
    by_state: dict[str, list[Meeting]] = defaultdict(list)
    meetings = list(ritual.meetings.all())
    for meeting in meetings:
        by_state[meeting.state].append(meeting)
    planned = by_state[MeetingState.PLANNED]
    zone = ZoneInfo(workspace.time_zone)
    ended = timedelta(minutes=ritual.minutes)
    return RitualView(
        ritual=ritual,
        following=min((one for one in planned if one.starts_at >= now), key=lambda one: one.starts_at, default=None),
        last=max(by_state[MeetingState.HELD], key=lambda one: one.planned_at, default=None),
        unrecorded=sum(one.starts_at + ended < now for one in planned),
        adherence=adherence_of(meetings, on=timezone.localdate(now, timezone=zone), zone=zone),
    )
