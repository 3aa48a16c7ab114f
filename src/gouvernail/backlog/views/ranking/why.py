"""Why an item stands where it does, why one is above another, and what earlier rankings said."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gouvernail.backlog.forms.ranking.many import keys_from
from gouvernail.backlog.forms.ranking.rules import PairForm
from gouvernail.backlog.models import Item, Ranking
from gouvernail.backlog.selectors.ranking.explained import item_explained, pair_explained
from gouvernail.backlog.selectors.ranking.runs import (
    history_of,
    ranking_get,
    ranking_now,
    rankings_before,
    ranks_of,
)
from gouvernail.backlog.services.ranking.computing import ranking_refresh
from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.middleware import WorkspaceRequest

_SHOWN = 100


@require_safe
def why(request: WorkspaceRequest) -> HttpResponse:
    """Say why one item is above another: `?x=CRM-14&y=CRM-31`, in the last ranking or in that of `&run=`."""
    run = _run(request)
    asked = bool(request.GET.get("x") or request.GET.get("y"))
    form = PairForm(request.GET if asked else None)
    context: dict[str, Any] = {"form": form, "run": run, "is_past": "run" in request.GET}
    if asked and form.is_valid():
        x, y = form.cleaned_data["x"], form.cleaned_data["y"]
        found = pair_explained(run, x, y) if run is not None and x != y else None
        if x == y:
            form.add_error("y", _("Choose two different items."))
        elif found is None:
            form.add_error(None, _("One of the two was not ranked then: it was off the compass, done or dropped."))
        context |= {"found": found}
    status = INVALID if form.errors else 200
    return answer(request, "backlog/ranking/why.html", context, part="pair", status=status)


@require_safe
def item_rank(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Explain where one item stands: contributions, certainty, doubts, history."""
    item = get_object_or_404(Item.objects.select_related("objective"), pk=pk, removed_at=None)
    run, history = _run(request), history_of(pk)
    context = {
        "item": item,
        "run": run,
        "is_past": "run" in request.GET,
        "found": item_explained(run, item) if run is not None else None,
        "history": history,
        "moved": [(date_format(one.ranking.at, "d/m"), one.rank.rank) for one in history],
    }
    return render(request, "backlog/ranking/item.html", context)


@require_safe
def ranking_list(request: WorkspaceRequest) -> HttpResponse:
    """List the rankings, the last one first."""
    return render(request, "backlog/ranking/runs.html", {"runs": rankings_before()})


@require_safe
def ranking_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show the ranks as they were computed then."""
    run = ranking_get(pk)
    if run is None:
        raise Http404
    found = ranks_of(run)
    ranks = found.ranks[:_SHOWN] if found is not None else ()
    items = Item.objects.in_bulk([one.item for one in ranks])
    rows = [(rank, items.get(rank.item)) for rank in ranks]
    return render(request, "backlog/ranking/run.html", {"run": run, "rows": rows})


def _run(request: WorkspaceRequest) -> Ranking | None:
    """Give the ranking that is asked for; the last one, as fresh as it can be, otherwise."""
    asked = keys_from([request.GET.get("run", "")])
    if asked:
        run = ranking_get(asked[0])
        if run is None:
            raise Http404
        return run
    ranking_refresh(request.workspace)
    last = ranking_now()
    return None if last is None else ranking_get(last.pk)
