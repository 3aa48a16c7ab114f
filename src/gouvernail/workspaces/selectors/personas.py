"""The invented people of the demo workspaces."""

from django.db.models import Prefetch
from django_scopes import scopes_disabled

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role


def personas() -> list[Member]:
    """List those who can be played, the steering first."""
    with scopes_disabled():
        roles = Prefetch("roles", Role.objects.select_related("team", "data_object").exclude(kind=RoleKind.REQUESTER))
        found = Member.objects.select_related("user", "team", "workspace").prefetch_related(roles)
        return list(found.filter(workspace__is_demo=True, is_active=True).order_by("workspace_id", "pk"))


def persona_get(key: int) -> Member | None:
    """Find one of them."""
    with scopes_disabled():
        return (
            Member.objects.select_related("user", "workspace")
            .filter(pk=key, workspace__is_demo=True, is_active=True, user__is_active=True)
            .first()
        )
