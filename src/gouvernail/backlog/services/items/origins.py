"""Which requests an item answers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Item, Origin, Request
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record


@transaction.atomic
def origin_add(*, actor: Member, item: Item, request: Request) -> Origin:
    """Say that an item answers a request.

    Raises
    ------
    Forbidden, ValidationError
        The second named `request`: it was merged into another one, which is named.
    """
    require(actor, Right.ITEM_EDIT)
    if request.merged_into is not None:
        raise ValidationError(
            {
                "request": _("%(key)s was merged: name %(target)s.")
                % {"key": request.key, "target": request.merged_into.key}
            }
        )
    row, is_new = Origin.objects.get_or_create(workspace=actor.workspace, item=item, request=request)
    if is_new:
        changes = {"origins": ("", request)}
        record(workspace=actor.workspace, actor=actor, verb="origin_add", subject=item, changes=changes)
    return row


@transaction.atomic
def origin_remove(*, actor: Member, item: Item, request: Request) -> None:
    """Say that an item does not answer a request any more.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.ITEM_EDIT)
    gone, _models = Origin.objects.filter(item=item, request=request).delete()
    if gone:
        changes = {"origins": (request, "")}
        record(workspace=actor.workspace, actor=actor, verb="origin_remove", subject=item, changes=changes)
