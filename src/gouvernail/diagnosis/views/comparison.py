"""Two reports side by side."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gouvernail.diagnosis.selectors.comparison import compared
from gouvernail.diagnosis.selectors.reports import reader_language, reports_kept
from gouvernail.diagnosis.services.wordings import contents_of
from gouvernail.diagnosis.views.finding import found
from gouvernail.web.fragments import answer
from gouvernail.workspaces.middleware import WorkspaceRequest

_CHOICES = 50


@require_safe
def report_compare(request: WorkspaceRequest) -> HttpResponse:
    """Compare the two reports that the address names (`before`, `after`), or ask which."""
    keys = [request.GET.get(name, "") for name in ("before", "after")]
    reports = list(reports_kept()[:_CHOICES])
    others = [one.pk for one in reports if str(one.pk) != (keys[1] or str(reports[0].pk))]
    context: dict[str, object] = {"reports": reports, "keys": keys, "other": others[0] if others else None}
    if all(key.isascii() and key.isdigit() and len(key) < 12 for key in keys):
        before, after = (found(int(key)) for key in keys)
        language = reader_language()
        said = [(one.figures, contents_of(one, language)) for one in (before, after)]
        context |= {"before": before, "after": after, "found": compared(said[0], said[1], language)}
        context["is_same"] = before.pk == after.pk
    return answer(request, "diagnosis/report_compare.html", context)
