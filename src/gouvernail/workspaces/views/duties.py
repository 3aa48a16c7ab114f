"""Who does what: for everybody."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gouvernail.web.fragments import answer
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.models import Duty
from gouvernail.workspaces.selectors.duties import duties_active, duties_matching
from gouvernail.workspaces.selectors.who_does_what import duty_cards, own_parts, people_with_duties, person_cards
from gouvernail.workspaces.views.governance import asked_words, frame

_PAGE = 24


@require_safe
def who_does_what(request: WorkspaceRequest) -> HttpResponse:
    """Show the reader's own duties, then everybody's, by duty or by person."""
    text = asked_words(request.GET, "q")
    by_person = request.GET.get("by") == "person"
    rows = people_with_duties(text) if by_person else duties_active().filter(duties_matching(text))
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = frame(
        request,
        "who",
        text=text,
        by_person=by_person,
        page=page,
        cards=person_cards(page) if by_person else duty_cards(page),  # type: ignore[arg-type]  # rows are of one kind
        own=own_parts(request.member) if not text and page.number == 1 else [],
    )
    return answer(request, "workspaces/who_does_what.html", context)


@require_safe
def duty(request: WorkspaceRequest, key: int) -> HttpResponse:
    """Show one duty: what it means, and its people."""
    row = get_object_or_404(Duty.objects.select_related("data_object", "mandate_of__user"), pk=key)
    return answer(request, "workspaces/duty.html", frame(request, "who", duty=row, card=duty_cards([row])[0]))
