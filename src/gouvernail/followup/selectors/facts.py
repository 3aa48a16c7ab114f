"""What the sources read of some members of one workspace: one query a subject, whatever the number of members."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from gouvernail.followup.models import Line, Policy
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role, Workspace

_STEERING = (RoleKind.PRODUCT_OWNER, RoleKind.ADMINISTRATOR, RoleKind.SPONSOR)


class Facts:
    """One day of one workspace, for some of its members. Make and use it inside the workspace's scope.

    Parameters
    ----------
    members
        With their workspace and user.
    everyone
        Whether these are all the active members: queries then name none of them.
    """

    def __init__(
        self, workspace: Workspace, members: Iterable[Member], now: datetime, *, everyone: bool = False
    ) -> None:
        self.workspace, self.now, self.is_everyone = workspace, now, everyone
        self.zone = ZoneInfo(workspace.time_zone)
        self.day = self.day_of(now)
        self.members = {member.pk: member for member in members}

    def day_of(self, instant: datetime) -> date:
        """Give the day of an instant in the workspace."""
        return timezone.localdate(instant, self.zone)

    def among(self, field: str) -> Q:
        """Keep the rows whose `field` is one of the members."""
        return Q() if self.is_everyone else Q(**{f"{field}__in": list(self.members)})

    @cached_property
    def seen(self) -> dict[str, Any]:
        """Keep what a source read once for all members."""
        return {}

    @cached_property
    def roles(self) -> dict[int, list[Role]]:
        """Give the roles that each member holds that day."""
        found: dict[int, list[Role]] = defaultdict(list)
        for role in self._running().filter(self.among("member")).select_related("deputy__user", "team", "data_object"):
            found[role.member_id].append(role)
        return found

    @cached_property
    def principals(self) -> dict[int, list[Member]]:
        """Give those for whom each member stands in that day."""
        found: dict[int, dict[int, Member]] = defaultdict(dict)
        for key, roles in self.roles.items():
            for role in roles:
                if role.deputy_id is not None and key in self.members:
                    found[role.deputy_id][key] = self.members[key]
        return {deputy: list(members.values()) for deputy, members in found.items()}

    @cached_property
    def steering(self) -> dict[str, list[int]]:
        """Give who steers, by kind of role: the Product Owner, the administrators, the sponsors."""
        found: dict[str, list[int]] = defaultdict(list)
        rows = self._running().filter(kind__in=_STEERING, member__is_active=True).order_by("pk")
        for kind, member in rows.values_list("kind", "member_id"):
            found[kind].append(member)
        return found

    @cached_property
    def lines(self) -> dict[tuple[int, str], Line]:
        """Give what is remembered of each line, by member and key."""
        return {(line.member_id, line.key): line for line in Line.objects.filter(self.among("member"))}

    @cached_property
    def policy(self) -> Policy:
        """Give how the workspace chases what is late."""
        return Policy.objects.first() or Policy(workspace=self.workspace)

    def kinds_held(self, member: Member) -> dict[str, Role]:
        """Give the roles that a member holds in person, one a kind."""
        return {role.kind: role for role in reversed(self.roles.get(member.pk, []))}

    def is_at_the_helm(self, member: Member) -> bool:
        """Tell whether a member is who looks after the workspace: its Product Owner, or its administrators."""
        helm = self.steering.get(RoleKind.PRODUCT_OWNER) or self.steering.get(RoleKind.ADMINISTRATOR, [])
        return member.pk in helm

    def _running(self) -> QuerySet[Role]:
        return Role.objects.filter(starts_on__lte=self.day).exclude(ends_on__lt=self.day)


def facts_for(member: Member, now: datetime) -> Facts:
    """Gather the facts of one member's week: their own, and those of whom they stand in for."""
    day = timezone.localdate(now, ZoneInfo(member.workspace.time_zone))
    held = Q(roles__deputy=member, roles__starts_on__lte=day) & (Q(roles__ends_on=None) | Q(roles__ends_on__gte=day))
    others = Member.objects.select_related("workspace", "user").filter(held, is_active=True).distinct()
    return Facts(member.workspace, [member, *others], now)


def facts_of_all(workspace: Workspace, now: datetime) -> Facts:
    """Gather the facts of every active member's week."""
    members = Member.objects.select_related("workspace", "user").filter(is_active=True, user__is_active=True)
    return Facts(workspace, members, now, everyone=True)
