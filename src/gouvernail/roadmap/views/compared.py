"""What changed on the roadmap between two days."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gouvernail.backlog.selectors.rules import today_in
from gouvernail.roadmap.choices.places import KINDS, PLACES, TONES, Kind
from gouvernail.roadmap.forms.days import DaysForm
from gouvernail.roadmap.selectors.compared import Move, roadmaps_compared
from gouvernail.workspaces.middleware import WorkspaceRequest


@require_safe
def changes(request: WorkspaceRequest) -> HttpResponse:
    """Compare two days: entered, moved, built, left, each with its decision and reason."""
    form = DaysForm(request.GET)
    since, until = form.days(today_in(request.workspace))
    found = roadmaps_compared(request.workspace, since, until)
    context = {
        "form": DaysForm({"from": since, "to": until}),
        "found": found,
        "groups": [(kind, KINDS[kind], TONES[kind], _lines(found.of(kind))) for kind in Kind if found.of(kind)],
    }
    return render(request, "roadmap/changes.html", context)


def _lines(moves: list[Move]) -> list[dict[str, object]]:
    return [{"move": one, "before": PLACES[one.before], "after": PLACES[one.after]} for one in moves]
