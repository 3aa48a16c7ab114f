"""Sort what waits, one request after the other."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Request
from gouvernail.backlog.selectors.requests.answers import KINDS, state_said
from gouvernail.backlog.selectors.requests.detail import page_of
from gouvernail.backlog.selectors.requests.listing import request_get
from gouvernail.backlog.selectors.requests.similar import close_to
from gouvernail.backlog.selectors.requests.triage import age_of, aside_until, delay_to, last_answer, place_of, queue
from gouvernail.backlog.selectors.requests.voices import claim_said
from gouvernail.backlog.views.moves import address
from gouvernail.strategy.selectors.compass import compass_now, objectives_active
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require


@require_safe
def request_triage(request: WorkspaceRequest) -> HttpResponse:
    """Show one request of the queue, with all that helps to answer it: the oldest, or the one that `at` names."""
    require(request.member, Right.REQUEST_TRIAGE)
    today = today_of(request.member)
    keys = list(queue(today).values_list("pk", flat=True))
    wanted = _key(request.GET.get("at", ""))
    row = request_get(wanted) if wanted else None
    gone = row if row is not None and row.pk not in keys else None
    shown = row if row is not None and gone is None else _next_to(gone, keys)
    context = {
        "total": len(keys),
        "gone": gone,
        "gone_state": _became(gone, today) if gone else "",
        "gone_answer": last_answer(gone) if gone and not aside_until(gone, today) else None,
        "delays": delays_said(),
        "is_moving": bool(request.GET.get("at")),
        "page_keys": _keys(),
    }
    if shown is not None:
        context |= _shown(request, shown, keys)
    return render(request, "backlog/requests/triage/page.html", context)


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


def _became(gone: Request, today: date) -> str:
    """Say why a request waits no more: put aside, which answers nothing, or its state."""
    until = aside_until(gone, today)
    if until is None:
        return state_said(gone)
    return _("put aside until %(day)s") % {"day": date_format(until, "DATE_FORMAT")}


def delays_said() -> list[tuple[str, str]]:
    """Say how long the first answer and the decision take."""
    now = timezone.now()
    return [
        (_("First answer"), delay_to("first_answer_at", now).text),
        (_("Decision"), delay_to("decided_at", now).text),
    ]


def _keys() -> list[tuple[str, str]]:
    """List the keys of the page, for the dialog of shortcuts."""
    return [
        ("a", _("Accept")),
        ("m", _("Merge")),
        ("d", _("Defer")),
        ("x", _("Decline")),
        ("r", _("Look at it")),
        ("s", _("Out of the triage for some days")),
        ("1 – 5", _("Merge into what looks like it, or accept into it")),
        (_("Ctrl Enter"), _("Send the answer that is being written")),
        ("u", _("Undo what was just done")),
        ("j", _("Next request")),
        ("k", _("Request before")),
    ]


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0  # 64 bits
