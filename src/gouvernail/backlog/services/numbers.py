"""Numbers that people say: one after the other in each workspace, whoever writes at the same time."""

from django.db.models import Max

from gouvernail.backlog.models import Item, Request
from gouvernail.workspaces.models import Workspace


def backlog_lock(workspace_id: int) -> None:
    """Let one writer at a time change what rows of the backlog have in common. Call it first in a transaction.

    The key of the workspace itself stays free: rows that point to it are written meanwhile.
    """
    Workspace.objects.select_for_update(no_key=True).only("pk").get(pk=workspace_id)


def number_next(model: type[Item] | type[Request], workspace_id: int) -> int:
    """Give the number of the next item or request; those that were removed keep theirs."""
    backlog_lock(workspace_id)
    last: int | None = model.objects.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
