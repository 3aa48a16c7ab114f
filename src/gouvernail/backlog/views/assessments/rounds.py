"""Rounds of opinions: the list, a new one, how far it is, what it says once revealed."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.backlog.choices.assessments import RoundState
from gouvernail.backlog.forms.assessments.rounds import RoundForm
from gouvernail.backlog.models import Round
from gouvernail.backlog.selectors.assessments.freshness import to_judge
from gouvernail.backlog.selectors.assessments.habits import habits_seen
from gouvernail.backlog.selectors.assessments.judges import raters_possible
from gouvernail.backlog.selectors.assessments.results import REVEALED, results_of
from gouvernail.backlog.selectors.assessments.rounds import rounds_seen
from gouvernail.backlog.selectors.assessments.sheet import OPEN, advances_of, items_now
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.services.assessments import rounds
from gouvernail.backlog.views.moves import address
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may, today_of
from gouvernail.workspaces.services.door import require

_USUAL = 8  # items of a round
_DAYS = timedelta(days=7)


@require_safe
def round_list(request: WorkspaceRequest) -> HttpResponse:
    """List the rounds, those that wait for the reader first, and tell the reader their own habits."""
    context = {
        "rounds": rounds_seen(request.member),
        "waiting": to_judge(rules_now(request.workspace), today_of(request.member)),
        "habits": habits_seen(request.member),
        "may_open": may(request.member, Right.ROUND_EDIT),
        "may_edit_scales": may(request.member, Right.RANKING_EDIT),
    }
    return render(request, "backlog/assessments/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: WorkspaceRequest) -> HttpResponse:
    """Open a round; those that wait the longest are proposed."""
    require(request.member, Right.ROUND_EDIT)
    waiting = to_judge(rules_now(request.workspace), today_of(request.member))
    people = raters_possible(request.member)
    raters = list({one.pk: one for own in people.values() for one in own}.values())
    initial = {
        "title": _("Opinions of %(day)s") % {"day": today_of(request.member).strftime("%d/%m")},
        "closes_on": today_of(request.member) + _DAYS,
        "items": [one.item.pk for one in waiting[:_USUAL]],
        "raters": [one.pk for one in raters],
    }
    reasons = {one.item.pk: one.reason for one in waiting}
    form = RoundForm(
        request.POST or None, items=[one.item for one in waiting], raters=raters, reasons=reasons, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = rounds.round_open(actor=request.member, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("The round is open."), undo=address(request, "round_cancel", row.pk))
            return redirect("backlog:round_detail", request.workspace.slug, row.pk)
    context = {"form": form, "waiting": waiting, "people": people}
    return render(request, "backlog/assessments/new.html", context, status=INVALID if form.is_bound else 200)


@require_safe
def round_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Show how far a round is; once revealed, every opinion with its name."""
    row = get_object_or_404(Round.objects.select_related("opened_by__user"), pk=pk)
    context: dict[str, Any] = {
        "round": row,
        "is_open": row.state in OPEN,
        "is_revealed": row.state in REVEALED,
        "items": items_now(row),
        "may_steer": may(request.member, Right.ROUND_EDIT),
        "is_asked": row.state in OPEN and row.raters.filter(pk=request.member.pk).exists(),
        "states": RoundState,
    }
    if context["is_open"]:
        context["advances"] = advances_of(row)
    if context["is_revealed"]:
        context["results"] = results_of(row)
    return render(request, "backlog/assessments/round.html", context)


@require_POST
def round_revealed(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Reveal the opinions."""
    return _act(request, pk, "round_reveal", _("Opinions are revealed: everybody reads them at once."))


@require_POST
def round_asked_again(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Ask again where opinions are opposed."""
    return _act(request, pk, "round_again", _("The second turn is open, on the items where opinions are opposed."))


@require_POST
def round_closed(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Close the round."""
    return _act(request, pk, "round_close", _("The round is closed."))


@require_POST
def round_cancelled(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Give the round up."""
    undo = address(request, "round_resume", pk)
    return _act(request, pk, "round_cancel", _("The round is given up; what was said stays hidden."), undo=undo)


@require_POST
def round_resumed(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take the round up again."""
    row = get_object_or_404(Round, pk=pk)
    try:
        rounds.round_cancel(actor=request.member, round=row, is_undone=True)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
    else:
        said(request, _("The round is open again."))
    return redirect("backlog:round_detail", request.workspace.slug, pk)


def _act(request: WorkspaceRequest, pk: int, name: str, done: str, *, undo: str = "") -> HttpResponse:
    row = get_object_or_404(Round, pk=pk)
    try:
        getattr(rounds, name)(actor=request.member, round=row)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
    else:
        said(request, done, undo=undo)
    return redirect("backlog:round_detail", request.workspace.slug, pk)
