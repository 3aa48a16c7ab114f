"""Write the items that an import brings, many at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gouvernail.backlog.choices.items import ItemState
from gouvernail.backlog.models import Item
from gouvernail.backlog.services.imported import missing, row_check, titles_and_states
from gouvernail.backlog.services.numbers import number_next
from gouvernail.backlog.services.search import documents_write
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record_many


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One item as it comes from another tool; what it points to is of this workspace."""

    foreign_key: str
    title: str
    text: str = ""
    state: ItemState = ItemState.OPEN
    owner_id: int | None = None
    team_id: int | None = None
    objective_id: int | None = None  # None: it waits off the compass
    created_at: datetime | None = None
    started_at: datetime | None = None
    done_at: datetime | None = None


@transaction.atomic
def items_import(
    *,
    actor: Member,
    origin: UUID,
    rows: Iterable[ItemRow],
    same: Collection[UUID] = (),
    freed: Collection[datetime] = (),
) -> list[Item]:
    """Write the items that are not there yet: called twice with the same rows, it writes them once.

    Parameters
    ----------
    same
        Imports of the same source, among which a key names one item.
    freed
        Instants at which such imports were taken away.

    Raises
    ------
    Forbidden, ValidationError
    """
    require(actor, Right.BACKLOG_IMPORT)
    number = number_next(Item, actor.workspace_id)
    new = missing(Item, {origin, *same}, freed, rows)
    made = [_made(actor, origin, row, number + place) for place, row in enumerate(new)]
    for item in made:
        row_check(item)
    Item.objects.bulk_create(made, batch_size=500)
    Item.teams.through.objects.bulk_create(
        [
            Item.teams.through(item_id=item.pk, team_id=row.team_id)
            for item, row in zip(made, new, strict=True)
            if row.team_id is not None
        ],
        batch_size=500,
    )
    told = [(item, titles_and_states(item)) for item in made]
    record_many(workspace=actor.workspace, actor=actor, verb="item_import", told=told)
    documents_write(made)
    return made


def _made(actor: Member, origin: UUID, row: ItemRow, number: int) -> Item:
    return Item(
        workspace=actor.workspace,
        number=number,
        title=row.title,
        text=row.text,
        objective_id=row.objective_id,
        owner_id=row.owner_id,
        state=row.state,
        created_at=row.created_at or timezone.now(),
        started_at=row.started_at,
        done_at=row.done_at,
        author=actor,
        origin=origin,
        foreign_key=row.foreign_key,
    )
