"""The letters that did not surely leave, and what becomes of them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gouvernail.jobs.models import Message
from gouvernail.jobs.selectors.mail import letters_of, letters_shown, mail_trouble, people_written_to
from gouvernail.jobs.services.letters import letter_drop, letter_reopen, letter_send
from gouvernail.web.toasts import said
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require

_AT_ONCE = 30


@require_safe
def letter_list(request: WorkspaceRequest) -> HttpResponse:
    """List what did not leave: what, to whom, why and when."""
    require(request.member, Right.JOB_MANAGE)
    page = Paginator(letters_shown(request.workspace), _AT_ONCE).get_page(request.GET.get("page"))
    people = people_written_to(list(page.object_list))
    rows = [(letter, people.get(letter.recipient)) for letter in page.object_list]
    return render(request, "jobs/letter_list.html", {"page": page, "rows": rows, "mail_trouble": mail_trouble()})


@require_POST
def send(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Send a letter again; giving it up undoes this while it waits."""
    return _steer(request, pk, letter_send, _("The letter leaves again."), undo="jobs:letter_drop")


@require_POST
def drop(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Give a letter up; reopening undoes this."""
    return _steer(request, pk, letter_drop, _("The letter is given up."), undo="jobs:letter_reopen")


@require_POST
def reopen(request: WorkspaceRequest, pk: int) -> HttpResponse:
    """Take back that a letter was given up."""
    return _steer(request, pk, letter_reopen, _("The letter waits for you to decide again."), undo="jobs:letter_drop")


def _steer(
    request: WorkspaceRequest, pk: int, service: Callable[..., Message], sentence: str, *, undo: str
) -> HttpResponse:
    letter = get_object_or_404(letters_of(request.workspace), pk=pk)
    try:
        service(actor=request.member, letter=letter)
    except ValidationError as refusal:
        said(request, " ".join(refusal.messages), level=messages.WARNING)
    else:
        said(request, sentence, undo=reverse(undo, args=[request.workspace.slug, pk]))
    return redirect("jobs:letter_list", request.workspace.slug)
