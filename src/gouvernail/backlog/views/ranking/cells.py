"""Cells of the table, changed where they stand. Without htmx, the form of the whole row does the same."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gouvernail.backlog.forms.ranking.cells import CellForm, EffortCellForm
from gouvernail.backlog.models import Effort, Item
from gouvernail.backlog.selectors.items.differences import plain_of
from gouvernail.backlog.selectors.ranking.table import rows_of
from gouvernail.backlog.services.items.cells import item_cell_edit
from gouvernail.backlog.services.items.efforts import StaleEffort, effort_edit
from gouvernail.backlog.services.items.items import StaleItem
from gouvernail.backlog.views.items.story import found
from gouvernail.backlog.views.items.undo import undo_kept
from gouvernail.backlog.views.moves import address
from gouvernail.backlog.views.ranking.backlog import row_of
from gouvernail.web.fragments import INVALID, answer, is_fragment
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require

_FIELDS = {"title", "objective", "owner"}
_MANY = 2  # teams with a guess: the page of the item shows them one by one


@require_http_methods(["GET", "HEAD", "POST"])
def item_cell(request: WorkspaceRequest, pk: int, name: str) -> HttpResponse:
    """Show a cell (`?show=1`), the form that changes it, or change it."""
    item = found(pk)
    if name not in {*_FIELDS, "effort"}:
        raise Http404
    require(request.member, Right.EFFORT_EDIT if name == "effort" else Right.ITEM_EDIT)
    if not is_fragment(request) and request.method != "POST":
        return redirect(f"{address(request, 'backlog')}?edit={pk}#item-{pk}")
    if "show" in request.GET:
        return _shown(request, item, name)
    return _effort(request, item) if name == "effort" else _field(request, item, name)


def _field(request: WorkspaceRequest, item: Item, name: str) -> HttpResponse:
    search = address(request, "owner_find")
    form = CellForm(item, name, request.POST or None, search=f"{search}?as={name}")
    if not form.is_valid():
        return _form(request, item, name, form)
    before = plain_of(item, [name, "also_serves"])
    try:
        saved = item_cell_edit(actor=request.member, item=item, name=name, value=form.value, was=form.seen)
    except StaleItem as stale:
        fresh = CellForm(stale.item, name, search=search)
        fresh.initial[name] = form[name].value()
        return _form(request, item, name, fresh, conflict=stale.differences[0].theirs)
    except ValidationError as refusal:
        form.add_error(name, " ".join(refusal.messages))
        return _form(request, item, name, form)
    undo = undo_kept(request, before, saved)
    if undo:
        said(request, _("%(key)s is saved.") % {"key": item.key}, undo=undo)
    return _shown(request, saved, name)


def _effort(request: WorkspaceRequest, item: Item) -> HttpResponse:
    guesses = list(item.efforts.select_related("team").order_by("team__name")[:_MANY])
    if len(guesses) == _MANY and request.method != "POST":
        return _form(request, item, "effort", None)
    form = EffortCellForm(item, guesses[0] if guesses else None, request.POST or None)
    if not form.is_valid():
        return _form(request, item, "effort", form)
    team, given = form.cleaned_data["team"], dict(form.cleaned_data)
    held = next((one for one in guesses if one.team_id == team.pk), None)
    seen = form.cleaned_data["was"] if form.initial.get("team") in {None, team.pk} else None
    try:
        effort_edit(actor=request.member, item=item, **given | {"was": seen})
    except StaleEffort as stale:
        return _form(request, item, "effort", _again(item, held, form, stale.now), conflict=stale.now or "–")
    except ValidationError as refusal:
        form.add_error(None, " ".join(refusal.messages))
        return _form(request, item, "effort", form)
    if (held and (held.low, held.high)) != ((given["low"], given["high"]) if given["high"] is not None else None):
        was = {"team": team.pk} | ({"low": held.low, "high": held.high} if held else {})
        undo = f"{address(request, 'item_effort', item.pk)}?{urlencode(was)}"
        said(request, _("The effort of %(team)s on %(key)s is saved.") % {"team": team, "key": item.key}, undo=undo)
    return _shown(request, item, "effort")


def _again(item: Item, held: Effort | None, form: EffortCellForm, now: str) -> EffortCellForm:
    """Give a form with what was typed, that knows what stands there now."""
    fresh = EffortCellForm(item, held)
    fresh.initial.update({name: form[name].value() for name in ("team", "low", "high")} | {"was": now})
    return fresh


def _form(request: WorkspaceRequest, item: Item, name: str, form: Any, *, conflict: str = "") -> HttpResponse:
    context = {"form": form, "item": item, "name": name, "conflict": conflict}
    status = INVALID if request.method == "POST" else 200
    if not is_fragment(request):  # sent without script: the page of the item has every field
        said(request, _("Nothing is saved: open the form of the item, where all of it can be changed."))
        return redirect(address(request, "item_detail", item.pk))
    return answer(request, "backlog/ranking/cell_form.html", context, part="cell", status=status)


def _shown(request: WorkspaceRequest, item: Item, name: str) -> HttpResponse:
    if not is_fragment(request):
        return redirect(f"{address(request, 'backlog')}#item-{item.pk}")
    row = row_of(rows_of([item.pk])[0])
    rights = {"may_edit": may(request.member, Right.ITEM_EDIT), "may_guess": may(request.member, Right.EFFORT_EDIT)}
    context = {"item": row["item"], "standing": row["standing"], "row": row, "name": name, **rights}
    return answer(request, "backlog/ranking/cell_shown.html", context, part="cell")
