"""The roadmap of a day as a file."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gouvernail.backlog.bridge.ranking.files import as_csv, as_workbook
from gouvernail.roadmap.forms.days import DayForm
from gouvernail.roadmap.selectors.board import Roadmap, roadmap_on
from gouvernail.roadmap.selectors.exported import head, rows
from gouvernail.workspaces.middleware import WorkspaceRequest

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def roadmap_csv(request: WorkspaceRequest) -> HttpResponse:
    """Send the roadmap of a day as CSV."""
    shown = _shown(request)
    return _file(request, shown, as_csv(head(), rows(shown)), "csv", "text/csv; charset=utf-8")


@require_safe
def roadmap_xlsx(request: WorkspaceRequest) -> HttpResponse:
    """Send the roadmap of a day as a workbook."""
    shown = _shown(request)
    title = f"{_('Roadmap')} · {request.workspace} · {shown.moment.day.isoformat()}"
    return _file(request, shown, as_workbook(title, [(_("Roadmap"), head(), rows(shown))]), "xlsx", _XLSX)


def _shown(request: WorkspaceRequest) -> Roadmap:
    return roadmap_on(request.workspace, DayForm(request.GET).day())


def _file(request: WorkspaceRequest, shown: Roadmap, content: str | bytes, suffix: str, kind: str) -> HttpResponse:
    name = f"{request.workspace.slug}-roadmap-{shown.moment.day.isoformat()}.{suffix}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
