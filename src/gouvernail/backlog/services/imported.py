"""What requests and items have in common when an import writes them: values written over, rows taken away and back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.selectors.imported import VERBS, known, touched
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.backlog.services.search import documents_write
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record_many

Kind = type[Request] | type[Item]
Act = Literal["updated", "undone", "restored"]
Values = Mapping[str, tuple[Any, Any]]
"""Name of a field to (old, new); a foreign key is its number."""


def row_check(row: Request | Item) -> None:
    """Check the texts and figures of a row that an import writes; what it points to was found in this workspace.

    Checked by hand, as `full_clean` asks the database for each key of each of ten thousand rows.

    Raises
    ------
    ValidationError
        Named by field.
    """
    pointing = {field.name for field in row._meta.fields if isinstance(field, ForeignKey)}  # noqa: SLF001
    row.clean_fields(exclude=pointing)
    if row.origin is None or not row.foreign_key:
        raise ValidationError(_("An imported row names its import and its key there."))


@transaction.atomic
def rows_overwrite(
    *, actor: Member, model: Kind, values: Mapping[int, Values], act: Act = "updated"
) -> dict[int, Values]:
    """Write values over those that rows have, where they still have the old one and nobody has touched the row since.

    Parameters
    ----------
    values
        Key of the row to what changes.
    act
        What the trail says of it.

    Returns
    -------
    dict
        What was written: key of the row to its values.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.BACKLOG_IMPORT)
    backlog_lock(actor.workspace_id)
    kept = touched(model, values)
    written: dict[int, Values] = {}
    rows = model.objects.select_for_update(of=("self",)).filter(pk__in=set(values) - kept, removed_at=None)
    for row in rows.select_related("workspace"):
        changes = _set(row, values[row.pk])
        if changes:
            row.version += 1
            row.save(update_fields=[*(name for name in changes if name != "teams"), "version"])
            written[row.pk] = changes
    there = [row for row in rows if row.pk in written]
    told = [(row, _recorded(written[row.pk])) for row in there]
    record_many(workspace=actor.workspace, actor=actor, verb=getattr(VERBS[model], act), told=told)
    documents_write(there)
    return written


@transaction.atomic
def rows_take_away(
    *, actor: Member, model: Kind, origin: UUID, keys: Collection[int], at: datetime, also: Collection[int] = ()
) -> int:
    """Take away rows that an import brought and that nobody touched since, and those of `also`; say how many.

    Parameters
    ----------
    at
        Written as `removed_at`: what brings them back finds them by it.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.BACKLOG_IMPORT)
    backlog_lock(actor.workspace_id)
    stay = touched(model, keys).difference(also)
    rows = list(model.objects.filter(origin=origin, removed_at=None, pk__in=set(keys) - stay))
    _mark(actor, model, rows, at, act="undone")
    return len(rows)


@transaction.atomic
def rows_bring_back(
    *, actor: Member, model: Kind, origins: Collection[UUID], keys: Collection[int], at: datetime
) -> int:
    """Bring back rows that were taken away at an instant, but for those that another import has brought since.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.BACKLOG_IMPORT)
    backlog_lock(actor.workspace_id)
    rows: list[Any] = list(model.objects.filter(pk__in=keys, origin__in=origins, removed_at=at))
    there = known(model, origins, [row.foreign_key for row in rows])
    back = [row for row in rows if there[row.foreign_key].removed_at is not None]
    _mark(actor, model, back, None, act="restored")
    return len(back)


def _mark(actor: Member, model: Kind, rows: list[Any], at: datetime | None, *, act: Act) -> None:
    for row in rows:
        row.removed_at = at
    model._default_manager.bulk_update(rows, ["removed_at"], batch_size=500)  # noqa: SLF001  # Django's public door
    verb = getattr(VERBS[model], act)
    record_many(workspace=actor.workspace, actor=actor, verb=verb, told=[(row, {}) for row in rows])
    documents_write(rows)


def _recorded(changes: Values) -> dict[str, tuple[Any, Any]]:
    """Say what the trail keeps, which is never forgotten: who asked as a reference, never by name."""
    found = {name: pair for name, pair in changes.items() if name not in {"asked_by", "requester_id"}}
    if "requester_id" in changes:
        old, new = (None if key is None else Member(pk=key) for key in changes["requester_id"])
        found["requester"] = (old, new)
    return found


def _set(row: Any, values: Values) -> dict[str, tuple[Any, Any]]:
    """Set what still has its old value, and say what was set."""
    found: dict[str, tuple[Any, Any]] = {}
    for name, (old, new) in values.items():
        if name == "teams":
            if sorted(row.teams.values_list("pk", flat=True)) == sorted(old) != sorted(new):
                row.teams.set(new)
                found[name] = (old, new)
        elif getattr(row, name) == old != new:
            setattr(row, name, new)
            found[name] = (old, new)
    return found


def titles_and_states(row: Request | Item) -> dict[str, tuple[Any, Any]]:
    """Say what the trail keeps of a row that an import brought."""
    return {"title": ("", row.title), "state": ("", row.state), "foreign_key": ("", row.foreign_key)}


def missing(model: Kind, origins: Collection[UUID], freed: Collection[datetime], rows: Iterable[Any]) -> list[Any]:
    """Give the rows to write whose key no import of this source has brought yet; call it under the lock.

    Parameters
    ----------
    freed
        Instants at which imports were taken away: their rows may come anew. What a person removed stays away.
    """
    given = {row.foreign_key: row for row in rows}
    there = known(model, origins, given)
    return [row for key, row in given.items() if key not in there or there[key].removed_at in freed]
