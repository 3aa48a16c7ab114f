"""The requests as a file, with the filters of their page."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gouvernail.backlog.bridge.ranking.files import as_csv, as_workbook
from gouvernail.backlog.forms.requests.filter import RequestFilter
from gouvernail.backlog.selectors.requests.exported import head, rows
from gouvernail.backlog.selectors.requests.listing import ALL, MINE
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def requests_csv(request: WorkspaceRequest) -> HttpResponse:
    """Send what the filter finds as CSV."""
    return _file(request, as_csv(head(), _rows(request)), "csv", "text/csv; charset=utf-8")


@require_safe
def requests_xlsx(request: WorkspaceRequest) -> HttpResponse:
    """Send what the filter finds as a workbook."""
    title = f"{_('Requests')} · {request.workspace}"
    return _file(request, as_workbook(title, [(_("Requests"), head(), _rows(request))]), "xlsx", _XLSX)


def _rows(request: WorkspaceRequest) -> list[list[object]]:
    whose = ALL if may(request.member, Right.REQUEST_TRIAGE) else MINE  # as the page does
    return list(rows(RequestFilter(request.GET, whose=whose).wanted(), request.member))


def _file(request: WorkspaceRequest, content: str | bytes, suffix: str, kind: str) -> HttpResponse:
    name = f"{request.workspace.slug}-requests-{timezone.localdate():%Y-%m-%d}.{suffix}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
