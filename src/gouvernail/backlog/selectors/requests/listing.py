"""Find requests: one's own, one's team's, all; by words, state, team, objective; page by page."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OrderBy, OuterRef, Q, QuerySet

from gouvernail.backlog.choices.requests import RequestState
from gouvernail.backlog.models import Request, Voice
from gouvernail.backlog.selectors.full_text import requests_with
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team

PAGE = 50
MINE, TEAM, ALL = "mine", "team", "all"
ORDERS: dict[str, tuple[str, ...]] = {
    "key": ("number",),
    "title": ("title", "number"),
    "since": ("created_at", "number"),
    "urgency": ("claimed_urgency", "number"),
    "team": ("team__name", "number"),
    "state": ("state", "number"),
}
_MAY_LACK = {"claimed_urgency", "team__name"}


@dataclass(frozen=True, kw_only=True)
class RequestsWanted:
    """What the reader looks for; nothing means everything.

    Parameters
    ----------
    whose
        `MINE`: those that the reader needs, wrote, or has a voice in; `TEAM`: those of their team; `ALL`.
    """

    text: str = ""
    whose: str = ALL
    state: str = ""
    team: Team | None = None
    objective: Objective | None = None
    sort: str = "-since"


def requests_here() -> QuerySet[Request]:
    """List the requests of the scope's workspace that were not taken back."""
    return Request.objects.filter(removed_at=None)


def request_get(key: int) -> Request | None:
    """Find a request that was not taken back, with what its head shows."""
    rows = requests_here().select_related("requester__user", "author__user", "team", "objective", "workspace")
    return rows.filter(pk=key).first()


def requests_wanted(wanted: RequestsWanted, reader: Member) -> QuerySet[Request]:
    """Find requests, in order, with what a line shows of them."""
    rows = _without_state(wanted, reader)
    if wanted.state in RequestState.values:
        rows = rows.filter(state=wanted.state)
    rows = rows.select_related("requester__user", "team", "objective", "merged_into")
    return rows.prefetch_related("origins__item").order_by(*_order(wanted.sort))


def states_counted(wanted: RequestsWanted, reader: Member) -> list[tuple[RequestState, int]]:
    """Count what is found in each state, whatever state is looked for: one query."""
    rows = _without_state(wanted, reader).order_by().values_list("state").annotate(number=Count("pk"))
    found = dict(rows)
    return [(state, found.get(state, 0)) for state in RequestState]


def _without_state(wanted: RequestsWanted, reader: Member) -> QuerySet[Request]:
    rows = requests_here()
    if wanted.whose == MINE:
        heard = Exists(Voice.objects.filter(request=OuterRef("pk"), member=reader))
        rows = rows.filter(Q(requester=reader) | Q(author=reader, origin=None) | Q(heard))
    elif wanted.whose == TEAM:
        rows = rows.filter(team=reader.team_id) if reader.team_id else rows.none()
    if wanted.text.strip():
        rows = rows.filter(requests_with(wanted.text))
    if wanted.team is not None:
        rows = rows.filter(team=wanted.team)
    if wanted.objective is not None:
        rows = rows.filter(objective=wanted.objective)
    return rows


def _order(sort: str) -> list[OrderBy]:
    """Give an order, those of which it is not known last, whatever the database."""
    names = ORDERS.get(sort.removeprefix("-"), ORDERS["since"])
    down = sort.startswith("-") or sort.removeprefix("-") not in ORDERS
    return [OrderBy(F(name), descending=down, nulls_last=True if name in _MAY_LACK else None) for name in names]
