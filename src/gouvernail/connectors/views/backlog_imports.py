"""Bring an import into the backlog: compare, choose, write, take away, bring back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from gouvernail.connectors.choices import BacklogKind
from gouvernail.connectors.forms.backlog_import import BacklogImportForm
from gouvernail.connectors.models import BacklogImport
from gouvernail.connectors.selectors.backlog_imports import (
    backlog_import_get,
    backlog_imports,
    differences_said,
    leaving,
    refusals_said,
    rows_of,
)
from gouvernail.connectors.selectors.backlog_plan import people_said
from gouvernail.connectors.selectors.imports import import_get, said_of
from gouvernail.connectors.services.backlog_imports import (
    backlog_import_choose,
    backlog_import_confirm,
    backlog_import_create,
    backlog_import_restore,
    backlog_import_undo,
)
from gouvernail.web.fragments import INVALID, answer, is_fragment
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require

_PAGE = 30


@require_safe
def backlog_import_list(request: WorkspaceRequest) -> HttpResponse:
    """List what was brought from other tools, and take a file."""
    may_run = may(request.member, Right.BACKLOG_IMPORT)
    page = Paginator(backlog_imports(), _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "may_run": may_run, "limit_mb": settings.UPLOAD_LIMIT_MB}
    return answer(request, "connectors/backlog_import_list.html", context)


@require_POST
def import_backlog(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Compare an import with the backlog, as requests or as items."""
    require(request.member, Right.BACKLOG_IMPORT)
    run = import_get(pk)
    kind = request.POST.get("kind", "")
    if run is None:
        raise Http404
    if kind not in BacklogKind.values:
        said(request, _("Choose what the rows become: requests, or items of the backlog."), level=messages.ERROR)
        return redirect("connectors:import_detail", request.workspace.slug, run.pk)
    try:
        found = backlog_import_create(actor=request.member, run=run, kind=kind)
    except ValidationError as error:
        said(request, error.messages[0], level=messages.ERROR)
        return redirect("connectors:import_detail", request.workspace.slug, run.pk)
    return redirect("connectors:backlog_import_detail", request.workspace.slug, found.pk)


@require_safe
def backlog_import_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show what an import would do, or what it did."""
    found = _found(pk)
    if request.GET.get("wait") and not found.is_busy:
        return HttpResponseClientRedirect(request.path) if is_fragment(request) else redirect(request.path)
    return answer(request, "connectors/backlog_import.html", _page_of(request, found), part="progress")


@require_POST
def backlog_import_chosen(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Keep what was chosen; write it where it is what was compared."""
    require(request.member, Right.BACKLOG_IMPORT)
    found = _found(pk)
    form = _form(request, found, request.POST)
    if not form.is_valid():
        return answer(request, "connectors/backlog_import.html", _page_of(request, found, form), status=INVALID)
    options = form.options() if form.has_changed() else None
    try:
        if request.POST.get("act") != "write":
            backlog_import_choose(actor=request.member, found=found, options=options or found.options)
        elif not backlog_import_confirm(actor=request.member, found=found, options=options):
            said(request, _("Your choices changed: they are compared first. Nothing is written yet."))
    except ValidationError as error:
        said(request, error.messages[0], level=messages.ERROR)
    return redirect("connectors:backlog_import_detail", request.workspace.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def backlog_import_undone(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say what would go and what would stay; then have it taken away."""
    require(request.member, Right.BACKLOG_IMPORT)
    found = _found(pk)
    if request.method != "POST":
        back = reverse("connectors:backlog_import_detail", args=[request.workspace.slug, found.pk])
        context = {"found": found, "leaving": leaving(found), "back": back}
        return answer(request, "connectors/backlog_import_undo.html", context)
    also = [int(key) for key in request.POST.getlist("also") if key.isdecimal()]
    try:
        backlog_import_undo(actor=request.member, found=found, also=also)
    except ValidationError as error:
        said(request, error.messages[0], level=messages.ERROR)
    return redirect("connectors:backlog_import_detail", request.workspace.slug, found.pk)


@require_POST
def backlog_import_restored(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Have what was taken away brought back."""
    require(request.member, Right.BACKLOG_IMPORT)
    found = _found(pk)
    try:
        backlog_import_restore(actor=request.member, found=found)
    except ValidationError as error:
        said(request, error.messages[0], level=messages.ERROR)
    return redirect("connectors:backlog_import_detail", request.workspace.slug, found.pk)


def _found(pk: int) -> BacklogImport:
    found = backlog_import_get(pk)
    if found is None:
        raise Http404
    return found


def _form(request: WorkspaceRequest, found: BacklogImport, data: Any = None) -> BacklogImportForm:
    search = reverse("backlog:owner_find", args=[request.workspace.slug])
    return BacklogImportForm(found, data, may_make_teams=may(request.member, Right.PEOPLE_EDIT), search=search)


def _page_of(request: WorkspaceRequest, found: BacklogImport, form: BacklogImportForm | None = None) -> dict[str, Any]:
    may_run = may(request.member, Right.BACKLOG_IMPORT)
    return {
        "found": found,
        "job": found.job,
        "plan": found.plan,
        "counts": found.plan.get("counts", {}),
        "form": form or (_form(request, found) if found.plan and not found.is_busy else None),
        "differences": differences_said(found),
        "refusals": refusals_said(),
        "said": said_of(found.run) if found.run else {},
        "there": rows_of(found).count(),
        "unmatched": [(word, count) for word, count, chosen in people_said(found.plan) if chosen is None],
        "may_act": may_run and not found.is_busy,
    }
