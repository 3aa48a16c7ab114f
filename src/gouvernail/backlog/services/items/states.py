"""Where an item stands, and whether it is there at all."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.items import RANKED, ItemState
from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items.items import item_lock
from gouvernail.backlog.services.search import document_write
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import Changes, changed, record


@transaction.atomic
def item_start(*, actor: Member, item: Item) -> Item:
    """Say that an item is being built.

    Raises
    ------
    Forbidden, ValidationError
        The second where it is started, done or dropped already.
    """
    locked = _held(actor, item, frozenset({ItemState.OPEN}))
    changes = changed(locked, state=ItemState.STARTED, started_at=timezone.now())
    locked.save(update_fields=["state", "started_at"])
    record(workspace=actor.workspace, actor=actor, verb="item_start", subject=locked, changes=_state(changes))
    return locked


@transaction.atomic
def item_finish(*, actor: Member, item: Item) -> Item:
    """Say that an item is delivered.

    Raises
    ------
    Forbidden, ValidationError
        The second where it is done or dropped already.
    """
    locked = _held(actor, item, RANKED)
    changes = changed(locked, state=ItemState.DONE, done_at=timezone.now())
    locked.save(update_fields=["state", "done_at"])
    record(workspace=actor.workspace, actor=actor, verb="item_finish", subject=locked, changes=_state(changes))
    return locked


@transaction.atomic
def item_drop(*, actor: Member, item: Item, reason: str) -> Item:
    """Give an item up, and say why: those who asked for it will read it.

    Raises
    ------
    Forbidden, ValidationError
        The second named `reason` where there is none, or where the item is done or dropped already.
    """
    locked = _held(actor, item, RANKED)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: those who asked for it will read it.")})
    changes = changed(locked, state=ItemState.DROPPED)
    locked.save(update_fields=["state"])
    record(
        workspace=actor.workspace,
        actor=actor,
        verb="item_drop",
        subject=locked,
        changes=_state(changes),
        reason=reason.strip(),
    )
    return locked


@transaction.atomic
def item_reopen(*, actor: Member, item: Item) -> Item:
    """Take the last step back: done or dropped becomes what it was, started becomes open.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.ITEM_EDIT)
    locked = item_lock(item)
    values: dict[str, Any] = {"state": ItemState.OPEN, "started_at": None}
    if locked.state != ItemState.STARTED:
        values = {"state": ItemState.STARTED if locked.started_at else ItemState.OPEN, "done_at": None}
    changes = changed(locked, **values)
    if changes:
        locked.save(update_fields=list(changes))
        record(workspace=actor.workspace, actor=actor, verb="item_reopen", subject=locked, changes=_state(changes))
    return locked


@transaction.atomic
def item_remove(*, actor: Member, item: Item) -> Item:
    """Take away an item that should not have been written; what is given up is dropped, with its reason.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.ITEM_EDIT)
    locked = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if locked.removed_at is None:
        locked.removed_at = timezone.now()
        locked.save(update_fields=["removed_at"])
        record(workspace=actor.workspace, actor=actor, verb="item_remove", subject=locked, changes={})
        document_write(subject=locked)
    return locked


@transaction.atomic
def item_restore(*, actor: Member, item: Item) -> Item:
    """Bring a removed item back, with all that it had.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.ITEM_EDIT)
    locked = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if locked.removed_at is not None:
        locked.removed_at = None
        locked.save(update_fields=["removed_at"])
        record(workspace=actor.workspace, actor=actor, verb="item_restore", subject=locked, changes={})
        document_write(subject=locked)
    return locked


def _held(actor: Member, item: Item, wanted: frozenset[ItemState]) -> Item:
    """Hold an item that is in one of these states, or say in which one it is."""
    require(actor, Right.ITEM_EDIT)
    locked = item_lock(item)
    if locked.state not in wanted:
        raise ValidationError(
            _("%(key)s is in the state “%(state)s” already.") % {"key": locked.key, "state": locked.get_state_display()}
        )
    return locked


def _state(changes: Changes) -> Changes:
    return {"state": changes["state"]} if "state" in changes else {}
