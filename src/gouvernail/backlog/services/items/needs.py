"""What an item needs first. No item ever needs itself, however long the way round."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Item, Prerequisite
from gouvernail.backlog.selectors.items.needs import way_between
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record


@transaction.atomic
def prerequisite_add(*, actor: Member, item: Item, needs: Item) -> Prerequisite:
    """Say that an item must come after another one.

    One writer at a time in a workspace: two people cannot close a circle that neither of them sees.

    Raises
    ------
    Forbidden, ValidationError
        The second named `needs`: the circle that it would make, item after item.
    """
    require(actor, Right.ITEM_EDIT)
    backlog_lock(actor.workspace_id)
    way = [item] if item.pk == needs.pk else way_between(needs, item)
    if way:
        circle = " → ".join(one.key for one in [item, *way])
        raise ValidationError({"needs": _("Each would wait for the other: %(circle)s.") % {"circle": circle}})
    row, is_new = Prerequisite.objects.get_or_create(workspace=actor.workspace, item=item, needs=needs)
    if is_new:
        row.full_clean()
        record(
            workspace=actor.workspace,
            actor=actor,
            verb="prerequisite_add",
            subject=item,
            changes={"needs": ("", needs)},
        )
    return row


@transaction.atomic
def prerequisite_remove(*, actor: Member, item: Item, needs: Item) -> None:
    """Say that an item does not have to come after another one any more.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.ITEM_EDIT)
    backlog_lock(actor.workspace_id)
    gone, _models = Prerequisite.objects.filter(item=item, needs=needs).delete()
    if gone:
        record(
            workspace=actor.workspace,
            actor=actor,
            verb="prerequisite_remove",
            subject=item,
            changes={"needs": (needs, "")},
        )
