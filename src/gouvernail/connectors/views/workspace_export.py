"""Have everything written to an archive, and fetch it."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gouvernail.connectors.selectors.workspace_exports import archive_of, exports_all, exports_made
from gouvernail.connectors.services.workspace_export import KEPT, workspace_export_start
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require

_SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
def workspace_export(request: WorkspaceRequest) -> HttpResponse:
    """Say what an export holds, list those that were made, start one."""
    require(request.member, Right.WORKSPACE_EXPORT)
    if request.method == "POST":
        job = workspace_export_start(actor=request.member)
        return redirect("jobs:job_detail", request.workspace.slug, job.pk)
    jobs = exports_made()[:_SHOWN]
    rows = [(job, default_storage.exists(archive_of(job)) if job.has_ended else False) for job in jobs]
    return render(request, "connectors/workspace_export.html", {"rows": rows, "days": KEPT.days})


@require_safe
def workspace_export_file(request: WorkspaceRequest, pk: int) -> FileResponse:
    """Send an archive to who may have everything."""
    job = get_object_or_404(exports_all(), pk=pk)
    require(request.member, Right.WORKSPACE_EXPORT)
    try:
        archive = default_storage.open(archive_of(job), "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{request.workspace.slug}-{timezone.localtime(job.created_at):%Y-%m-%d}.zip"
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")
