"""A report as a file."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from gouvernail.diagnosis.choices import Kind
from gouvernail.diagnosis.models import Export, Report
from gouvernail.diagnosis.selectors.reports import reader_language
from gouvernail.diagnosis.services.exports import export_make
from gouvernail.diagnosis.views.finding import found
from gouvernail.web.fragments import answer, is_fragment
from gouvernail.workspaces.middleware import WorkspaceRequest

_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.JSON: "application/json",
}


@require_POST
def export_make_view(request: WorkspaceRequest, pk: int, kind: str) -> HttpResponse:
    """Have a report written to a file."""
    if kind not in Kind.values:
        raise Http404
    export = export_make(actor=request.member, report=found(pk), kind=kind, language=reader_language())
    return redirect("diagnosis:export_detail", request.workspace.slug, pk, export.pk)


@require_safe
def export_detail(request: WorkspaceRequest, pk: int, export: int) -> HttpResponse:
    """Show how far the file is, then where it is."""
    report = found(pk)
    made = _export(report, export)
    if request.GET.get("wait") and is_fragment(request):
        return HttpResponseClientRedirect(request.path)
    return answer(request, "diagnosis/export_detail.html", {"report": report, "export": made, "job": made.job})


@require_safe
def export_file(_request: WorkspaceRequest, pk: int, export: int) -> HttpResponseBase:
    """Send the file."""
    report = found(pk)
    made = _export(report, export)
    if not made.path or not default_storage.exists(made.path):
        raise Http404
    kind = Kind(made.kind)
    name = f"{slugify(report.title) or 'gouvernail'}.{kind.value}"
    return FileResponse(default_storage.open(made.path), as_attachment=True, filename=name, content_type=_TYPES[kind])


def _export(report: Report, pk: int) -> Export:
    export = Export.objects.filter(report=report, pk=pk).select_related("job__actor__user", "workspace").first()
    if export is None:
        raise Http404
    return export
