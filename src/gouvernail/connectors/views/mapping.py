"""Correct what was understood; take the mapping away as a file; what is remembered."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.connectors.bridge.decisions import mapping_text
from gouvernail.connectors.forms.mapping import MappingForm
from gouvernail.connectors.selectors.imports import sources
from gouvernail.connectors.services.imports import import_correct
from gouvernail.connectors.services.sources import source_forget
from gouvernail.connectors.views.imports import found, page_of
from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require


@require_POST
def import_correct_view(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Keep what the reader said of the files, and read them again."""
    require(request.member, Right.DIAGNOSIS_RUN)
    run = found(pk)
    form = MappingForm(run, request.POST)
    if not form.is_valid():
        return answer(request, "connectors/import_detail.html", page_of(request, run, form), status=INVALID)
    try:
        import_correct(actor=request.member, run=run, decisions=form.decisions())
    except ValidationError as error:
        said(request, error.messages[0], level=messages.ERROR)
    return redirect("connectors:import_detail", request.workspace.slug, run.pk)


@require_safe
def import_mapping(_request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Give what was decided as the file that the command reads."""
    run = found(pk)
    tables = {name: tuple(table["headers"]) for table in run.seen.get("tables", []) for name in table["names"]}
    text = mapping_text(run.decisions, tables, get_language() or "fr")
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="mapping.toml"'
    return response


@require_safe
def source_list(request: WorkspaceRequest) -> HttpResponse:
    """Show what is remembered of the files that come again."""
    context = {"sources": sources(), "may_run": may(request.member, Right.DIAGNOSIS_RUN)}
    return answer(request, "connectors/source_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def source_forget_view(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask, then forget what was decided for one source."""
    require(request.member, Right.DIAGNOSIS_RUN)
    source = sources().filter(pk=pk).first()
    if source is None:
        raise Http404
    if request.method == "POST":
        source_forget(actor=request.member, source=source)
        said(request, _("“%(name)s” is forgotten.") % {"name": source.name})
        return redirect("connectors:source_list", request.workspace.slug)
    return answer(request, "connectors/source_forget.html", {"source": source})
