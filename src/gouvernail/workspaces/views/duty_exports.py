"""The duties on paper and in a workbook: for everybody, as who does what is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reports.duties import duties_pdf as pdf_of
from gouvernail.exchange.reports.duties import duties_workbook
from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.duty_report import register_of
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.views.governance import address

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def duties_pdf(request: WorkspaceRequest) -> HttpResponse:
    """Send the duties as a PDF."""
    try:
        content = pdf_of(register_of(request.member))
    except BadInput:
        sentence = _("The PDF needs a part that this server does not have. Ask its administrator for the extra “pdf”.")
        said(request, sentence, level=messages.ERROR)
        return redirect(address(request, "who_does_what"))
    return _file(request, content, "pdf", "application/pdf")


@require_safe
def duties_xlsx(request: WorkspaceRequest) -> HttpResponse:
    """Send the duties and the matrix as a workbook."""
    return _file(request, duties_workbook(register_of(request.member)), "xlsx", _XLSX)


def _file(request: WorkspaceRequest, content: bytes, suffix: str, kind: str) -> HttpResponse:
    name = f"{request.workspace.slug}-{today_of(request.member):%Y-%m-%d}.{suffix}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
