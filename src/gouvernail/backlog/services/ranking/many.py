"""Change several items at once from the table; all of them, or none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.items import RANKED, ItemState
from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.items import item_aim, item_edit, item_lock
from gouvernail.backlog.services.items.states import item_drop, item_finish, item_reopen, item_start
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require

MOST = 200
KEPT: Any = object()  # a field that nobody asked to change


@transaction.atomic
def items_change(
    *,
    actor: Member,
    items: Sequence[Item],
    objective: Any = KEPT,
    owner: Any = KEPT,
    state: str = "",
    reason: str = "",
) -> dict[int, dict[str, Any]]:
    """Give items the same objective, owner or state, each through its own service.

    Returns
    -------
    What each item was before, for those that changed: what an undo gives back.

    Raises
    ------
    Forbidden, ValidationError
        The second names the item that cannot be changed; nothing is then.
    """
    require(actor, Right.ITEM_EDIT)
    if len(items) > MOST:
        raise ValidationError(_("At most %(most)s items at once: choose fewer.") % {"most": MOST})
    backlog_lock(actor.workspace_id)
    before: dict[int, dict[str, Any]] = {}
    for item in sorted(items, key=lambda one: one.pk):
        try:
            found = _change(actor, item, objective=objective, owner=owner, state=state, reason=reason)
        except ValidationError as refusal:
            raise ValidationError(f"{item.key}: {' '.join(refusal.messages)}") from refusal
        if found:
            before[item.pk] = found
    return before


@transaction.atomic
def items_put_back(*, actor: Member, before: Mapping[Item, Mapping[str, Any]]) -> None:
    """Give items back what they had: what undoes `items_change`.

    Raises
    ------
    Forbidden, ValidationError
    """
    for item, fields in before.items():
        items_change(actor=actor, items=[item], reason=_("Put back as it was"), **fields)


def _change(actor: Member, item: Item, *, objective: Any, owner: Any, state: str, reason: str) -> dict[str, Any]:
    locked = item_lock(item)
    before: dict[str, Any] = {}
    if objective is not KEPT and locked.objective != objective:
        before["objective"] = locked.objective_id
        item_aim(actor=actor, item=item, objective=objective)
    if owner is not KEPT and locked.owner_id != (owner.pk if owner else None):
        before["owner"] = locked.owner_id
        item_edit(actor=actor, item=item, version=item_lock(item).version, owner=owner)
    if state and locked.state != state:
        before["state"] = locked.state
        _move(actor, item, ItemState(locked.state), ItemState(state), reason)
    return before


def _move(actor: Member, item: Item, old: ItemState, new: ItemState, reason: str) -> None:
    """Walk from one state to another by the steps that exist."""
    if old not in RANKED:
        old = ItemState(item_reopen(actor=actor, item=item).state)
    if new == ItemState.OPEN and old == ItemState.STARTED:
        item_reopen(actor=actor, item=item)
    elif new == ItemState.STARTED and old == ItemState.OPEN:
        item_start(actor=actor, item=item)
    elif new == ItemState.DONE:
        item_finish(actor=actor, item=item)
    elif new == ItemState.DROPPED:
        item_drop(actor=actor, item=item, reason=reason)
