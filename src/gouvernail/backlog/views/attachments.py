"""Files of items, requests and evidences: added, sent back as downloads, removed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gouvernail.backlog.forms.comments import AttachForm
from gouvernail.backlog.models import Attachment
from gouvernail.backlog.services.attachments import attachment_add
from gouvernail.backlog.services.attachments import attachment_remove as remove
from gouvernail.backlog.services.urgency.evidences import evidence_detach
from gouvernail.backlog.views.items.story import found, story_page
from gouvernail.backlog.views.moves import address
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require


@require_POST
def item_attach(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Add files to an item."""
    item = found(pk)
    require(request.member, Right.COMMENT_ADD)
    form = AttachForm(request.POST, request.FILES, refused_bytes=getattr(request, "refused_bytes", 0))
    if form.is_valid():
        try:
            rows = [attachment_add(actor=request.member, item=item, file=one) for one in form.cleaned_data["file"]]
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            text = ngettext("%(n)d file is added.", "%(n)d files are added.", len(rows)) % {"n": len(rows)}
            said(request, text, undo=address(request, "attachment_remove", rows[0].pk) if len(rows) == 1 else "")
            return redirect(place_of(request, rows[0]))
    return story_page(request, item, attach=form)


@require_safe
def attachment(_request: WorkspaceRequest, pk: int) -> HttpResponseBase:
    """Send a file back: always as a download, never as what its sender said that it is."""
    row = _found(pk)
    if row.removed_at is not None or not default_storage.exists(row.path):
        raise Http404
    response = FileResponse(
        default_storage.open(row.path), as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
def attachment_remove(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Remove a file."""
    row = _found(pk)
    _take_away(request, row)
    said(request, _("%(name)s is removed.") % {"name": row.name}, undo=address(request, "attachment_restore", pk))
    return redirect(place_of(request, row))


@require_POST
def attachment_restore(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Bring a file back."""
    row = _found(pk)
    _take_away(request, row, is_undone=True)
    if default_storage.exists(row.path):
        said(request, _("%(name)s is back.") % {"name": row.name})
    else:
        said(request, _("%(name)s was removed for good.") % {"name": row.name}, level=messages.ERROR)
    return redirect(place_of(request, row))


def place_of(request: WorkspaceRequest, row: Attachment) -> str:
    """Give the address of a file on the page of what it is about."""
    if row.request_id is not None:
        return f"{address(request, 'request_detail', row.request_id)}#files"
    if row.evidence_id is not None:
        return f"{address(request, 'evidence_detail', row.evidence_id)}#files"
    assert row.item_id is not None  # noqa: S101  # a file is about one thing
    return f"{address(request, 'item_detail', row.item_id)}#files"


def _take_away(request: WorkspaceRequest, row: Attachment, *, is_undone: bool = False) -> None:
    act = remove if row.evidence_id is None else evidence_detach
    act(actor=request.member, attachment=row, is_undone=is_undone)


def _found(pk: int) -> Attachment:
    """Find a file of something that was not removed."""
    row = Attachment.objects.select_related("item", "request", "evidence__item").filter(pk=pk).first()
    about = (row.item or row.request or row.evidence) if row else None
    if row is None or about is None or about.removed_at is not None:
        raise Http404
    return row
