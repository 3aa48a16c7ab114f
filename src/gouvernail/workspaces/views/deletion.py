"""Ask for the deletion of a workspace, see what it takes away, take it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.web.fragments import INVALID, answer
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.deletion import DELAY
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.forms.workspaces import DeletionForm
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.contents import contents_of
from gouvernail.workspaces.selectors.rights import may
from gouvernail.workspaces.services import deletion
from gouvernail.workspaces.services.door import require


@require_http_methods(["GET", "HEAD", "POST"])
def workspace_delete(request: WorkspaceRequest) -> HttpResponse:
    """Say what goes and when; on the name typed by hand, ask for it. Everybody may see when it goes."""
    if request.method == "POST" or request.workspace.deletes_at is None:
        require(request.member, Right.WORKSPACE_DELETE)
    form = DeletionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            workspace = deletion.workspace_delete(actor=request.member, typed=form.cleaned_data["typed"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            keep = reverse("workspace:workspace_keep", args=[request.workspace.slug])
            day = date_format(timezone.localtime(workspace.deletes_at))
            said(request, _("The workspace will be deleted on %(day)s. Everybody is told.") % {"day": day}, undo=keep)
            return redirect("workspace:workspace_delete", request.workspace.slug)
    context = {
        "form": form,
        "contents": contents_of(request.workspace),
        "day": request.workspace.deletes_at or timezone.now() + DELAY,
        "asked_by": request.workspace.deletion_asked_by if request.workspace.deletes_at else None,
        "may_delete": may(request.member, Right.WORKSPACE_DELETE),
        "export_url": _export(request),
        "tab": "deletion",
    }
    return answer(request, "workspaces/workspace_delete.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def workspace_keep(request: WorkspaceRequest) -> HttpResponse:
    """Take the deletion back."""
    deletion.workspace_keep(actor=request.member)
    messages.success(request, _("The workspace stays. Everybody is told."))
    return redirect("workspace:workspace_delete", request.workspace.slug)


def _export(request: WorkspaceRequest) -> str:
    """Give the page of the export, which a higher room holds."""
    if not may(request.member, Right.WORKSPACE_EXPORT):
        return ""
    try:
        return reverse("connectors:workspace_export", args=[request.workspace.slug])
    except NoReverseMatch:
        return ""
