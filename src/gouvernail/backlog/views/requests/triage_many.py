"""Sort several requests at once, and take back what was just done to one or to several."""

import uuid
from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.forms.requests.triage import ManyForm, picked
from gouvernail.backlog.models import Request
from gouvernail.backlog.selectors.requests.answers import KINDS, state_said
from gouvernail.backlog.selectors.requests.triage import age_of, queue
from gouvernail.backlog.selectors.requests.voices import counts_of
from gouvernail.backlog.services.requests.triage_many import requests_answer, requests_snooze
from gouvernail.backlog.services.requests.triage_undo import answers_undo
from gouvernail.backlog.views.moves import address, back, given
from gouvernail.backlog.views.requests.triage import delays_said
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require

_PAGE = 50
_NAMED = 5  # refusals that a toast spells out


@require_safe
def request_triage_list(request: WorkspaceRequest) -> HttpResponse:
    """List the queue, to answer several requests at once."""
    require(request.member, Right.REQUEST_TRIAGE)
    return _list(request, ManyForm())


@require_POST
def request_answer_many(request: WorkspaceRequest) -> HttpResponse:
    """Do the same to the ticked requests; what cannot be is named and stays."""
    require(request.member, Right.REQUEST_TRIAGE)
    form, seen = ManyForm(request.POST), picked(request.POST.getlist("pick"))
    if form.is_valid() and not seen:
        form.add_error(None, _("Choose requests first: tick them in the list."))
    if form.is_valid():
        try:
            refused = _put_aside(request, form, seen) if form.is_aside else _answered(request, form, seen)
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        else:
            _left(request, refused)
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
    _left(request, done.refused)
    return _again(request, [one.request_id for one in done.answers])


@require_POST
def request_snoozes_undo(request: WorkspaceRequest) -> HttpResponse:
    """Bring back to the triage, before their day, the requests that one act put aside."""
    require(request.member, Right.REQUEST_TRIAGE)
    try:
        done = requests_snooze(actor=request.member, seen=picked(given(request).getlist("pick")), until=None)
    except ValidationError as refusal:  # somebody answered them meanwhile
        said(request, " ".join(refusal.messages), level=messages.ERROR)
        return back(request, address(request, "request_triage"))
    if done.rows:
        text = ngettext("%(key)s is back in the triage.", "%(n)d requests are back in the triage.", len(done.rows))
        said(request, text % {"key": done.rows[0].key, "n": len(done.rows)})
    elif not done.refused:
        said(request, _("There is nothing to take back."), level=messages.ERROR)
    _left(request, done.refused)
    return _again(request, [row.pk for row in done.rows])


def undo_of(request: WorkspaceRequest, batch: uuid.UUID) -> str:
    """Give the address that takes an answer back, of one request or of several."""
    return f"{address(request, 'request_answers_undo')}?{urlencode({'batch': batch})}"


def snooze_undo_of(request: WorkspaceRequest, rows: Iterable[Request]) -> str:
    """Give the address that brings requests back to the triage, as they are now."""
    picks = urlencode([("pick", f"{row.pk}:{row.version}") for row in rows])
    return f"{address(request, 'request_snoozes_undo')}?{picks}"


def _answered(request: WorkspaceRequest, form: ManyForm, seen: dict[Request, int]) -> list[tuple[Request, str]]:
    done = requests_answer(actor=request.member, seen=seen, act=form.answer())
    if done.answers:
        count = len(done.answers)
        text = ngettext("One request is answered.", "%(n)d requests are answered.", count) % {"n": count}
        said(request, text, undo=undo_of(request, done.answers[0].batch))
    return done.refused


def _put_aside(request: WorkspaceRequest, form: ManyForm, seen: dict[Request, int]) -> list[tuple[Request, str]]:
    done = requests_snooze(actor=request.member, seen=seen, until=form.cleaned_data["until"])
    if done.rows:
        count = len(done.rows)
        text = ngettext("One request is put aside.", "%(n)d requests are put aside.", count) % {"n": count}
        said(request, text, undo=snooze_undo_of(request, done.rows))
    return done.refused


def _left(request: WorkspaceRequest, refused: list[tuple[Request, str]]) -> None:
    """Say which requests stay as they are, and why."""
    if refused:
        text = " ".join(why for _row, why in refused[:_NAMED])
        if len(refused) > _NAMED:
            more = len(refused) - _NAMED
            text += " " + ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more}
        said(request, _("Left as they are: %(why)s") % {"why": text}, level=messages.WARNING)


def _again(request: WorkspaceRequest, keys: list[int]) -> HttpResponse:
    """Go back to where the undo was asked for; in the triage, to the one request that it gave back."""
    triage = address(request, "request_triage")
    if len(keys) == 1 and request.POST.get("next", "").partition("?")[0] == triage:
        return redirect(f"{triage}?at={keys[0]}")
    return back(request, triage)


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
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "chosen": chosen or set(),
        "delays": delays_said(),
        "page_keys": _keys(),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "backlog/requests/triage/list.html", context, status=status)


def _keys() -> list[tuple[str, str]]:
    """List the keys of the page, for the dialog of shortcuts."""
    return [
        ("j", _("Next request")),
        ("k", _("Request before")),
        (_("Space"), _("Tick the request, or untick it")),
        ("u", _("Undo what was just done")),
    ]


def _batch(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)
