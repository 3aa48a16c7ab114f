"""Take a saved change of an item back, as long as nobody wrote over it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.items.differences import plain_of
from gouvernail.backlog.services.items.items import item_lock, item_write
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require

Was = Mapping[str, tuple[Any, Any]]
"""Name of a field to what it was and what it became, as `plain_of` gives them."""


@transaction.atomic
def item_edit_undo(*, actor: Member, item: Item, was: Was) -> Item:
    """Give the fields of an item back what they had, where they still hold what the change wrote.

    What was changed of the item besides stays as it is.

    Raises
    ------
    Forbidden, ValidationError
        The second where one of these fields was changed since, or what it had is not there any more.
    """
    require(actor, Right.ITEM_EDIT)
    locked = item_lock(item)
    if plain_of(locked, was) != {name: new for name, (_old, new) in was.items()}:
        raise ValidationError(
            _("%(key)s was changed again since: nothing is put back. Its history says who changed what.")
            % {"key": locked.key}
        )
    return item_write(actor, locked, "item_edit_undo", {name: _row(name, old) for name, (old, _new) in was.items()})


def _row(name: str, value: Any) -> Any:
    """Give the row, or the rows, that a key names; any other value as it is."""
    model: Any = Item._meta.get_field(name).related_model  # noqa: SLF001  # Django's public door
    if model is None or value is None:
        return value
    keys = value if isinstance(value, list) else [value]
    rows = model.objects.in_bulk(keys)
    if len(rows) < len(keys):
        raise ValidationError(_("What it had is not there any more: nothing is put back."))
    return list(rows.values()) if isinstance(value, list) else rows[value]
