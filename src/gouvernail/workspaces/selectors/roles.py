"""Find roles: those of a member by time, those alike, those at the helm."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role, Workspace


@dataclass(frozen=True)
class RolesInTime:
    """The roles of a member on a day, and those that they stand in for."""

    running: list[Role]
    coming: list[Role]
    past: list[Role]
    stands_in: list[Role]


def roles_in_time(member: Member, on: date) -> RolesInTime:
    """Gather the roles of a member: one query."""
    rows = list(
        Role.objects.filter(Q(member=member) | Q(deputy=member))
        .select_related("team", "data_object", "deputy__user", "member__user")
        .order_by("starts_on", "pk")
    )
    own = [role for role in rows if role.member_id == member.pk]
    return RolesInTime(
        running=[role for role in own if role.starts_on <= on and not _is_over(role, on)],
        coming=[role for role in own if role.starts_on > on],
        past=[role for role in reversed(own) if _is_over(role, on)],
        stands_in=[role for role in rows if role.deputy_id == member.pk and not _is_over(role, on)],
    )


def same_role(role: Role) -> Role | None:
    """Find a role of the same member, kind and scope whose days meet those of another one."""
    rows = Role.objects.filter(
        member=role.member, kind=role.kind, team=role.team, data_object=role.data_object
    ).exclude(pk=role.pk)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=role.starts_on))
    if role.ends_on is not None:
        rows = rows.filter(starts_on__lte=role.ends_on)
    return rows.first()


def administrators_for_good(workspace: Workspace) -> QuerySet[Member]:
    """List the active members who administer a workspace today and whose term has no end. Call in its scope."""
    held = Role.objects.filter(kind=RoleKind.ADMINISTRATOR, ends_on=None, starts_on__lte=timezone.localdate())
    return Member.objects.filter(workspace=workspace, is_active=True, pk__in=held.values("member"))


def _is_over(role: Role, on: date) -> bool:
    return role.ends_on is not None and role.ends_on < on
