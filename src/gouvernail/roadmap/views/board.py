"""The roadmap of a day, and what waits for a decision."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gouvernail.backlog.selectors.rules import today_in
from gouvernail.decisions.selectors.subjects import SUBJECTS
from gouvernail.roadmap.choices.places import HORIZONS, LANES, PLACES, By, Place
from gouvernail.roadmap.forms.days import DayForm
from gouvernail.roadmap.selectors.board import Roadmap, roadmap_on
from gouvernail.roadmap.selectors.lanes import lanes_of
from gouvernail.roadmap.selectors.moments import SUBJECT, decision_days
from gouvernail.strategy.selectors.compass import ObjectiveView, objectives_seen
from gouvernail.web.fragments import answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may

PAGE = 50


@require_safe
def roadmap(request: WorkspaceRequest) -> HttpResponse:
    """Show now, next and later as they were at the end of a day."""
    form = DayForm(request.GET)
    shown, by = roadmap_on(request.workspace, form.day()), form.by()
    aims = _aims(shown) if by is By.OBJECTIVE else {}
    query = request.GET.copy()
    query.pop("all", None)
    context = {
        "form": form,
        "by": by,
        "choices": [(one, label) for one, label in LANES.items()],
        "shown": shown,
        "moment": shown.moment,
        "today": today_in(request.workspace),
        "days": decision_days(shown.moment),
        "lanes": [(lane, aims.get(lane.key)) for lane in lanes_of(shown, by, is_whole="all" in request.GET)],
        "horizons": [(place, PLACES[place], shown.counts.get(place, 0)) for place in HORIZONS],
        "query": query.urlencode(),
        "decide": _decides(request, shown),
        **_counts(shown),
    }
    is_back = (
        "HX-History-Restore-Request" in request.headers
    )  # the browser went back to a page that it does not keep: all of it
    return answer(request, "roadmap/roadmap.html", context, part="" if is_back else "roadmap")


@require_safe
def undecided(request: WorkspaceRequest) -> HttpResponse:
    """List what serves an objective and waits for a decision, by rank."""
    shown = roadmap_on(request.workspace, DayForm(request.GET).day())
    page = Paginator(shown.undecided, PAGE).get_page(request.GET.get("page"))
    context = {
        "shown": shown,
        "moment": shown.moment,
        "page": page,
        "lines": [(item, shown.ranks.get(item.pk)) for item in page],
        "decide": _decides(request, shown),
        **_counts(shown),
    }
    return render(request, "roadmap/undecided.html", context)


def _aims(shown: Roadmap) -> dict[int | None, ObjectiveView]:
    """Give how far each objective is, by its key: today only, as targets of the past are with the compass of then."""
    return {one.objective.pk: one for one in objectives_seen(shown.moment.day)} if shown.moment.is_today else {}


def _counts(shown: Roadmap) -> dict[str, Any]:
    places = {"built": Place.BUILT, "dropped": Place.DROPPED, "refused": Place.NO}
    return {"waiting": len(shown.undecided)} | {name: shown.counts.get(place, 0) for name, place in places.items()}


def _decides(request: WorkspaceRequest, shown: Roadmap) -> str:
    """Give the name of the page where an item is decided, to who may decide; nobody decides in the past."""
    kind = SUBJECTS.get(SUBJECT)
    return kind.decide if kind and shown.moment.is_today and may(request.member, Right.DECISION_TAKE) else ""
