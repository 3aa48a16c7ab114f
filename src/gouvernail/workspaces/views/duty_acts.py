"""Single acts on duties: start from the template, archive, restore, put in order."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gouvernail.web.toasts import said
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Duty
from gouvernail.workspaces.services import duties
from gouvernail.workspaces.views.governance import address, back


@require_POST
def duties_propose(request: WorkspaceRequest) -> HttpResponse:
    """Start from the eight duties of the template."""
    try:
        found = duties.duties_propose(actor=request.member)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.ERROR)
    else:
        said(request, _("%(count)d duties are there. They can be left as they are.") % {"count": len(found)})
    return back(request, "duty_matrix")


@require_POST
def duty_archive(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Take a duty off the matrix; the toast undoes it."""
    row = duties.duty_archive(actor=request.member, duty=get_object_or_404(Duty, pk=key))
    undo = address(request, "duty_restore", row.pk)
    said(request, _("“%(duty)s” is archived.") % {"duty": row}, undo=undo)
    return back(request, "duty_matrix")


@require_POST
def duty_restore(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Put an archived duty back."""
    row = duties.duty_restore(actor=request.member, duty=get_object_or_404(Duty, pk=key))
    said(request, _("“%(duty)s” is back, with its people.") % {"duty": row})
    return back(request, "duty_matrix")


@require_POST
def duty_move(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Move a duty one place up or down."""
    by = -1 if request.POST.get("by") == "up" else 1
    duties.duty_move(actor=request.member, duty=get_object_or_404(Duty, pk=key, is_active=True), by=by)
    return back(request, "duty_matrix")
