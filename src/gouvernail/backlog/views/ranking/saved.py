"""Views of the backlog that people keep."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.backlog.forms.ranking.rules import ViewForm, address_of, query_from
from gouvernail.backlog.models import SavedView
from gouvernail.backlog.selectors.ranking.saved import view_get
from gouvernail.backlog.services.ranking.saved_views import view_duplicate, view_edit, view_remove, view_save
from gouvernail.backlog.views.moves import address, given
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest


@require_POST
def view_new(request: WorkspaceRequest) -> HttpResponse:
    """Keep what is on the screen under a name; the undo of a removal comes here too."""
    data = given(request)
    query = query_from(QueryDict(data.get("query", "")))
    form = ViewForm(data)
    if not form.is_valid():
        return _page(request, form, None, address_of(query))
    try:
        row = view_save(actor=request.member, query=query, **form.cleaned_data)
    except ValidationError as refusal:
        _add(form, refusal)
        return _page(request, form, None, address_of(query))
    said(request, _("The view “%(title)s” is kept.") % {"title": row.title}, undo=_to(request, "view_remove", row.pk))
    return redirect(f"{address(request, 'backlog')}?{address_of(row.query)}")


@require_http_methods(["GET", "HEAD", "POST"])
def view_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Give one's own view another name, share it, or no longer."""
    view = _found(request, pk)
    form = ViewForm(request.POST or None, instance=SavedView.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            row = view_edit(actor=request.member, view=view, **form.cleaned_data)
        except ValidationError as refusal:
            _add(form, refusal)
        else:
            said(request, _("The view “%(title)s” is saved.") % {"title": row.title})
            return redirect(f"{address(request, 'backlog')}?{address_of(row.query)}")
    return _page(request, form, view, address_of(view.query))


@require_POST
def view_copy(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Make somebody's shared view one's own."""
    try:
        row = view_duplicate(actor=request.member, view=_found(request, pk))
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=40)
        return redirect(address(request, "backlog"))
    said(request, _("The view “%(title)s” is yours.") % {"title": row.title}, undo=_to(request, "view_remove", row.pk))
    return redirect(f"{address(request, 'backlog')}?{address_of(row.query)}")


@require_POST
def view_gone(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take one's own view away."""
    view = _found(request, pk)
    view_remove(actor=request.member, view=view)
    was = {"title": view.title, "query": address_of(view.query)} | ({"is_shared": "on"} if view.is_shared else {})
    undo = f"{address(request, 'view_save')}?{urlencode(was)}"
    said(request, _("The view “%(title)s” is removed.") % {"title": view.title}, undo=undo)
    return redirect(address(request, "backlog"))


def _found(request: WorkspaceRequest, key: int) -> SavedView:
    view = view_get(key, request.member)
    if view is None:
        raise Http404
    return view


def _to(request: WorkspaceRequest, name: str, key: int) -> str:
    return address(request, name, key)


def _add(form: ViewForm, refusal: ValidationError) -> None:
    if refusal.messages:
        known = set(getattr(refusal, "error_dict", {})) <= set(form.fields)
        form.add_error(None, refusal if known else " ".join(refusal.messages))


def _page(request: WorkspaceRequest, form: ViewForm, view: SavedView | None, query: str) -> HttpResponse:
    context = {
        "form": form,
        "view": view,
        "query": query,
        "is_mine": view is None or view.owner_id == request.member.pk,
    }
    return render(request, "backlog/ranking/view.html", context, status=INVALID if form.is_bound else 200)
