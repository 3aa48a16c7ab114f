"""Every service tells the trail what it changed. The trail itself stands in a higher room (settings.TRAIL_WRITER)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Model
from django.utils.module_loading import import_string

from gouvernail.workspaces.models import Member, Workspace

Changes = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, kw_only=True)
class Because:
    """Why something was done, where it follows from a decision.

    Parameters
    ----------
    decision
        Its key in the register, `DEC-12`.
    """

    reason: str
    decision: str


class TrailWriter(Protocol):
    """What the trail offers: see `gouvernail.decisions.services.trail.changes_append`."""

    def __call__(
        self,
        *,
        workspace: Workspace,
        actor: Member | None,
        verb: str,
        told: Iterable[tuple[Model, Changes]],
        reason: str | Because = "",
    ) -> None:
        """Append one entry a changed field of each row."""


def record(
    *,
    workspace: Workspace,
    actor: Member | None,
    verb: str,
    subject: Model,
    changes: Changes,
    reason: str | Because = "",
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
    reason
        In words; with the decision that it follows from, if any.
    """
    record_many(workspace=workspace, actor=actor, verb=verb, told=[(subject, changes)], reason=reason)


def record_many(
    *,
    workspace: Workspace,
    actor: Member | None,
    verb: str,
    told: Iterable[tuple[Model, Changes]],
    reason: str | Because = "",
) -> None:
    """Append what one service did to many rows, as `record` would row by row: each has its own act.

    Parameters
    ----------
    told
        Each row with what changed in it.
    """
    write: TrailWriter = import_string(settings.TRAIL_WRITER)
    write(workspace=workspace, actor=actor, verb=verb, told=told, reason=reason)


def changed(row: Model, **values: Any) -> dict[str, tuple[Any, Any]]:
    """Set the given fields on a row and give back those that differ, as (old, new). Nothing is saved."""
    found = {}
    for field, new in values.items():
        old = getattr(row, field)
        if old != new:
            setattr(row, field, new)
            found[field] = (old, new)
    return found
