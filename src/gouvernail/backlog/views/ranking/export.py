"""The table of the backlog as a file, with the filters of the page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gouvernail.backlog.bridge.ranking.files import as_csv, as_workbook
from gouvernail.backlog.forms.ranking.filter import BacklogFilter
from gouvernail.backlog.selectors.ranking.exported import head, rows
from gouvernail.backlog.selectors.ranking.paper import sheet_of
from gouvernail.backlog.selectors.rules import rules_now, today_in
from gouvernail.backlog.views.moves import address
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reports.backlog import backlog_pdf as pdf_of
from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def backlog_csv(request: WorkspaceRequest) -> HttpResponse:
    """Send what the filter finds as CSV."""
    return _file(request, as_csv(head(), _rows(request)), "csv", "text/csv; charset=utf-8")


@require_safe
def backlog_xlsx(request: WorkspaceRequest) -> HttpResponse:
    """Send what the filter finds as a workbook."""
    title = f"{_('Backlog')} · {request.workspace}"
    content = as_workbook(title, [(_("Backlog"), head(), _rows(request))])
    return _file(request, content, "xlsx", _XLSX)


@require_safe
def backlog_pdf(request: WorkspaceRequest) -> HttpResponse:
    """Send what the filter finds as a PDF."""
    wanted = BacklogFilter(request.GET).wanted_rows()
    try:
        content = pdf_of(sheet_of(request.workspace, wanted, rules_now(request.workspace)))
    except BadInput:
        sentence = _("The PDF needs a part that this server does not have. Ask its administrator for the extra “pdf”.")
        said(request, sentence, level=messages.ERROR)
        return redirect(address(request, "backlog"))
    return _file(request, content, "pdf", "application/pdf")


def _rows(request: WorkspaceRequest) -> list[list[object]]:
    return list(rows(BacklogFilter(request.GET).wanted_rows()))


def _file(request: WorkspaceRequest, content: str | bytes, suffix: str, kind: str) -> HttpResponse:
    name = f"{request.workspace.slug}-backlog-{today_in(request.workspace):%Y-%m-%d}.{suffix}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
