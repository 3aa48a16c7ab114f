"""Invite people and follow what became of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.choices.invitations import InvitationState
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.forms.invitations import InvitationForm
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Invitation
from gouvernail.workspaces.selectors.invitations import invitations_listed, state_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.invitations import invitation_resend, invitation_revoke, invitations_send


@require_safe
def invitation_list(request: WorkspaceRequest) -> HttpResponse:
    """List the invitations: those that wait, and what became of the others."""
    require(request.member, Right.PEOPLE_INVITE)
    rows = [(invitation, state_of(invitation)) for invitation in invitations_listed()]
    waiting = (InvitationState.PENDING, InvitationState.EXPIRED)
    context = {
        "waiting": [row for row in rows if row[1] in waiting],
        "closed": [row for row in rows if row[1] not in waiting],
        "tab": "invitation",
        "may_invite": True,
    }
    return answer(request, "workspaces/invitation_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_send(request: WorkspaceRequest) -> HttpResponse:
    """Invite one or several people."""
    require(request.member, Right.PEOPLE_INVITE)
    initial = {"language": request.workspace.language, "kind": "requester"}
    form = InvitationForm(request.member, request.POST or None, initial=initial)
    if form.is_valid():
        try:
            sent = invitations_send(actor=request.member, guests=form.cleaned_data["guests"], terms=form.terms())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            said = ngettext("%(n)d invitation sent.", "%(n)d invitations sent.", len(sent)) % {"n": len(sent)}
            messages.success(request, said)
            return redirect("workspace:invitation_list", request.workspace.slug)
    context = {"form": form, "back": reverse("workspace:invitation_list", args=[request.workspace.slug])}
    return answer(request, "workspaces/invitation_send.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def invitation_again(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Send an invitation again with a new link."""
    require(request.member, Right.PEOPLE_INVITE)
    invitation = get_object_or_404(Invitation.objects.select_related("workspace", "invited_by__user"), pk=key)
    try:
        invitation_resend(actor=request.member, invitation=invitation)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        said = _("Sent again to %(email)s. The former link is dead.") % {"email": invitation.email}
        messages.success(request, said)
    return redirect("workspace:invitation_list", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_take_back(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Ask, then take an invitation back."""
    require(request.member, Right.PEOPLE_INVITE)
    invitation = get_object_or_404(Invitation.objects.select_related("workspace"), pk=key)
    back = reverse("workspace:invitation_list", args=[request.workspace.slug])
    if request.method != "POST":
        return answer(request, "workspaces/invitation_revoke.html", {"invitation": invitation, "back": back})
    try:
        invitation_revoke(actor=request.member, invitation=invitation)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The invitation of %(email)s is taken back.") % {"email": invitation.email})
    return redirect(back)
