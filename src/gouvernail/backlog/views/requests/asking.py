"""Ask for something in two minutes, seeing what exists already; say it better; take it back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.backlog.forms.requests.asking import AskForm, RequestForm
from gouvernail.backlog.models import Request
from gouvernail.backlog.selectors.requests.similar import Close, close_to
from gouvernail.backlog.services.requests.asking import (
    StaleRequest,
    edit_check,
    request_add,
    request_edit,
    request_remove,
)
from gouvernail.backlog.views.moves import address
from gouvernail.backlog.views.requests.detail import found, may_edit
from gouvernail.strategy.selectors.compass import compass_now
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require

_CONFLICT = 409
_TITLE, _NEED = 140, 10_000


@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: WorkspaceRequest) -> HttpResponse:
    """Ask for something; what is close and was not seen while typing is shown once before it is sent."""
    require(request.member, Right.REQUEST_ADD)
    if request.method != "POST":
        return _page(request, AskForm(initial=_own(request)), [])
    sent = request.FILES  # reading them lets the first handler say that they are too large
    form = AskForm(request.POST, sent, refused_bytes=getattr(request, "refused_bytes", 0))
    close: list[Close] = []
    if form.is_valid():
        close = _unseen(request, form.cleaned_data)
        if not close:
            try:
                row = request_add(actor=request.member, **form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, _beside(refusal))
            else:
                return _sent(request, row)
    return _page(request, form, close or _alike(request), asks=bool(close))


@require_POST
def request_similar(request: WorkspaceRequest) -> HttpResponse:
    """Show what is like what is being typed."""
    require(request.member, Right.REQUEST_ADD)
    return render(request, "backlog/requests/_similar.html", {"close": _alike(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def request_change(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Say a request better, while nobody has answered it."""
    row = found(pk)
    if not may_edit(request.member, row):
        require(request.member, Right.REQUEST_TRIAGE)
    try:
        edit_check(row)
    except ValidationError as refusal:
        if request.method != "POST":  # what was typed meanwhile is shown again below, with the same words
            said(request, " ".join(refusal.messages), level=messages.WARNING)
            return redirect("backlog:request_detail", request.workspace.slug, pk)
    form, status = RequestForm(request.POST or None, request=row), 200
    if request.method == "POST" and form.is_valid():
        try:
            request_edit(actor=request.member, request=row, version=_version(request), **form.cleaned_data)
        except StaleRequest as stale:
            row, status = stale.request, _CONFLICT
            form.add_error(None, _("Somebody changed this request meanwhile. Save again to keep what you wrote."))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("Saved."))
            return redirect("backlog:request_detail", request.workspace.slug, pk)
    context = {"form": form, "row": row, "compass": compass_now(), "back": address(request, "request_detail", pk)}
    status = status if status == _CONFLICT or not form.is_bound else INVALID
    return render(request, "backlog/requests/edit.html", context, status=status)


@require_POST
def request_removed(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take back what one has just sent."""
    row = found(pk)
    try:
        request_remove(actor=request.member, request=row)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
        return redirect("backlog:request_detail", request.workspace.slug, pk)
    said(request, _("%(key)s is taken back.") % {"key": row.key}, undo=address(request, "request_restore", pk))
    return redirect("backlog:request_list", request.workspace.slug)


@require_POST
def request_restored(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Send again what was taken back."""
    row = request_remove(actor=request.member, request=get_object_or_404(Request, pk=pk), is_undone=True)
    said(request, _("%(key)s is sent again.") % {"key": row.key})
    return redirect("backlog:request_detail", request.workspace.slug, pk)


def _sent(request: WorkspaceRequest, row: Request) -> HttpResponse:
    text = _("%(key)s is sent. You will be told what becomes of it, and why.") % {"key": row.key}
    said(request, text, undo=address(request, "request_remove", row.pk))
    return redirect("backlog:request_detail", request.workspace.slug, row.pk)


def _own(request: WorkspaceRequest) -> dict[str, Any]:
    return {"requester": request.member.pk, "team": request.member.team_id}


def _alike(request: WorkspaceRequest) -> list[Close]:
    title, need = request.POST.get("title", "")[:_TITLE], request.POST.get("need", "")[:_NEED]
    return close_to(title, need, request.member) if title or need else []


def _unseen(request: WorkspaceRequest, typed: dict[str, Any]) -> list[Close]:
    """List what is close and that the writer has not been shown: the page says in `seen` what it showed."""
    seen = set(request.POST.getlist("seen"))
    close = [one for one in close_to(typed["title"], typed["need"], request.member) if one.is_close]
    return close if any(one.key not in seen for one in close) else []


def _beside(refusal: ValidationError) -> ValidationError:
    """Put what the service says of a file beside the field of the files."""
    if not hasattr(refusal, "error_dict"):
        return refusal
    return ValidationError({"files" if name == "file" else name: text for name, text in refusal.error_dict.items()})


def _page(request: WorkspaceRequest, form: AskForm, close: list[Close], *, asks: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "close": close,
        "asks": asks,
        "had_files": asks and bool(form.cleaned_data.get("files")),
        "compass": compass_now(),
        "limit_mb": settings.UPLOAD_LIMIT_MB,
    }
    return render(request, "backlog/requests/new.html", context, status=INVALID if form.is_bound else 200)


def _version(request: WorkspaceRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0  # 32 bits
