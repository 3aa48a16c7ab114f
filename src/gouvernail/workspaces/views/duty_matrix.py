"""The matrix, edited in place: one cell a request."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from gouvernail.web.fragments import INVALID, answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.choices.words import Letter
from gouvernail.workspaces.forms.duties import letters_from, version_from
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Duty, Member
from gouvernail.workspaces.selectors.duties import duties_archived
from gouvernail.workspaces.selectors.duty_matrix import PEOPLE, Window, matrix, rows_of
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.duty_edit import Draft, StaleDuty, duty_edit
from gouvernail.workspaces.views.governance import asked_words, frame, key_of

_CONFLICT = 409
_ARCHIVED = 50


@require_safe
def duty_matrix(request: WorkspaceRequest) -> HttpResponse:
    """Show one window of the matrix."""
    require(request.member, Right.DUTY_EDIT)
    asked = request.GET.get("person", "")
    person = get_object_or_404(Member.objects.select_related("user"), pk=key_of(asked)) if asked else None
    window = Window(
        text=asked_words(request.GET, "q"),
        everyone=request.GET.get("who") == "everyone",
        person=person,
        page=request.GET.get("page", "1"),
        columns=request.GET.get("columns", "1"),
    )
    context = frame(
        request,
        "matrix",
        matrix=matrix(window),
        window=window,
        archived=duties_archived()[:_ARCHIVED],
        letters=Letter.choices,
    )
    return answer(request, "workspaces/duty_matrix.html", context)


@require_POST
def duty_cell(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Give a person their letters in a duty, and answer with the row; with both versions where it has moved."""
    duty = get_object_or_404(Duty, pk=key)
    context = frame(request, "matrix", next=request.POST.get("next", ""))
    try:
        duty = duty_edit(
            actor=request.member,
            duty=duty,
            version=version_from(request.POST),
            draft=Draft(letters=letters_from(request.POST)),
        )
    except StaleDuty as stale:
        return render(request, "workspaces/duty_conflict.html#both", {**context, "stale": stale}, status=_CONFLICT)
    except ValidationError as refusal:
        return HttpResponse(" ".join(refusal.messages), content_type="text/plain; charset=utf-8", status=INVALID)
    row = rows_of([duty], _columns(request))[0]
    return render(request, "workspaces/duty_matrix.html#row", {**context, "row": row})


def _columns(request: WorkspaceRequest) -> list[Member]:
    """Find the people whose columns the page shows, in the page's order."""
    keys = [key_of(key) for key in request.POST.getlist("column")[:PEOPLE]]
    found = Member.objects.select_related("user").in_bulk(keys)
    return [found[key] for key in keys if key in found]
