"""The diagnosis page, the list of reports, and what is done with one."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.connectors.selectors.imports import import_get, imports_open, imports_undone
from gouvernail.diagnosis.forms.reports import TitleForm
from gouvernail.diagnosis.selectors.annotations import notes_by_part
from gouvernail.diagnosis.selectors.reports import reader_language, reports_kept, reports_removed
from gouvernail.diagnosis.services.reports import (
    report_make,
    report_remove,
    report_rename,
    report_restore,
    sample_make,
)
from gouvernail.diagnosis.services.wordings import contents_of
from gouvernail.diagnosis.views.finding import found, rights_of
from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest

_AT_ONCE = 20


@require_safe
def report_list(request: WorkspaceRequest) -> HttpResponse:
    """Show where to put files, what waits, and the reports that were made."""
    context = {
        **rights_of(request),
        "page": Paginator(reports_kept(), _AT_ONCE).get_page(request.GET.get("page")),
        "open_imports": imports_open()[:_AT_ONCE],
        "removed": reports_removed()[:_AT_ONCE],
        "undone": imports_undone()[:_AT_ONCE],
        "limit_mb": settings.UPLOAD_LIMIT_MB,
    }
    return answer(request, "diagnosis/report_list.html", context, part="reports")


@require_safe
def report_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show one report, in the reader's language."""
    report = found(pk)
    context = {
        **rights_of(request),
        "report": report,
        "said": contents_of(report, reader_language()),
        "notes": notes_by_part(report),
        "others": reports_kept().exclude(pk=report.pk)[:_AT_ONCE],
    }
    return answer(request, "diagnosis/report_detail.html", context)


@require_POST
def report_make_view(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Have an import diagnosed."""
    run = import_get(pk)
    if run is None:
        raise Http404
    try:
        report_make(actor=request.member, run=run, title=request.POST.get("title", ""))
    except ValidationError as error:
        said(request, error.messages[0], level=messages.ERROR)
    return redirect("connectors:import_detail", request.workspace.slug, run.pk)


@require_POST
def sample_make_view(request: WorkspaceRequest) -> HttpResponse:
    """Have the bundled simulation diagnosed: one click."""
    job = sample_make(actor=request.member)
    return redirect("connectors:import_detail", request.workspace.slug, job.arguments["import_id"])


@require_http_methods(["GET", "HEAD", "POST"])
def report_rename_view(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Give a report another title."""
    report = found(pk)
    form = TitleForm(request.POST if request.method == "POST" else None, initial={"title": report.title})
    if form.is_valid():
        try:
            report_rename(actor=request.member, report=report, title=form.cleaned_data["title"])
            return redirect("diagnosis:report_detail", request.workspace.slug, report.pk)
        except ValidationError as error:
            form.add_error(None, error)
    status = INVALID if form.errors else 200
    back = reverse("diagnosis:report_detail", args=[request.workspace.slug, report.pk])
    context = {"report": report, "form": form, "back": back}
    return answer(request, "diagnosis/report_rename.html", context, status=status)


@require_POST
def report_remove_view(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take a report away."""
    report = report_remove(actor=request.member, report=found(pk))
    undo = reverse("diagnosis:report_restore", args=[request.workspace.slug, report.pk])
    said(request, _("“%(title)s” was removed.") % {"title": report.title}, undo=undo)
    return redirect("diagnosis:report_list", request.workspace.slug)


@require_POST
def report_restore_view(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Bring a report back."""
    report = report_restore(actor=request.member, report=found(pk, is_removed=True))
    said(request, _("“%(title)s” is back.") % {"title": report.title})
    return redirect("diagnosis:report_list", request.workspace.slug)
