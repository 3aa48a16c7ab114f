"""Write items, and change them without ever writing over what somebody else has just written."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Item, Origin, Request
from gouvernail.backlog.selectors.items.differences import Difference, differences
from gouvernail.backlog.services.items.fields import MANY, PLAIN, item_check, many_check
from gouvernail.backlog.services.items.telling import data_owners_tell
from gouvernail.backlog.services.numbers import number_next
from gouvernail.backlog.services.search import document_write
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record

_FOUND_BY = {"title", "text"}


class StaleItem(Exception):
    """Somebody else changed the item since it was read: both versions are given, nothing is written."""

    def __init__(self, item: Item, found: list[Difference]) -> None:
        self.item, self.differences = item, found
        super().__init__(item.key)


@transaction.atomic
def item_create(
    *,
    actor: Member,
    title: str,
    text: str = "",
    objective: Objective | None = None,
    requests: Iterable[Request] = (),
    **fields: Any,
) -> Item:
    """Write an item, alone or as the answer to requests. Without an objective it waits off the compass.

    Parameters
    ----------
    fields
        `also_serves`, `teams`, `owner`, `data_object`, `claimed_urgency`, `claimed_by`; `origin` and `foreign_key`
        where it is imported.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.ITEM_EDIT)
    many = {name: list(fields.pop(name, ())) for name in MANY}
    item = Item(
        workspace=actor.workspace,
        number=number_next(Item, actor.workspace_id),
        title=title.strip(),
        text=text.strip(),
        objective=objective,
        author=actor,
        **fields,
    )
    item_check(item, PLAIN)
    item.save()
    changes: dict[str, tuple[Any, Any]] = {
        name: (None, getattr(item, name)) for name in PLAIN if getattr(item, name) not in (None, "")
    }
    changes |= _many_write(item, many)
    answered = list(requests)
    Origin.objects.bulk_create(Origin(workspace=actor.workspace, item=item, request=one) for one in answered)
    if answered:
        changes["origins"] = ([], answered)
    record(workspace=actor.workspace, actor=actor, verb="item_create", subject=item, changes=changes)
    document_write(subject=item)
    data_owners_tell(item, actor)
    return item


@transaction.atomic
def item_edit(*, actor: Member, item: Item, version: int, **fields: Any) -> Item:
    """Change an item that is still as it was read; what is not given stays.

    Parameters
    ----------
    version
        `Item.version` when the actor read it.
    fields
        Any of `fields.PLAIN` and `fields.MANY`.

    Raises
    ------
    StaleItem
        Somebody changed it since, into something else than what is given.
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.ITEM_EDIT)
    locked = item_lock(item)
    if locked.version != version:
        found = differences(locked, fields)
        if found:
            raise StaleItem(locked, found)
        return locked
    return item_write(actor, locked, "item_edit", fields)


@transaction.atomic
def item_aim(*, actor: Member, item: Item, objective: Objective | None) -> Item:
    """Give an item the objective that it serves, whatever else somebody writes of it meanwhile; None takes it away.

    Raises
    ------
    Forbidden, ValidationError
        The second where the objective is archived.
    """
    require(actor, Right.ITEM_EDIT)
    locked = item_lock(item)
    fields: dict[str, Any] = {"objective": objective}
    others = list(locked.also_serves.all())
    if objective in others:
        fields["also_serves"] = [one for one in others if one != objective]
    return item_write(actor, locked, "item_aim", fields)


def item_lock(item: Item) -> Item:
    """Read an item again, held until the end of the transaction.

    Raises
    ------
    ValidationError
        Somebody removed it meanwhile.
    """
    rows = Item.objects.select_for_update(of=("self",)).select_related("objective", "workspace")
    locked = rows.get(pk=item.pk)
    if locked.removed_at is not None:
        raise ValidationError(_("%(key)s was removed meanwhile. Bring it back first.") % {"key": locked.key})
    return locked


def item_write(actor: Member, locked: Item, verb: str, fields: dict[str, Any]) -> Item:
    """Write what differs into an item that is held, whatever the act; services of this folder call it.

    Raises
    ------
    ValidationError
        Named by field.
    """
    plain = {name: _stripped(value) for name, value in fields.items() if name in PLAIN}
    changes: dict[str, tuple[Any, Any]] = changed(locked, **plain)
    item_check(locked, changes)
    moved = _many_write(locked, {name: list(rows) for name, rows in fields.items() if name in MANY})
    if changes or moved:
        locked.version += 1
        locked.save(update_fields=[*changes, "version"])
        told = {**changes, **moved}
        record(workspace=actor.workspace, actor=actor, verb=verb, subject=locked, changes=told)
        if "data_object" in changes:
            data_owners_tell(locked, actor)
        if not _FOUND_BY.isdisjoint(changes):
            document_write(subject=locked)
    return locked


def _many_write(item: Item, many: dict[str, list[Any]]) -> dict[str, tuple[Any, Any]]:
    """Point an item to what is given, and say what it pointed to before."""
    moved: dict[str, tuple[Any, Any]] = {}
    for name, rows in many.items():
        many_check(item, name, rows)
        held = list(getattr(item, name).all())
        if {one.pk for one in held} != {one.pk for one in rows}:
            getattr(item, name).set(rows)
            moved[name] = (held, rows)
    return moved


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
