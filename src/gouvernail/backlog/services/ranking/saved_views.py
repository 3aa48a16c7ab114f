"""Views of the backlog that people keep: one's own, and those that others share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.models import SavedView
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import Forbidden, require
from gouvernail.workspaces.services.trail import changed, record

MOST = 50  # views a person


@transaction.atomic
def view_save(*, actor: Member, title: str, query: dict[str, list[str]], is_shared: bool = False) -> SavedView:
    """Keep a way to look at the backlog.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field.
    """
    require(actor, Right.WORKSPACE_READ)
    if SavedView.objects.filter(owner=actor).count() >= MOST:
        raise ValidationError({"title": _("You keep %(most)s views already: remove one first.") % {"most": MOST}})
    row = SavedView(
        workspace=actor.workspace, owner=actor, title=title.strip(), query=query, is_shared=is_shared, at=timezone.now()
    )
    _check(row)
    row.save()
    _told(actor, row, "view_save", {"title": ("", row.title), "is_shared": (None, row.is_shared)})
    return row


@transaction.atomic
def view_edit(*, actor: Member, view: SavedView, **fields: Any) -> SavedView:
    """Change one's own view: `title`, `query`, `is_shared`.

    Raises
    ------
    Forbidden, ValidationError
        The first where it is somebody else's.
    """
    locked = _own(actor, view)
    changes = changed(locked, **fields)
    _check(locked)
    if changes:
        locked.save()
        _told(actor, locked, "view_edit", changes)
    return locked


@transaction.atomic
def view_duplicate(*, actor: Member, view: SavedView) -> SavedView:
    """Make a shared view one's own, to change it freely.

    Raises
    ------
    Forbidden, ValidationError
    """
    require(actor, Right.WORKSPACE_READ)
    taken = set(SavedView.objects.filter(owner=actor).values_list("title", flat=True))
    title, number = view.title[:70], 2
    while title in taken:
        title, number = f"{view.title[:70]} ({number})", number + 1
    return view_save(actor=actor, title=title, query=view.query)


@transaction.atomic
def view_remove(*, actor: Member, view: SavedView) -> None:
    """Take one's own view away.

    Raises
    ------
    Forbidden
        Where it is somebody else's.
    """
    locked = _own(actor, view)
    _told(actor, locked, "view_remove", {"title": (locked.title, "")})
    locked.delete()


def _own(actor: Member, view: SavedView) -> SavedView:
    require(actor, Right.WORKSPACE_READ)
    locked = SavedView.objects.select_for_update(of=("self",)).select_related("owner__user").get(pk=view.pk)
    if locked.owner_id != actor.pk:
        raise Forbidden(_("Only its owner may change a view. Duplicate it: the copy will be yours."))
    return locked


def _check(row: SavedView) -> None:
    row.full_clean(exclude=["workspace"])
    others = SavedView.objects.filter(owner_id=row.owner_id, title=row.title).exclude(pk=row.pk)
    if others.exists():
        raise ValidationError({"title": _("You keep a view of this name already.")})


def _told(actor: Member, row: SavedView, verb: str, changes: dict[str, tuple[Any, Any]]) -> None:
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=row, changes=changes)
