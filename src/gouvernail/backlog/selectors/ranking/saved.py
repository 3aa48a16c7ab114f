"""Views of the backlog that a person may use."""

from django.db.models import Q

from gouvernail.backlog.models import SavedView
from gouvernail.workspaces.models import Member


def views_for(member: Member) -> list[SavedView]:
    """List one's own views and those that others share."""
    rows = SavedView.objects.filter(Q(owner=member) | Q(is_shared=True)).select_related("owner__user")
    return list(rows.order_by("title", "pk"))


def view_get(key: int, member: Member) -> SavedView | None:
    """Find a view that a person may use; somebody else's own is not there."""
    return next((one for one in views_for(member) if one.pk == key), None)
