"""The palette's answers, and the same as a page for those who have no script."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gouvernail.web.fragments import answer
from gouvernail.web.palette import groups_for

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find pages, people and whatever the rooms registered."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    groups = groups_for(request, query)
    context = {"query": query, "groups": groups, "total": sum(len(group.found) for group in groups)}
    return answer(request, "web/search.html", context, part="found")
