"""Write the prerequisites that an import brings, many at once, and take them away."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from gouvernail.backlog.models import Item, Prerequisite
from gouvernail.backlog.selectors.items.needs import needs_there, without_circles
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record_many

Pair = tuple[int, int]
"""Key of an item, then of the one that it needs."""


@transaction.atomic
def prerequisites_import(*, actor: Member, origin: UUID, pairs: Sequence[Pair]) -> list[Pair]:
    """Write the prerequisites that are not there yet and close no circle: called twice with the same, it writes once.

    Where several would close a circle together, the first ones are written. Ends that are not there are left out.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.BACKLOG_IMPORT)
    backlog_lock(actor.workspace_id)
    there = needs_there()
    items = Item.objects.filter(removed_at=None).in_bulk({key for pair in pairs for key in pair})
    known = set(there)
    new = [pair for pair in dict.fromkeys(pairs) if pair not in known and items.keys() >= set(pair)]
    kept, _circles = without_circles(there, new)
    Prerequisite.objects.bulk_create(
        (
            Prerequisite(workspace_id=actor.workspace_id, item_id=item, needs_id=needs, origin=origin)
            for item, needs in kept
        ),
        batch_size=500,
    )
    told = [(items[item], {"needs": ("", items[needs])}) for item, needs in kept]
    record_many(workspace=actor.workspace, actor=actor, verb="item_import_link", told=told)
    return kept


@transaction.atomic
def prerequisites_take_away(*, actor: Member, origin: UUID) -> list[Pair]:
    """Take away the prerequisites that an import brought, and say which: what brings them back.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.BACKLOG_IMPORT)
    backlog_lock(actor.workspace_id)
    rows = Prerequisite.objects.filter(origin=origin)
    gone = list(rows.order_by("pk").values_list("item_id", "needs_id"))
    items = Item.objects.in_bulk({key for pair in gone for key in pair})
    rows.delete()
    told = [(items[item], {"needs": (items[needs], "")}) for item, needs in gone]
    record_many(workspace=actor.workspace, actor=actor, verb="item_import_undo", told=told)
    return gone
