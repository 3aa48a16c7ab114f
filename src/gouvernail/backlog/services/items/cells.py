"""Change one thing of an item where it is read, as long as it is still what was read."""

from typing import Any

from django.db import transaction

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.items.differences import differences, plain_of
from gouvernail.backlog.services.items.items import StaleItem, item_lock, item_write
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require


@transaction.atomic
def item_cell_edit(*, actor: Member, item: Item, name: str, value: Any, was: Any) -> Item:
    """Give one field of an item another value, whatever else somebody writes of it meanwhile.

    Parameters
    ----------
    name
        One of `fields.PLAIN`.
    was
        What the actor read there: a plain value, the key of a row for what points to one.

    Raises
    ------
    StaleItem
        Somebody gave the field another value since, and not this one.
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.ITEM_EDIT)
    locked = item_lock(item)
    if plain_of(locked, [name])[name] != was:
        found = differences(locked, {name: value})
        if found:
            raise StaleItem(locked, found)
    fields: dict[str, Any] = {name: value}
    if name == "objective" and value is not None:
        others = list(locked.also_serves.all())
        if value in others:  # it becomes the first one that it serves
            fields["also_serves"] = [one for one in others if one != value]
    return item_write(actor, locked, "item_edit", fields)
