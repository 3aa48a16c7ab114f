"""Write the requests that an import brings, many at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Request
from gouvernail.backlog.services.imported import missing, row_check, titles_and_states
from gouvernail.backlog.services.numbers import number_next
from gouvernail.backlog.services.search import documents_write
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record_many


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """One request as it comes from another tool; what it points to is of this workspace."""

    foreign_key: str
    title: str
    need: str
    state: RequestState = RequestState.RECEIVED
    asked_by: str = ""  # who asked, where nobody of the workspace is known by that name
    requester_id: int | None = None  # None: nobody of the workspace, and never who imports
    team_id: int | None = None
    objective_id: int | None = None
    created_at: datetime | None = None
    decided_at: datetime | None = None


@transaction.atomic
def requests_import(
    *,
    actor: Member,
    origin: UUID,
    rows: Iterable[RequestRow],
    same: Collection[UUID] = (),
    freed: Collection[datetime] = (),
) -> list[Request]:
    """Write the requests that are not there yet: called twice with the same rows, it writes them once.

    Nobody is written to, nobody is invited, and no answer is made up: a state comes as it was in the other tool.

    Parameters
    ----------
    same
        Imports of the same source, among which a key names one request.
    freed
        Instants at which such imports were taken away.

    Raises
    ------
    Forbidden, ValidationError
    """
    require(actor, Right.BACKLOG_IMPORT)
    number = number_next(Request, actor.workspace_id)
    new = missing(Request, {origin, *same}, freed, rows)
    made = [_made(actor, origin, row, number + place) for place, row in enumerate(new)]
    for request in made:
        row_check(request)
    Request.objects.bulk_create(made, batch_size=500)
    told = [(request, titles_and_states(request)) for request in made]
    record_many(workspace=actor.workspace, actor=actor, verb="request_import", told=told)
    documents_write(made)
    return made


def _made(actor: Member, origin: UUID, row: RequestRow, number: int) -> Request:
    return Request(
        workspace=actor.workspace,
        number=number,
        title=row.title,
        need=row.need,
        asked_by=row.asked_by,
        requester_id=row.requester_id,
        author=actor,
        team_id=row.team_id,
        objective_id=row.objective_id,
        state=row.state,
        decided_at=row.decided_at,
        created_at=row.created_at or timezone.now(),
        origin=origin,
        foreign_key=row.foreign_key,
    )
