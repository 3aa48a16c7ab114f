"""What is late, by person."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gouvernail.followup.selectors.late import PAGE, late_at, people_late
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.services.door import require


@require_safe
def late(request: WorkspaceRequest) -> HttpResponse:
    """List what is late by person, in the order of names."""
    require(request.member, Right.FINDING_READ)
    page = Paginator(people_late(request.member), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "people": late_at(list(page), request.member, timezone.now())}
    return render(request, "followup/late.html", context)
