"""Repair a "not enough data" on the spot: say which column holds what the report lacks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gouvernail.connectors.selectors.repairs import candidates, decisions_for
from gouvernail.diagnosis.forms.reports import AssociateForm
from gouvernail.diagnosis.selectors.reports import reader_language
from gouvernail.diagnosis.services.reports import report_repair
from gouvernail.diagnosis.services.wordings import contents_of
from gouvernail.diagnosis.views.finding import found, rights_of
from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require


@require_http_methods(["GET", "HEAD", "POST"])
def report_repair_view(request: WorkspaceRequest, pk: int, code: str) -> HttpResponse:
    """Ask which column holds an information, then read and diagnose again."""
    require(request.member, Right.DIAGNOSIS_RUN)
    report = found(pk)
    unlocking = {one["code"]: one for one in contents_of(report, reader_language())["unlocking"]}
    if code not in unlocking:
        raise Http404
    form = AssociateForm(candidates(report.run.seen, code), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            report_repair(actor=request.member, report=report, decisions=decisions_for(form.chosen()))
        except ValidationError as error:
            said(request, error.messages[0], level=messages.ERROR)
        return redirect("connectors:import_detail", request.workspace.slug, report.run_id)
    context = {**rights_of(request), "report": report, "lacking": unlocking[code], "form": form}
    return answer(request, "diagnosis/report_repair.html", context, status=INVALID if form.errors else 200)
