"""My week, and what I say of its lines."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_scopes import scopes_disabled

from gouvernail.followup.choices.words import Answer
from gouvernail.followup.forms.answers import AnswerForm
from gouvernail.followup.models import Line
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.week import week_of
from gouvernail.followup.services.answers import line_disown, line_done, line_reopen, line_snooze
from gouvernail.followup.services.lines import lines_keep
from gouvernail.web.fragments import INVALID
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import User
from gouvernail.workspaces.selectors.members import memberships_of
from gouvernail.workspaces.selectors.rights import may

_MONDAY = 7


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the week of the workspace that was opened last, or to the list where there is none."""
    assert isinstance(request.user, User)  # noqa: S101  # the middleware lets nobody else in
    with scopes_disabled():
        last = memberships_of(request.user).first()
    return redirect("followup:my_week", last.workspace.slug) if last else redirect("workspaces:workspace_list")


@require_safe
def my_week(request: WorkspaceRequest) -> HttpResponse:
    """Show what is expected of the reader."""
    return _page(request)


@require_POST
def line_answer(request: WorkspaceRequest) -> HttpResponse:
    """Take the reader's word on one line, and offer to take it back."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, refused=[str(error) for errors in form.errors.values() for error in errors])
    line = Line.objects.filter(member=request.member, key=form.cleaned_data["key"]).first()
    if line is None:  # answered from a page that was read before its cause ended
        said(request, _("Nothing to answer: this is no longer on your week."), level=messages.INFO)
        return redirect("followup:my_week", request.workspace.slug)
    try:
        sentence = _answered(request, line, form)
    except ValidationError as refusal:
        return _page(request, refused=refusal.messages)
    said(request, sentence, undo=reverse("followup:line_reopen", args=[request.workspace.slug, line.pk]))
    return redirect("followup:my_week", request.workspace.slug)


@require_POST
def line_reopened(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Put a line back."""
    line_reopen(actor=request.member, line=get_object_or_404(Line, pk=pk, member=request.member))
    said(request, _("The line is back."))
    return redirect("followup:my_week", request.workspace.slug)


def _answered(request: WorkspaceRequest, line: Line, form: AnswerForm) -> str:
    match form.cleaned_data["answer"]:
        case Answer.DONE:
            line_done(actor=request.member, line=line)
            return _("Noted as done.")
        case Answer.SNOOZED:
            day = form.cleaned_data["returns_on"]
            line_snooze(actor=request.member, line=line, returns_on=day)
            return _("Put off until %(day)s.") % {"day": date_format(day, "DATE_FORMAT")}
        case _mine:
            line_disown(actor=request.member, line=line, item=_item(request, line))
            return _("Off your week. Who looks after the workspace was told.")


def _item(request: WorkspaceRequest, line: Line) -> Item:
    week, _facts = week_of(request.member, timezone.now())
    found = next((item for item in (*week.open, *week.aside) if item.key == line.key), None)
    if found is None:
        raise Http404
    return found


def _page(request: WorkspaceRequest, refused: list[str] | None = None) -> HttpResponse:
    """Draw the week; what is new on it is remembered, so that it can be answered and counted."""
    week, facts = week_of(request.member, timezone.now())
    lines_keep(facts=facts, items={request.member: [*week.open, *week.aside]})
    context = {
        "week": week,
        "groups": [
            ("late", _("Late"), week.late),
            ("today", _("Today"), week.today),
            ("soon", _("This week"), week.this_week),
            ("later", _("Later"), week.later),
        ],
        "refused": refused,
        "may_set": may(request.member, Right.WORKSPACE_EDIT),
        "may_read_late": may(request.member, Right.FINDING_READ),
        "tomorrow": week.day + timedelta(days=1),
        "monday": week.day + timedelta(days=_MONDAY - week.day.weekday()),
    }
    return render(request, "followup/my_week.html", context, status=INVALID if refused else 200)
