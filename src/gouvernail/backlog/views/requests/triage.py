"""Sort what waits: one request after the other, or several at once; take back what was just answered."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.forms.requests.triage import ManyForm, picked
from gouvernail.backlog.models import Request
from gouvernail.backlog.selectors.requests.answers import KINDS, state_said
from gouvernail.backlog.selectors.requests.detail import page_of
from gouvernail.backlog.selectors.requests.listing import request_get
from gouvernail.backlog.selectors.requests.similar import close_to
from gouvernail.backlog.selectors.requests.triage import age_of, delay_to, last_answer, place_of, queue
from gouvernail.backlog.selectors.requests.voices import claim_said, counts_of
from gouvernail.backlog.services.requests.triage_many import requests_answer
from gouvernail.backlog.services.requests.triage_undo import Batch, answers_undo
from gouvernail.backlog.views.moves import address, back, given
from gouvernail.strategy.selectors.compass import compass_now, objectives_active
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require

_PAGE = 50
_NAMED = 5  # refusals that a toast spells out


@require_safe
def request_triage(request: WorkspaceRequest) -> HttpResponse:
    """Show one request of the queue, with all that helps to answer it: the oldest, or the one that `at` names."""
    require(request.member, Right.REQUEST_TRIAGE)
    keys = list(queue(today_of(request.member)).values_list("pk", flat=True))
    wanted = _key(request.GET.get("at", ""))
    row = request_get(wanted) if wanted else None
    gone = row if row is not None and row.pk not in keys else None
    shown = row if row is not None and gone is None else _next_to(gone, keys)
    context = {
        "total": len(keys),
        "gone": gone,
        "gone_state": state_said(gone) if gone else "",
        "gone_answer": last_answer(gone) if gone else None,
        "delays": _delays(),
        "page_keys": _keys(),
    }
    if shown is not None:
        context |= _shown(request, shown, keys)
    return render(request, "backlog/requests/triage/page.html", context)


@require_safe
def request_triage_list(request: WorkspaceRequest) -> HttpResponse:
    """List the queue, to answer several requests at once."""
    require(request.member, Right.REQUEST_TRIAGE)
    return _list(request, ManyForm())


@require_POST
def request_answer_many(request: WorkspaceRequest) -> HttpResponse:
    """Give the ticked requests the same answer; what cannot be answered is named and stays."""
    require(request.member, Right.REQUEST_TRIAGE)
    form, seen = ManyForm(request.POST), picked(request.POST.getlist("pick"))
    if form.is_valid() and not seen:
        form.add_error(None, _("Choose requests first: tick them in the list."))
    if form.is_valid():
        try:
            done = requests_answer(actor=request.member, seen=seen, act=form.answer())
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        else:
            if done.answers:
                count = len(done.answers)
                text = ngettext("One request is answered.", "%(n)d requests are answered.", count) % {"n": count}
                said(request, text, undo=undo_of(request, done.answers[0].batch))
            _left(request, done)
            return back(request, address(request, "request_triage_list"))
    return _list(request, form, chosen={row.pk for row in seen})


@require_POST
def request_answers_undo(request: WorkspaceRequest) -> HttpResponse:
    """Take back what one act answered."""
    require(request.member, Right.REQUEST_TRIAGE)
    try:
        done = answers_undo(actor=request.member, batch=_batch(given(request).get("batch", "")))
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
        return back(request, address(request, "request_triage"))
    if done.answers:
        keys = ", ".join(one.request.key for one in done.answers[:_NAMED])
        text = ngettext("%(keys)s: taken back.", "%(n)d requests: taken back.", len(done.answers))
        said(request, text % {"keys": keys, "n": len(done.answers)})
    _left(request, done)
    triage = address(request, "request_triage")
    if len(done.answers) == 1 and request.POST.get("next", "").partition("?")[0] == triage:
        return redirect(f"{triage}?at={done.answers[0].request_id}")
    return back(request, triage)


def undo_of(request: WorkspaceRequest, batch: uuid.UUID) -> str:
    """Give the address that takes an act back."""
    return f"{address(request, 'request_answers_undo')}?{urlencode({'batch': batch})}"


def _list(request: WorkspaceRequest, form: ManyForm, chosen: set[int] | None = None) -> HttpResponse:
    rows = queue(today_of(request.member)).select_related("requester__user", "team", "objective")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    counts = counts_of([one.pk for one in page])
    lines = [
        {
            "row": one,
            "count": counts[one.pk],
            "state": state_said(one),
            "kind": KINDS[RequestState(one.state)],
            "age": age_of(one, request.member),
        }
        for one in page
    ]
    context = {"form": form, "page": page, "lines": lines, "chosen": chosen or set(), "delays": _delays()}
    status = INVALID if form.is_bound else 200
    return render(request, "backlog/requests/triage/list.html", context, status=status)


def _shown(request: WorkspaceRequest, row: Request, keys: list[int]) -> dict[str, Any]:
    place = place_of(keys, row.pk)
    after = place.after or place.before if place else None
    triage = address(request, "request_triage")
    return {
        "row": row,
        "page": page_of(row, request.member),
        "place": place,
        "after": f"{triage}?at={after}" if after else triage,
        "age": age_of(row, request.member),
        "state": state_said(row),
        "kind": KINDS[RequestState(row.state)],
        "claim": claim_said(row.claimed_urgency),
        "close": close_to(row.title, row.need, request.member, without=row),
        "compass": compass_now(),
        "objectives": objectives_active(),
    }


def _next_to(gone: Request | None, keys: list[int]) -> Request | None:
    """Find what follows a request that waits no more, else the oldest."""
    rows = Request.objects.filter(pk__in=keys).order_by("created_at", "pk")
    later = rows.filter(created_at__gte=gone.created_at).first() if gone else None
    found = later or rows.first()
    return request_get(found.pk) if found else None


def _left(request: WorkspaceRequest, done: Batch) -> None:
    """Say which requests stay as they are, and why."""
    if done.refused:
        text = " ".join(why for _row, why in done.refused[:_NAMED])
        if len(done.refused) > _NAMED:
            more = len(done.refused) - _NAMED
            text += " " + ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more}
        said(request, _("Left as they are: %(why)s") % {"why": text}, level=messages.WARNING)


def _delays() -> list[tuple[str, str]]:
    now = timezone.now()
    return [
        (_("First answer"), delay_to("first_answer_at", now).text),
        (_("Decision"), delay_to("decided_at", now).text),
    ]


def _keys() -> list[tuple[str, str]]:
    """List the keys of the page, for the dialog of shortcuts."""
    return [
        ("j", _("Next request")),
        ("k", _("Request before")),
        ("r", _("Look at it")),
        ("a", _("Accept")),
        ("m", _("Merge")),
        ("d", _("Defer")),
        ("x", _("Decline")),
        ("s", _("Out of the triage for some days")),
        ("u", _("Undo what was just done")),
    ]


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0  # 64 bits


def _batch(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
