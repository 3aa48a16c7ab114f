"""What fits in a capacity: the question, and its answer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from gouvernail.backlog.forms.selection.question import QuestionForm, TitleForm
from gouvernail.backlog.models import Scenario
from gouvernail.backlog.selectors.items.alignment import off_compass_count
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.selectors.selection.answer import SHOWN, answer_of, titles_now
from gouvernail.backlog.selectors.selection.candidates import gathered_now
from gouvernail.backlog.selectors.selection.phrases import Phrases
from gouvernail.backlog.selectors.selection.scenarios import (
    changed_since,
    others_than,
    scenario_get,
    scenarios_kept,
)
from gouvernail.backlog.services.ranking.computing import ranking_refresh
from gouvernail.backlog.services.selection.asking import selection_ask
from gouvernail.backlog.views.moves import address
from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may


@require_safe
def selection(request: WorkspaceRequest) -> HttpResponse:
    """Ask what fits in a capacity, and read the scenarios that are kept."""
    return _question_page(request, QuestionForm())


@require_POST
def ask(request: WorkspaceRequest) -> HttpResponse:
    """Have what fits found, and go where its answer will be."""
    form = QuestionForm.read(request.POST)
    if form.is_valid():
        ranking_refresh(request.workspace)
        try:
            row = selection_ask(actor=request.member, capacity=form.cleaned_data["capacity"], asked=form.asked())
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            return redirect(address(request, "scenario", row.pk))
    return _question_page(request, form)


@require_safe
def scenario(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show an answer, or how far it is."""
    return scenario_page(request, found(pk))


def scenario_page(request: WorkspaceRequest, row: Scenario, title_form: TitleForm | None = None) -> HttpResponse:
    """Show an answer; a title that was refused stands where it was given."""
    shown = answer_of(row)
    gathered = gathered_now(rules_now(request.workspace)) if shown else None
    phrases = Phrases(titles={key: title for key, (_pk, title) in titles_now().items()}, teams={}, total=0)
    context: dict[str, Any] = {
        **_frame(request),
        "scenario": row,
        "answer": shown,
        "shown": SHOWN,
        "changes": changed_since(row, gathered, phrases) if gathered else [],
        "form": QuestionForm.of(row),
        "title_form": title_form or TitleForm(instance=row),
        "others": others_than(row),
        "is_busy": row.job is not None and not row.job.has_ended,
    }
    status = INVALID if title_form is not None else 200
    return answer(request, "backlog/selection/scenario.html", context, part="answer", status=status)


def found(pk: int) -> Scenario:
    """Find an answer that was not taken away."""
    row = scenario_get(pk)
    if row is None:
        raise Http404
    return row


def refuse(form: Any, refusal: ValidationError) -> None:
    """Put each sentence beside its field, or above the form where it has none."""
    errors = refusal.message_dict if hasattr(refusal, "error_dict") else {"__all__": refusal.messages}
    for name, texts in errors.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


def _question_page(request: WorkspaceRequest, form: QuestionForm) -> HttpResponse:
    job = ranking_refresh(request.workspace)
    gathered = gathered_now(rules_now(request.workspace))
    context = {
        **_frame(request),
        "form": form,
        "job": job,
        "gathered": gathered,
        "apart": gathered.apart[:SHOWN],
        "kept": scenarios_kept(gathered),
    }
    return answer(request, "backlog/selection/question.html", context, status=INVALID if form.errors else 200)


def _frame(request: WorkspaceRequest) -> dict[str, Any]:
    return {
        "tab": "fits",
        "off": off_compass_count(),
        "may_keep": may(request.member, Right.SCENARIO_EDIT),
    }
