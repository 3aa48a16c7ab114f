"""What became of a meeting: held, skipped, moved, taken back."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gouvernail.decisions.forms.rituals import HoldForm, MoveForm, SkipForm
from gouvernail.decisions.models import Meeting
from gouvernail.decisions.selectors.rituals import expected_at, presences_of
from gouvernail.decisions.services.meetings import meeting_hold, meeting_move, meeting_reopen, meeting_skip
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import require

_PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(_PAGE)
def meeting_held(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Note that a meeting was held, and who was there."""
    meeting = _meeting(request, pk)
    people = {member.pk: member for member in expected_at(meeting.ritual)}
    people |= {seen.member_id: seen.member for seen in meeting.attendances.select_related("member__user")}
    day = min(meeting.held_on or meeting.starts_at.date(), today_of(request.member))
    form = HoldForm(
        request.POST or None,
        people=list(people.values()),
        presences=presences_of(meeting),
        initial={"held_on": day},
    )
    return _noted(
        request,
        meeting,
        form,
        _("Held"),
        lambda: meeting_hold(
            actor=request.member,
            meeting=meeting,
            held_on=form.cleaned_data["held_on"],
            presences=form.presences(),
        ),
    )


@require_http_methods(_PAGE)
def meeting_skipped(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Note that a meeting is not held, and why."""
    meeting = _meeting(request, pk)
    form = SkipForm(request.POST or None, initial={"reason": meeting.reason})
    return _noted(
        request,
        meeting,
        form,
        _("Skip"),
        lambda: meeting_skip(actor=request.member, meeting=meeting, reason=form.cleaned_data["reason"]),
    )


@require_http_methods(_PAGE)
def meeting_moved(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Put a meeting at another time."""
    meeting = _meeting(request, pk)
    form = MoveForm(request.POST) if request.method == "POST" else MoveForm.of(meeting.starts_at)
    return _noted(
        request,
        meeting,
        form,
        _("Move"),
        lambda: meeting_move(actor=request.member, meeting=meeting, **form.cleaned_data),
    )


@require_POST
def meeting_reopened(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take back what was noted."""
    meeting = _meeting(request, pk)
    meeting_reopen(actor=request.member, meeting=meeting)
    said(request, _("The meeting is planned again."))
    return redirect("decisions:ritual_detail", request.workspace.slug, meeting.ritual_id)


def _meeting(request: WorkspaceRequest, pk: int) -> Meeting:
    """Find a meeting for those who may note it: who plans rituals, or who leads this one."""
    meeting = get_object_or_404(Meeting.objects.select_related("ritual__workspace"), pk=pk)
    if meeting.ritual.owner_id != request.member.pk:
        require(request.member, Right.RITUAL_EDIT)
    return meeting


def _noted(
    request: WorkspaceRequest, meeting: Meeting, form: forms.Form, act: str, note: Callable[[], Meeting]
) -> HttpResponse:
    """Show the form, or note what it says and offer to take it back."""
    slug = request.workspace.slug
    if form.is_bound and form.is_valid():
        try:
            note()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said(request, _("Noted."), undo=reverse("decisions:meeting_reopen", args=[slug, meeting.pk]))
            return redirect("decisions:ritual_detail", slug, meeting.ritual_id)
    back = reverse("decisions:ritual_detail", args=[slug, meeting.ritual_id])
    context = {"form": form, "meeting": meeting, "act": act, "back": back}
    return render(request, "decisions/meeting_form.html", context, status=INVALID if form.is_bound else 200)
