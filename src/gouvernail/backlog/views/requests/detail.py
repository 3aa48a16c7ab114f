"""The page of one request: what was asked, who has the need, what was answered."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gouvernail.backlog.choices.requests import WAITING, RequestState
from gouvernail.backlog.forms.comments import AttachForm, CommentForm
from gouvernail.backlog.forms.requests.asking import VoiceForm
from gouvernail.backlog.models import Request
from gouvernail.backlog.selectors.requests.answers import KINDS, state_said
from gouvernail.backlog.selectors.requests.detail import page_of
from gouvernail.backlog.selectors.requests.listing import request_get
from gouvernail.backlog.selectors.requests.voices import claim_said
from gouvernail.backlog.services.attachments import attachment_add
from gouvernail.backlog.services.comments import comment_add
from gouvernail.backlog.views.moves import address
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services.door import require


@require_safe
def request_detail(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Tell the whole of a request."""
    return request_page(request, found(pk))


@require_POST
def request_comment(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Comment on a request."""
    row = found(pk)
    require(request.member, Right.COMMENT_ADD)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comment = comment_add(actor=request.member, request=row, text=form.cleaned_data["text"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said(request, _("Your comment is added."), undo=address(request, "comment_remove", comment.pk))
            return redirect(f"{address(request, 'request_detail', pk)}#comments")
    return request_page(request, row, comment=form)


@require_POST
def request_attach(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Add files to a request."""
    row = found(pk)
    require(request.member, Right.REQUEST_ADD)
    form = AttachForm(request.POST, request.FILES, refused_bytes=getattr(request, "refused_bytes", 0))
    if form.is_valid():
        try:
            files = [attachment_add(actor=request.member, request=row, file=one) for one in form.cleaned_data["file"]]
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            text = ngettext("%(n)d file is added.", "%(n)d files are added.", len(files)) % {"n": len(files)}
            said(request, text, undo=address(request, "attachment_remove", files[0].pk) if len(files) == 1 else "")
            return redirect(f"{address(request, 'request_detail', pk)}#files")
    return request_page(request, row, attach=form)


def request_page(request: WorkspaceRequest, row: Request, **refused: Any) -> HttpResponse:
    """Show a request; a form that was refused (`comment=`, `voice=`...) stands where it was filled in."""
    page = page_of(row, request.member)
    mine = page.mine.voice if page.mine else None
    is_theirs = may_edit(request.member, row) or may(request.member, Right.REQUEST_TRIAGE)
    voice = VoiceForm(initial={"note": mine.note, "claimed_urgency": mine.claimed_urgency} if mine else None)
    context = {
        "page": page,
        "row": row,
        "forms": {"comment": CommentForm(), "attach": AttachForm(), "voice": voice} | refused,
        "state": state_said(row),
        "kind": KINDS[RequestState(row.state)],
        "claim": claim_said(row.claimed_urgency),
        "may_ask": may(request.member, Right.REQUEST_ADD),
        "may_triage": may(request.member, Right.REQUEST_TRIAGE),
        "may_comment": may(request.member, Right.COMMENT_ADD),
        "may_change": is_theirs and not row.is_answered,
        "must_stay": is_theirs and row.is_answered and row.state in WAITING,
    }
    return render(request, "backlog/requests/request.html", context, status=INVALID if refused else 200)


def found(key: int) -> Request:
    """Find a request that was not taken back, or say that there is none."""
    row = request_get(key)
    if row is None:
        raise Http404
    return row


def may_edit(member: Member, row: Request) -> bool:
    """Tell whether a request is a member's to say better: they wrote it, or need it."""
    return member.pk in {row.author_id, row.requester_id} and may(member, Right.REQUEST_ADD)
