"""Scenarios that are kept: named, taken away, brought back, compared."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gouvernail.backlog.bridge.selection.compared import compared
from gouvernail.backlog.forms.selection.question import CompareForm, TitleForm
from gouvernail.backlog.models import Scenario
from gouvernail.backlog.selectors.items.alignment import off_compass_count
from gouvernail.backlog.selectors.selection.differences import differences_of
from gouvernail.backlog.services.selection.scenarios import scenario_keep, scenario_remove, scenario_restore
from gouvernail.backlog.views.moves import address, given
from gouvernail.backlog.views.selection.asking import found, refuse, scenario_page
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest


@require_POST
def keep(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Keep an answer under a title, or give another title; the undo of a title comes here too."""
    row = found(pk)
    was = row.title
    form = TitleForm(given(request), instance=Scenario(workspace=request.workspace))
    if not form.is_valid():
        return scenario_page(request, row, form)
    try:
        kept = scenario_keep(actor=request.member, scenario=row, title=form.cleaned_data["title"])
    except ValidationError as refusal:
        refuse(form, refusal)
        return scenario_page(request, row, form)
    back = f"{address(request, 'scenario_keep', pk)}?{urlencode({'title': was})}"
    undo = back if was else address(request, "scenario_remove", pk)
    said(
        request, _("The scenario “%(title)s” is kept.") % {"title": kept.title}, undo=undo if was != kept.title else ""
    )
    return redirect(address(request, "scenario", pk))


@require_POST
def remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take a scenario away."""
    row = found(pk)
    scenario_remove(actor=request.member, scenario=row)
    text = _("The scenario “%(title)s” is removed.") % {"title": row.title}
    said(request, text, undo=address(request, "scenario_restore", pk))
    return redirect(address(request, "selection"))


@require_POST
def restore(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Bring a scenario back."""
    row = get_object_or_404(Scenario, pk=pk)
    scenario_restore(actor=request.member, scenario=row)
    said(request, _("The scenario “%(title)s” is back.") % {"title": row.title})
    return redirect(address(request, "scenario", pk))


@require_safe
def compare(request: WorkspaceRequest) -> HttpResponse:
    """Put two scenarios side by side: `?before=3&after=5`."""
    form = CompareForm(request.GET or None)
    context = {"form": form, "tab": "fits", "off": off_compass_count()}
    if form.is_valid():
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
        change = compared(before.result, after.result) if before != after else None
        if before == after:
            form.add_error("after", _("Choose two different scenarios."))
        elif change is None:
            form.add_error(None, _("One of the two has no answer that can be read: ask it again."))
        else:
            context |= {"before": before, "after": after, "said": differences_of(change)}
    status = INVALID if form.errors else 200
    return render(request, "backlog/selection/compare.html", context, status=status)
