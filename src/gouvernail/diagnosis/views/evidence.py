"""The rows behind a figure."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from gouvernail.connectors.services.files import getter
from gouvernail.diagnosis.bridge.evidence import PROMISES, Rows, Wanted, rows_of, rows_of_several
from gouvernail.diagnosis.selectors.reports import reader_language
from gouvernail.diagnosis.services.wordings import contents_of
from gouvernail.diagnosis.views.finding import found
from gouvernail.web.fragments import answer
from gouvernail.workspaces.middleware import WorkspaceRequest

_AT_ONCE = 50


@require_safe
def indicator_rows(request: WorkspaceRequest, pk: int, part: str) -> HttpResponse:
    """Show the rows of one indicator, with its formula, threshold and source."""
    report = found(pk)
    said = contents_of(report, reader_language())
    findings = {one["id"]: one for family in said["families"] for one in family["findings"]}
    if part not in findings:
        raise Http404
    wanted, number = _wanted(request)
    rows = rows_of(getter(report.folder), part, wanted, reader_language())
    context = {"finding": findings[part], "title": findings[part]["name"], "lead": findings[part]["sentence"]}
    return _page(request, {"report": report, "said": said, **context}, rows, wanted, number)


@require_safe
def cause_rows(request: WorkspaceRequest, pk: int, part: str) -> HttpResponse:
    """Show the items behind a cause: each once, with the indicators that tell it."""
    report = found(pk)
    said = contents_of(report, reader_language())
    causes = {one["id"]: one for one in (*said["causes"], *said["other_causes"])}
    if part not in causes:
        raise Http404
    names = [(one["finding"]["id"], one["finding"]["name"]) for one in causes[part]["supporting"]]
    wanted, number = _wanted(request)
    rows = rows_of_several(getter(report.folder), names, wanted, reader_language())
    context = {"cause": causes[part], "title": causes[part]["name"], "lead": causes[part]["sentence"]}
    return _page(request, {"report": report, "said": said, **context}, rows, wanted, number)


@require_safe
def promises_rows(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show what became of each promise."""
    report = found(pk)
    said = contents_of(report, reader_language())
    if said["promises"] is None:
        raise Http404
    wanted, number = _wanted(request)
    rows = rows_of(getter(report.folder), PROMISES, wanted, reader_language())
    context = {"title": said["labels"]["promises_long"], "lead": said["promises"]["lead"]}
    return _page(request, {"report": report, "said": said, **context}, rows, wanted, number)


def _wanted(request: WorkspaceRequest) -> tuple[Wanted, int]:
    """Read the page and the order from the address; nonsense is the first page, the most telling first."""
    given = request.GET.get("page", "1")
    number = int(given) if given.isascii() and given.isdigit() and 0 < int(given) <= 10_000 else 1
    sort = request.GET.get("sort", "")
    return Wanted((number - 1) * _AT_ONCE, _AT_ONCE, sort.removeprefix("-"), sort.startswith("-")), number


def _page(
    request: WorkspaceRequest, context: dict[str, object], rows: Rows, wanted: Wanted, number: int
) -> HttpResponse:
    page = Paginator(range(rows.total), _AT_ONCE).get_page(number)
    context |= {"rows": rows, "page": page, "sort": wanted.sort, "is_descending": wanted.is_descending}
    return answer(request, "diagnosis/evidence.html", context, part="rows")
