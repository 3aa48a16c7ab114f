"""One click on an item: start, finish, drop, open again, remove, bring back, give an objective."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.backlog.forms.items.parts import AimForm, DropForm
from gouvernail.backlog.models import Item
from gouvernail.backlog.services.items import states
from gouvernail.backlog.services.items.items import item_aim as aim
from gouvernail.backlog.views.items.story import found, story_page
from gouvernail.backlog.views.moves import address, back, given
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require


@require_POST
def item_start(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Start an item."""
    return _moved(request, found(pk), states.item_start, _("%(key)s is started."), undo="item_reopen")


@require_POST
def item_finish(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Finish an item."""
    return _moved(request, found(pk), states.item_finish, _("%(key)s is done."), undo="item_reopen")


@require_POST
def item_reopen(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take the last step back."""
    return _moved(request, found(pk), states.item_reopen, _("%(key)s is open again."))


@require_POST
def item_restore(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Bring a removed item back."""
    item = get_object_or_404(Item, pk=pk)
    return _moved(request, item, states.item_restore, _("%(key)s is back."))


@require_POST
def item_remove(request: WorkspaceRequest, pk: int) -> HttpResponseRedirect:
    """Remove an item; also what undoes its writing."""
    item = found(pk)
    states.item_remove(actor=request.member, item=item)
    said(request, _("%(key)s is removed.") % {"key": item.key}, undo=address(request, "item_restore", pk))
    return redirect(address(request, "item_list"))


@require_http_methods(["GET", "HEAD", "POST"])
def item_drop(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Give an item up, and say why."""
    item = found(pk)
    require(request.member, Right.ITEM_EDIT)
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            states.item_drop(actor=request.member, item=item, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            undo = address(request, "item_reopen", pk)
            said(request, _("%(key)s is dropped; its reason is kept.") % {"key": item.key}, undo=undo)
            return redirect(address(request, "item_detail", pk))
    context = {"form": form, "item": item, "back": address(request, "item_detail", pk)}
    return render(request, "backlog/items/drop.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def item_aim(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Give an item its objective in one click; without one, take it away (what undoes the click)."""
    item = found(pk)
    require(request.member, Right.ITEM_EDIT)
    form = AimForm(given(request))
    if not form.is_valid():
        return story_page(request, item, aim=form)
    before, wanted = item.objective, form.cleaned_data["objective"]
    try:
        aim(actor=request.member, item=item, objective=wanted)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return story_page(request, item, aim=form)
    can_undo = before is None or before.is_active
    undo = f"{address(request, 'item_aim', pk)}?objective={before.pk if before else ''}" if can_undo else ""
    text = _("%(key)s serves “%(objective)s”.") if wanted else _("%(key)s waits off the compass.")
    said(request, text % {"key": item.key, "objective": wanted}, undo=undo)
    return back(request, address(request, "item_detail", pk))


def _moved(
    request: WorkspaceRequest, item: Item, act: Callable[..., Item], text: str, *, undo: str = ""
) -> HttpResponseRedirect:
    """Do an act, or say why it cannot be done, and show the item."""
    try:
        act(actor=request.member, item=item)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
    else:
        said(request, text % {"key": item.key}, undo=address(request, undo, item.pk) if undo else "")
    return redirect(address(request, "item_detail", item.pk))
