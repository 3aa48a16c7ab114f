"""Who may: derived from the roles that run today and from the one table of rights."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role


def today_of(member: Member) -> date:
    """Give today in the workspace's time zone."""
    return timezone.localdate(timezone=ZoneInfo(member.workspace.time_zone))


def roles_running(member: Member, on: date) -> QuerySet[Role]:
    """List the roles that a member holds that day, and those that they stand in for."""
    running = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return Role.objects.filter(Q(member=member) | Q(deputy=member, member__is_active=True), running)


def kinds_of(member: Member) -> frozenset[RoleKind]:
    """Give the kinds of role that a member acts in today, read once a request.

    [choice] A deputy may act as the holder at any time: who is away cannot be asked first. The trail names who acted.
    """
    known: frozenset[RoleKind] | None = getattr(member, "_kinds", None)
    if known is None:
        known = frozenset()
        if member.is_active:
            known = frozenset(
                RoleKind(kind) for kind in roles_running(member, today_of(member)).values_list("kind", flat=True)
            )
        member._kinds = known  # type: ignore[attr-defined]  # noqa: SLF001  # lives as long as the request does
    return known


def may(member: Member, right: Right) -> bool:
    """Tell whether a member may do something today."""
    return not RIGHTS[right].isdisjoint(kinds_of(member))
