"""The requests: one's own, one's team's, all."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.forms.requests.filter import RequestFilter
from gouvernail.backlog.selectors.requests.answers import KINDS, state_said
from gouvernail.backlog.selectors.requests.listing import ALL, MINE, PAGE, TEAM, requests_wanted, states_counted
from gouvernail.backlog.selectors.requests.voices import claim_said, counts_of
from gouvernail.web.fragments import answer
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.middleware import WorkspaceRequest
from gouvernail.workspaces.selectors.rights import may


@require_safe
def request_list(request: WorkspaceRequest) -> HttpResponse:
    """List requests; who sorts them begins with all, others with their own."""
    may_triage = may(request.member, Right.REQUEST_TRIAGE)
    form = RequestFilter(request.GET, whose=ALL if may_triage else MINE)
    wanted = form.wanted()
    page = Paginator(requests_wanted(wanted, request.member), PAGE).get_page(request.GET.get("page"))
    counts = counts_of([one.pk for one in page])
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "lines": [
            {
                "row": one,
                "count": counts[one.pk],
                "state": state_said(one),
                "kind": KINDS[RequestState(one.state)],
                "claim": claim_said(one.claimed_urgency),
            }
            for one in page
        ],
        "states": states_counted(wanted, request.member),
        "is_filtered": bool(wanted.text or wanted.state or wanted.team or wanted.objective),
        "whose": {"mine": MINE, "team": TEAM, "all": ALL},
        "may_ask": may(request.member, Right.REQUEST_ADD),
        "may_triage": may_triage,
    }
    return answer(request, "backlog/requests/list.html", context, part="found")
