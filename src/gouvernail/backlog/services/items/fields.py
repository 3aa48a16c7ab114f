"""What an item may say: one check for whoever writes it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Item
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Team

PLAIN = ("title", "text", "objective", "owner", "data_object", "claimed_urgency", "claimed_by")
MANY = ("also_serves", "teams")


def item_check(item: Item, changed: Iterable[str]) -> None:
    """Check an item; of what it points to, only what has just been chosen: what it had may have been archived since.

    Raises
    ------
    ValidationError
        Named by field.
    """
    item.full_clean()
    chosen = set(changed)
    if "objective" in chosen and item.objective is not None and not item.objective.is_active:
        raise ValidationError({"objective": _("This objective is archived. Choose one that the compass has today.")})
    if "owner" in chosen and item.owner is not None and not item.owner.is_active:
        raise ValidationError({"owner": _("Choose an active member of this workspace.")})
    if "data_object" in chosen and item.data_object is not None and not item.data_object.is_active:
        raise ValidationError({"data_object": _("This data object is archived. Choose another one.")})
    if item.claimed_by is not None and item.claimed_urgency is None:
        raise ValidationError({"claimed_urgency": _("Say how urgent this team says that it is, or name no team.")})
    for name in chosen.intersection(("objective", "owner", "data_object", "claimed_by")):
        _here(item, name, [getattr(item, name)])


def many_check(item: Item, name: str, rows: Iterable[Objective | Team]) -> None:
    """Check what an item points to many times.

    Raises
    ------
    ValidationError
        Named by field.
    """
    found = list(rows)
    _here(item, name, found)
    if name == "also_serves" and item.objective in found:
        raise ValidationError({name: _("The item serves this objective already: it is its first one.")})


def _here(item: Item, name: str, rows: Iterable[Model | None]) -> None:
    if any(row is not None and row.workspace_id != item.workspace_id for row in rows):  # type: ignore[attr-defined]
        raise ValidationError({name: _("This is not of this workspace.")})
