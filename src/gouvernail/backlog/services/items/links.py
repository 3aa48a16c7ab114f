"""Addresses about an item."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Item, Link
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record

MOST = 50
_IS_ADDRESS = URLValidator(schemes=["http", "https"])


@transaction.atomic
def link_add(*, actor: Member, item: Item, address: str, label: str = "") -> Link:
    """Add an address, of the web only.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.ITEM_EDIT)
    row = Link(workspace=actor.workspace, item=item, address=address.strip(), label=label.strip())
    try:
        _IS_ADDRESS(row.address)
    except ValidationError as error:
        raise ValidationError({"address": _("Give an address that begins with https:// or http://.")}) from error
    if item.links.count() >= MOST:
        raise ValidationError({"address": _("An item has at most %(most)s links: remove one first.") % {"most": MOST}})
    row.full_clean()
    row.save()
    changes = {"links": ("", row.address)}
    record(workspace=actor.workspace, actor=actor, verb="link_add", subject=item, changes=changes, reason=row.label)
    return row


@transaction.atomic
def link_remove(*, actor: Member, link: Link) -> None:
    """Take an address away.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.ITEM_EDIT)
    changes = {"links": (link.address, "")}
    record(workspace=actor.workspace, actor=actor, verb="link_remove", subject=link.item, changes=changes)
    link.delete()
