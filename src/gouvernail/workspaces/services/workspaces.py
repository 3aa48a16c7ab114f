"""Make a workspace and change its settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django_scopes import scope

from gouvernail.web.zones import zone_check
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import RoleKind, Side
from gouvernail.workspaces.models import Member, Role, Team, User, Workspace
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record


@dataclass(frozen=True)
class Difference:
    """One setting that two people changed: what was kept, and what the second one wanted."""

    field: str
    kept: Any
    wanted: Any


class StaleSettings(Exception):
    """Somebody else changed the same settings since they were read: nothing is written, both versions are given."""

    def __init__(self, workspace: Workspace, differences: list[Difference]) -> None:
        self.workspace, self.differences = workspace, differences
        super().__init__(workspace.name)


_TRIES = 10  # one more than how many may take the same address at the same instant


@transaction.atomic
def workspace_create(
    *, user: User, name: str, is_demo: bool = False, teams: Sequence[tuple[str, Side]] = (), **fields: Any
) -> Member:
    """Make a workspace; who makes it is its Product Owner and administrator.

    Parameters
    ----------
    teams
        Name and side of each team to start with; the same name twice is one team.

    Raises
    ------
    ValidationError
        Named by field.
    """
    workspace = _written(Workspace(name=name, is_demo=is_demo, **fields))
    with scope(workspace=workspace):
        member = Member(workspace=workspace, user=user)
        member.full_clean()
        member.save()
        today = timezone.localdate(timezone=ZoneInfo(workspace.time_zone))
        for kind in (RoleKind.ADMINISTRATOR, RoleKind.PRODUCT_OWNER, RoleKind.REQUESTER):
            Role.objects.create(workspace=workspace, member=member, kind=kind, starts_on=today)
        record(
            workspace=workspace, actor=member, verb="workspace_create", subject=workspace, changes={"name": ("", name)}
        )
        for label, side in dict(teams).items():
            team = Team(workspace=workspace, name=label, side=side)
            team.full_clean()
            team.save()
    return member


@transaction.atomic
def workspace_edit(*, actor: Member, seen: Mapping[str, Any] | None = None, **fields: Any) -> Workspace:
    """Change the settings of the actor's workspace.

    Parameters
    ----------
    seen
        What each setting was when the actor read it; a setting that somebody else has changed since is not written
        over. None writes in any case.

    Raises
    ------
    StaleSettings
        Somebody changed one of the same settings since, into something else.
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.WORKSPACE_EDIT)
    workspace = Workspace.objects.select_for_update().get(pk=actor.workspace_id)
    found = _differences(workspace, seen or {}, fields)
    if found:
        raise StaleSettings(workspace, found)
    changes = changed(workspace, **fields)
    if changes:
        if "time_zone" in changes:
            zone_check(workspace.time_zone)
        workspace.full_clean()
        workspace.save(update_fields=list(changes))
        record(workspace=workspace, actor=actor, verb="workspace_edit", subject=workspace, changes=changes)
    return workspace


def _differences(workspace: Workspace, seen: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(name, getattr(workspace, name), value)
        for name, value in wanted.items()
        if name in seen and getattr(workspace, name) not in {seen[name], value}
    ]


def _written(workspace: Workspace) -> Workspace:
    """Write a workspace under a free address; somebody may take the same one at the same instant."""
    zone_check(workspace.time_zone)
    for tries_left in reversed(range(_TRIES)):
        workspace.slug = _free_slug(workspace.name)
        workspace.full_clean(validate_unique=not tries_left)
        try:
            with transaction.atomic():
                workspace.save()
        except IntegrityError:
            if not tries_left:
                raise
        else:
            break
    return workspace


def _free_slug(name: str) -> str:
    """Give an address that no other workspace has: `crm-ventes`, then `crm-ventes-2`."""
    base = slugify(name)[:50].strip("-") or "crm"
    taken = set(Workspace.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
