"""The trail: who did what, filtered and exported."""

import csv
from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gouvernail.decisions.forms.trail import TrailFilter
from gouvernail.decisions.models import Change
from gouvernail.decisions.selectors.trail import changes_after, changes_wanted, in_acts, in_words, names_of
from gouvernail.web.fragments import answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require

_AT_ONCE = 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@require_safe
def trail(request: WorkspaceRequest) -> HttpResponse:
    """Show one page of the trail."""
    require(request.member, Right.TRAIL_READ)
    form = TrailFilter(request.GET)
    rows, after = changes_after(changes_wanted(form.wanted()), request.GET.get("after", ""))
    query = request.GET.copy()
    query.pop("after", None)
    acts = in_acts(in_words(rows))
    context = {
        "form": form,
        "acts": acts,
        "after": after,
        "query": query.urlencode(),
        "is_filtered": any(query.values()),
    }
    return answer(request, "decisions/trail.html", context, part="lines")


@require_safe
def trail_export(request: WorkspaceRequest) -> StreamingHttpResponse:
    """Send what the filter finds as CSV, row by row: any size, little memory."""
    require(request.member, Right.TRAIL_READ)
    found = changes_wanted(TrailFilter(request.GET).wanted())
    lines = _csv(found, names_of(), translation.get_language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{request.workspace.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _Echo:
    """Gives back what the writer of the standard library writes."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: QuerySet[Change], names: dict[str, str], language: str | None) -> Iterator[str]:
    """Write the rows in chunks; the reader's language has left the thread when the server asks for them."""
    writer = csv.writer(_Echo())
    with translation.override(language):
        head = [_("Date"), _("Who"), _("Act"), _("About"), _("Field"), _("Before"), _("After"), _("Reason"), _("Batch")]
    yield "\ufeff" + writer.writerow(head)
    for chunk in _chunks(rows.iterator(chunk_size=_AT_ONCE)):
        with translation.override(language):
            lines = [
                [
                    line.at.isoformat(),
                    line.who,
                    line.act,
                    line.subject,
                    line.field,
                    line.old,
                    line.new,
                    line.reason,
                    line.batch,
                ]
                for line in in_words(chunk, names)
            ]
        for line in lines:
            yield writer.writerow([_inert(cell) for cell in line])


def _inert(cell: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _chunks(rows: Iterator[Change]) -> Iterator[list[Change]]:
    while chunk := list(islice(rows, _AT_ONCE)):
        yield chunk
