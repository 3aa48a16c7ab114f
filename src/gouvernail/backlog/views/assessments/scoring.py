"""The sheet of one person: eight items in five minutes, filter by filter, saved as one goes."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gouvernail.backlog.choices.assessments import Confidence
from gouvernail.backlog.forms.assessments.rounds import UNKNOWN, judgement_from
from gouvernail.backlog.models import Round
from gouvernail.backlog.selectors.assessments.sheet import OPEN, Step, sheet_for
from gouvernail.backlog.services.assessments.opinions import Subject, opinion_give
from gouvernail.web.fragments import INVALID, is_fragment
from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import Forbidden


@require_http_methods(["GET", "HEAD", "POST"])
def round_score(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show what the reader judges, and write what they answer."""
    row = get_object_or_404(Round, pk=pk)
    if not row.raters.filter(pk=request.member.pk).exists():
        raise Forbidden(_("You are not among those who are asked in this round."))
    if row.state not in OPEN and request.method != "POST":
        return redirect("backlog:round_detail", request.workspace.slug, pk)
    steps = sheet_for(request.member, row)
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = _written(request, row, steps)
        steps = sheet_for(request.member, row)
        if not problems and not is_fragment(request):
            return _onward(request, row, steps)
    return _page(request, row, steps, problems)


def _written(request: WorkspaceRequest, row: Round, steps: list[Step]) -> dict[str, str]:
    """Write every answer that is right; what is wrong with the others is said beside them."""
    problems: dict[str, str] = {}
    for step in steps:
        for line in step.lines:
            judgement, problem = judgement_from(request.POST, line)
            if problem:
                problems[line.key + step.filter] = problem
            if judgement is None:
                continue
            subject = Subject(item=line.item, filter=step.filter, objective=line.objective)
            try:
                opinion_give(actor=request.member, round=row, subject=subject, judgement=judgement)
            except ValidationError as refusal:
                problems[line.key + step.filter] = " ".join(refusal.messages)
    return problems


def _onward(request: WorkspaceRequest, row: Round, steps: list[Step]) -> HttpResponse:
    """Lead to the next filter that lacks an answer, else back to the round."""
    missing = next((step for step in steps if step.given < step.asked), None)
    if missing is None:
        said(request, _("Thank you: nothing is missing. You may change your answers until the reveal."))
        return redirect("backlog:round_detail", request.workspace.slug, row.pk)
    said(request, _("Kept. %(count)d answers are missing.") % {"count": sum(s.asked - s.given for s in steps)})
    response = redirect("backlog:round_score", request.workspace.slug, row.pk)
    response["Location"] += f"#{missing.filter}"
    return response


def _page(request: WorkspaceRequest, row: Round, steps: list[Step], problems: dict[str, str]) -> HttpResponse:
    context = {
        "round": row,
        "steps": steps,
        "problems": problems,
        "confidences": Confidence,
        "unknown": UNKNOWN,
        "given": sum(step.given for step in steps),
        "asked": sum(step.asked for step in steps),
    }
    template = "backlog/assessments/_saved.html" if is_fragment(request) else "backlog/assessments/score.html"
    return render(request, template, context, status=INVALID if problems else 200)
