"""What an item needs, takes, answers, and where more is said of it."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.backlog.forms.items.parts import EffortForm, LinkForm, NeedForm, OriginForm
from gouvernail.backlog.models import Effort, Item, Link, Request
from gouvernail.backlog.services.items.efforts import effort_edit
from gouvernail.backlog.services.items.links import link_add, link_remove
from gouvernail.backlog.services.items.needs import prerequisite_add, prerequisite_remove
from gouvernail.backlog.services.items.origins import origin_add, origin_remove
from gouvernail.backlog.views.items.story import found, story_page
from gouvernail.backlog.views.moves import address, given
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require


@require_POST
def need_add(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say that an item needs another one first."""
    item = found(pk)
    require(request.member, Right.ITEM_EDIT)
    form = NeedForm(given(request))
    try:
        _check(form)
        row = prerequisite_add(actor=request.member, item=item, needs=form.cleaned_data["needs"])
    except ValidationError as refusal:
        return _refused(request, item, "need", form, refusal)
    text = _("%(key)s now comes after %(needs)s.") % {"key": item.key, "needs": row.needs.key}
    said(request, text, undo=address(request, "item_need_remove", pk, row.needs_id))
    return _shown(request, item, "needs")


@require_POST
def need_remove(request: WorkspaceRequest, pk: int, needs: int) -> HttpResponse:
    """Say that an item does not need another one any more."""
    item, needed = found(pk), get_object_or_404(Item, pk=needs)
    prerequisite_remove(actor=request.member, item=item, needs=needed)
    undo = f"{address(request, 'item_need_add', pk)}?{urlencode({'needs': needed.key})}"
    said(
        request, _("%(key)s does not wait for %(needs)s any more.") % {"key": item.key, "needs": needed.key}, undo=undo
    )
    return _shown(request, item, "needs")


@require_POST
def effort(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say what an item takes of a team; two empty ends take the guess away."""
    item = found(pk)
    require(request.member, Right.EFFORT_EDIT)
    form = EffortForm(given(request))
    try:
        _check(form)
        team = form.cleaned_data["team"]
        held = Effort.objects.filter(item=item, team=team).first()
        effort_edit(actor=request.member, item=item, **form.cleaned_data)
    except ValidationError as refusal:
        return _refused(request, item, "effort", form, refusal)
    was = {"team": team.pk} | ({"low": held.low, "high": held.high} if held else {})
    undo = f"{address(request, 'item_effort', pk)}?{urlencode(was)}"
    said(request, _("The effort of %(team)s on %(key)s is saved.") % {"team": team, "key": item.key}, undo=undo)
    return _shown(request, item, "efforts")


@require_POST
def item_link_add(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Add an address."""
    item = found(pk)
    require(request.member, Right.ITEM_EDIT)
    form = LinkForm(given(request))
    try:
        _check(form)
        row = link_add(actor=request.member, item=item, **form.cleaned_data)
    except ValidationError as refusal:
        return _refused(request, item, "link", form, refusal)
    said(request, _("The link is added."), undo=address(request, "link_remove", row.pk))
    return _shown(request, item, "links")


@require_POST
def item_link_remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take an address away."""
    row = get_object_or_404(Link.objects.select_related("item"), pk=pk, item__removed_at=None)
    undo = f"{address(request, 'item_link_add', row.item_id)}?{urlencode({'address': row.address, 'label': row.label})}"
    link_remove(actor=request.member, link=row)
    said(request, _("The link is removed."), undo=undo)
    return _shown(request, row.item, "links")


@require_POST
def item_origin_add(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say that an item answers a request."""
    item = found(pk)
    require(request.member, Right.ITEM_EDIT)
    form = OriginForm(given(request))
    try:
        _check(form)
        row = origin_add(actor=request.member, item=item, request=form.cleaned_data["request"])
    except ValidationError as refusal:
        return _refused(request, item, "origin", form, refusal)
    text = _("%(key)s answers %(request)s.") % {"key": item.key, "request": row.request.key}
    said(request, text, undo=address(request, "item_origin_remove", pk, row.request_id))
    return _shown(request, item, "requests")


@require_POST
def item_origin_remove(request: WorkspaceRequest, pk: int, asked: int) -> HttpResponse:
    """Say that an item does not answer a request any more."""
    item, row = found(pk), get_object_or_404(Request, pk=asked)
    origin_remove(actor=request.member, item=item, request=row)
    undo = f"{address(request, 'item_origin_add', pk)}?{urlencode({'request': row.key})}"
    said(request, _("%(key)s does not answer %(request)s any more.") % {"key": item.key, "request": row.key}, undo=undo)
    return _shown(request, item, "requests")


def _check(form: Form) -> None:
    if not form.is_valid():
        raise ValidationError([])


def _refused(request: WorkspaceRequest, item: Item, name: str, form: Form, refusal: ValidationError) -> HttpResponse:
    """Show the item again, what is wrong beside its field."""
    if refusal.messages:
        known = set(getattr(refusal, "error_dict", {})) <= set(form.fields)
        form.add_error(None, refusal if known else " ".join(refusal.messages))
    return story_page(request, item, **{name: form})


def _shown(request: WorkspaceRequest, item: Item, anchor: str) -> HttpResponse:
    return redirect(f"{address(request, 'item_detail', item.pk)}#{anchor}")
