"""Let a member leave and hand over; let them come back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.forms.leaving import HandoverForm
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.leaving import holdings_of, takers_for
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.leaving import member_deactivate, member_reactivate


@require_http_methods(["GET", "HEAD", "POST"])
def member_leave(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Show what a member holds, ask who takes it, and let the member leave."""
    if key != request.member.pk:
        require(request.member, Right.PEOPLE_EDIT)
    member = get_object_or_404(Member.objects.select_related("user", "workspace"), pk=key, is_active=True)
    held = holdings_of(member)
    form = HandoverForm(held, list(takers_for(member)), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            member_deactivate(
                actor=request.member, member=member, handover=form.handover(), reason=form.cleaned_data["reason"]
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s has left. What was theirs is handed over.") % {"name": member})
            return redirect("web:home" if key == request.member.pk else _page_of(request, key))
    context = {"form": form, "person": member, "held": held, "back": _page_of(request, key)}
    return answer(request, "workspaces/member_leave.html", context, status=INVALID if form.is_bound else 200)


@require_POST
def member_return(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Let a member come back."""
    member = get_object_or_404(Member.objects.select_related("user", "workspace"), pk=key)
    try:
        member_reactivate(actor=request.member, member=member)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(name)s is back, with the roles that nobody took over.") % {"name": member})
    return redirect(_page_of(request, key))


def _page_of(request: WorkspaceRequest, key: int) -> str:
    return reverse("workspace:person", args=[request.workspace.slug, key])
