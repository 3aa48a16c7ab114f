"""Offer to take a saved change back, and take it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.items.differences import plain_of
from gouvernail.backlog.services.items.undo import item_edit_undo
from gouvernail.backlog.views.items.story import found
from gouvernail.backlog.views.moves import address, back
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require

_KEPT = "items_as_they_were"
_MOST = 5  # changes of one reader that can be taken back: texts are long, and toasts go


def undo_kept(request: WorkspaceRequest, before: dict[str, Any], item: Item) -> str:
    """Keep what fields held before a change, for its author only, and give the address that puts it back.

    Parameters
    ----------
    before
        As `plain_of` gave it before the change.
    item
        As it was saved.
    """
    after = plain_of(item, before)
    was = {name: (old, after[name]) for name, old in before.items() if old != after[name]}
    if not was:
        return ""
    kept = request.session.get(_KEPT, {})
    kept[f"{item.pk}:{item.version}"] = was
    request.session[_KEPT] = dict(list(kept.items())[-_MOST:])
    return address(request, "item_edit_undo", item.pk, item.version)


@require_POST
def item_put_back(request: WorkspaceRequest, pk: int, version: int) -> HttpResponse:
    """Take a change of one's own back."""
    item = found(pk)
    require(request.member, Right.ITEM_EDIT)
    kept = request.session.get(_KEPT, {})
    was = kept.pop(f"{item.pk}:{version}", None)
    if was is None:
        text = _("This change of %(key)s cannot be taken back any more. Its history says what it was.")
        said(request, text % {"key": item.key}, level=messages.ERROR)
        return back(request, address(request, "item_detail", item.pk))
    try:
        item_edit_undo(actor=request.member, item=item, was=was)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
    else:
        request.session[_KEPT] = kept
        said(request, _("%(key)s is as it was.") % {"key": item.key})
    return back(request, address(request, "item_detail", item.pk))
