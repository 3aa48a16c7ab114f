"""The pages of an import: send files, see what was understood, undo."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from gouvernail.connectors.forms.mapping import MappingForm
from gouvernail.connectors.forms.upload import UploadForm
from gouvernail.connectors.models import ImportRun
from gouvernail.connectors.selectors.imports import import_get, said_of
from gouvernail.connectors.services.imports import import_create, import_restore, import_undo
from gouvernail.jobs.choices import State
from gouvernail.web.fragments import INVALID, answer, is_fragment
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require


@require_http_methods(["GET", "HEAD", "POST"])
def import_create_view(request: WorkspaceRequest) -> HttpResponse:
    """Take files, or show where to put them."""
    require(request.member, Right.DIAGNOSIS_RUN)
    status, form = 200, UploadForm()
    if request.method == "POST":
        sent = request.FILES  # reading them lets the first handler say that they are too large
        form = UploadForm(request.POST, sent, refused_bytes=getattr(request, "refused_bytes", 0))
        if form.is_valid():
            try:
                run = import_create(actor=request.member, files=form.cleaned_data["exports"])
                return redirect("connectors:import_detail", request.workspace.slug, run.pk)
            except ValidationError as error:
                form.add_error("exports", error)
        status = INVALID
    context = {"form": form, "limit_mb": settings.UPLOAD_LIMIT_MB}
    return answer(request, "connectors/import_create.html", context, status=status)


@require_safe
def import_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show an import: how far its reading is, then what was understood."""
    run = found(pk)
    if request.GET.get("wait") and not run.is_busy:
        return _gone_on(request, run)
    return answer(request, "connectors/import_detail.html", page_of(request, run), part="progress")


@require_POST
def import_undo_view(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take an import and its reports away."""
    run = found(pk)
    try:
        import_undo(actor=request.member, run=run)
    except ValidationError as error:
        said(request, error.messages[0], level=messages.ERROR)
        return redirect("connectors:import_detail", request.workspace.slug, run.pk)
    undo = reverse("connectors:import_restore", args=[request.workspace.slug, run.pk])
    said(request, _("“%(title)s” and its reports were taken away.") % {"title": run.title}, undo=undo)
    return redirect("diagnosis:report_list", request.workspace.slug)


@require_POST
def import_restore_view(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Bring an import and its reports back."""
    run = import_restore(actor=request.member, run=found(pk))
    said(request, _("“%(title)s” and its reports are back.") % {"title": run.title})
    return redirect("diagnosis:report_list", request.workspace.slug)


def found(pk: int) -> ImportRun:
    """Find an import of the workspace.

    Raises
    ------
    Http404
    """
    run = import_get(pk)
    if run is None:
        raise Http404
    return run


def page_of(request: WorkspaceRequest, run: ImportRun, form: MappingForm | None = None) -> dict[str, Any]:
    """Give what the page of an import shows."""
    may_run = may(request.member, Right.DIAGNOSIS_RUN)
    return {
        "run": run,
        "job": run.job,
        "said": said_of(run),
        "form": form or (MappingForm(run) if run.seen and not run.is_busy else None),
        "may_run": may_run,
        "may_bring": may(request.member, Right.BACKLOG_IMPORT) and run.undone_at is None and not run.is_busy,
        "may_act": may_run and run.undone_at is None and not run.is_busy,
    }


def _gone_on(request: WorkspaceRequest, run: ImportRun) -> HttpResponse:
    """Follow the job where it led, once it has ended."""
    here = reverse("connectors:import_detail", args=[request.workspace.slug, run.pk])
    job = run.job
    address = job.result.get("url", here) if job is not None and job.state == State.SUCCEEDED else here
    return HttpResponseClientRedirect(address) if is_fragment(request) else redirect(address)
