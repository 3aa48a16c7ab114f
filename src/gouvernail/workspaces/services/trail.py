"""Every service tells the trail what it changed. The trail itself stands in a higher room (settings.TRAIL_WRITER)."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from gouvernail.workspaces.models import Member, Workspace

Changes = Mapping[str, tuple[Any, Any]]


class TrailWriter(Protocol):
    """What the trail offers: see `gouvernail.decisions.services.trail.changes_append`."""

    def __call__(
        self,
        *,
        workspace: Workspace,
        actor: Member | None,
        verb: str,
        subject: Model,
        changes: Changes,
        reason: str = "",
    ) -> None:
        """Append one entry a changed field."""


def record(
    *, workspace: Workspace, actor: Member | None, verb: str, subject: Model, changes: Changes, reason: str = ""
) -> None:
    """Append to the trail, in the caller's transaction.

    Parameters
    ----------
    actor
        Who did it; None for the product itself (a job, the command line).
    verb
        Name of the service, `duty_assign`.
    changes
        Field name to (old, new); empty where the act itself is all there is to say (an invitation sent again).
    """
    write: TrailWriter = import_string(settings.TRAIL_WRITER)
    write(workspace=workspace, actor=actor, verb=verb, subject=subject, changes=changes, reason=reason)


def changed(row: Model, **values: Any) -> dict[str, tuple[Any, Any]]:
    """Set the given fields on a row and give back those that differ, as (old, new). Nothing is saved."""
    found = {}
    for field, new in values.items():
        old = getattr(row, field)
        if old != new:
            setattr(row, field, new)
            found[field] = (old, new)
    return found
