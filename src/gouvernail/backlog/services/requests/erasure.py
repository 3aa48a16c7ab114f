"""Forget a person who asked for it: the name that another tool gave them (`settings.FORGET_PERSON`)."""

from itertools import groupby

from gouvernail.backlog.models import Request
from gouvernail.backlog.services.search import documents_write
from gouvernail.workspaces.models import User


def asked_by_forget(*, user: User, addresses: set[str]) -> None:  # noqa: ARG001  # the same call in every room
    """Remove the names that imports told of the requests that are theirs, and have these found by them no more.

    Call inside `scopes_disabled()`.
    """
    rows = list(Request.objects.filter(requester__user=user).exclude(asked_by="").order_by("workspace_id", "pk"))
    for row in rows:
        row.asked_by = ""
        row.save(update_fields=["asked_by"])
    for _workspace, some in groupby(rows, key=lambda row: row.workspace_id):
        documents_write(some)
