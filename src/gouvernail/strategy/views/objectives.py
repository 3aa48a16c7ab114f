"""One objective: what it means, its measure, and the readings that tell whether it moves."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.strategy.forms.objectives import ObjectiveForm, ReadingForm
from gouvernail.strategy.models import Objective, Reading
from gouvernail.strategy.selectors.compass import compass_now, objective_seen
from gouvernail.strategy.selectors.trajectory import trajectory_of
from gouvernail.strategy.services.objectives import StaleObjective, objective_edit, reading_add, reading_remove
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may, today_of
from gouvernail.workspaces.services.door import require

_CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
def objective(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show an objective; take a reading of its measure."""
    row = get_object_or_404(Objective.objects.select_related("owner__user"), pk=pk)
    form = ReadingForm(request.POST or None, initial={"on": today_of(request.member)})
    if request.method == "POST" and form.is_valid():
        try:
            reading = reading_add(actor=request.member, objective=row, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("The reading is noted."), undo=_address(request, "reading_remove", reading.pk))
            return redirect("strategy:objective", request.workspace.slug, pk)
    elif request.method == "POST":
        _may_read(request, row)
    view = objective_seen(row, today_of(request.member))
    context = {
        "view": view,
        "objective": row,
        "trajectory": trajectory_of(row, view.readings),
        "form": form,
        "may_edit": may(request.member, Right.STRATEGY_EDIT),
        "may_measure": _measures(request, row),
    }
    return render(request, "strategy/objective.html", context, status=INVALID if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def objective_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Change what an objective means and how it is measured."""
    require(request.member, Right.STRATEGY_EDIT)
    row = get_object_or_404(Objective, pk=pk)
    form = ObjectiveForm(request.POST or None, objective=row, needs_reason=compass_now() is not None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            objective_edit(actor=request.member, objective=row, **form.cleaned_data)
        except StaleObjective as stale:
            form.add_error(None, _stale(form, stale))
            status = _CONFLICT
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("Saved."))
            return redirect("strategy:objective", request.workspace.slug, pk)
    context = {"form": form, "objective": row, "back": _address(request, "objective", pk)}
    status = max(status, INVALID) if form.is_bound and status != _CONFLICT else status
    return render(request, "strategy/objective_form.html", context, status=status)


@require_POST
def reading_removed(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take a reading out of the chart."""
    row = get_object_or_404(Reading.objects.select_related("objective"), pk=pk)
    reading_remove(actor=request.member, reading=row)
    said(request, _("The reading is removed."), undo=_address(request, "reading_restore", pk))
    return redirect("strategy:objective", request.workspace.slug, row.objective_id)


@require_POST
def reading_restored(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Put a reading back."""
    row = get_object_or_404(Reading.objects.select_related("objective"), pk=pk)
    try:
        reading_remove(actor=request.member, reading=row, is_removed=False)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
    else:
        said(request, _("The reading is back."))
    return redirect("strategy:objective", request.workspace.slug, row.objective_id)


def _measures(request: WorkspaceRequest, row: Objective) -> bool:
    return may(request.member, Right.READING_ADD) or row.owner_id == request.member.pk


def _may_read(request: WorkspaceRequest, row: Objective) -> None:
    """Refuse before showing errors of a form that the reader may not send."""
    if not _measures(request, row):
        require(request.member, Right.READING_ADD)


def _stale(form: ObjectiveForm, stale: StaleObjective) -> str:
    """Keep what was typed, take the present version: to save again is then a choice."""
    form.data = {**form.data.dict(), "version": str(stale.objective.version)}  # type: ignore[attr-defined]  # a QueryDict
    theirs = [
        f"{form.fields[name].label} = {getattr(stale.objective, name)}"
        for name in form.changed_data
        if name not in {"reason", "version"} and getattr(stale.objective, name) != form.cleaned_data[name]
    ]
    return _("Somebody saved this objective meanwhile. Now: %(theirs)s. Save again to keep yours.") % {
        "theirs": "; ".join(theirs) or _("the same")
    }


def _address(request: WorkspaceRequest, name: str, *keys: int) -> str:
    return reverse(f"strategy:{name}", args=[request.workspace.slug, *keys])
