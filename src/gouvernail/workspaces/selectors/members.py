"""Find people and the workspaces that they belong to."""

from django.db.models import F, QuerySet
from django_scopes import scopes_disabled

from gouvernail.workspaces.models import Member, User


def member_get(user: User, slug: str) -> Member | None:
    """Find the active membership of a person by the address of a workspace; None for a stranger."""
    with scopes_disabled():  # the one place where the workspace is not known yet
        return (
            Member.objects.select_related("workspace", "user", "team")
            .filter(user=user, workspace__slug=slug, is_active=True)
            .first()
        )


def memberships_of(user: User) -> QuerySet[Member]:
    """List where a person is a member, the last opened first. Call inside `scopes_disabled()`."""
    mine = Member.objects.select_related("workspace", "user").filter(user=user, is_active=True)
    return mine.order_by(F("seen_at").desc(nulls_last=True), "pk")
