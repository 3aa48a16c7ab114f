"""Who looks after a workspace."""

from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role
from gouvernail.workspaces.selectors.rights import today_of


def members_at_the_helm(member: Member) -> list[Member]:
    """List the Product Owners of a member's workspace; without any, its administrators."""
    today = today_of(member)
    for kind in (RoleKind.PRODUCT_OWNER, RoleKind.ADMINISTRATOR):
        holding = Role.objects.filter(kind=kind, starts_on__lte=today).exclude(ends_on__lt=today)
        found = list(
            Member.objects.select_related("workspace", "user")
            .filter(is_active=True, pk__in=holding.values("member"))
            .order_by("pk")
        )
        if found:
            return found
    return []
