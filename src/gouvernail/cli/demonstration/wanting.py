"""People ask, and the Product Owner makes items of what they ask."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Final

from gouvernail.backlog.models import Item, Request
from gouvernail.backlog.services.items.efforts import effort_edit
from gouvernail.backlog.services.items.items import item_create
from gouvernail.backlog.services.items.needs import prerequisite_add
from gouvernail.backlog.services.requests.asking import request_add
from gouvernail.backlog.services.requests.states import Into, request_accept
from gouvernail.cli.demonstration.answering import Answers, merge_the_same
from gouvernail.cli.demonstration.strategy import objective_of
from gouvernail.cli.demonstration.wishes import Course, Plan, Wish
from gouvernail.workspaces.models import DataObject, Member, Team

Act = Callable[[], object]
_BUILDERS: Final = "DSI – équipe CRM"
_URGENT: Final = 3
_WHY_URGENT: Final = "Chaque semaine qui passe nous coûte, et on me le demande."
_SORTERS: Final = ("camille", "yasmine")


def acts_of(week: int, told: Course, said: Answers, members: dict[str, Member]) -> Iterator[Act]:
    """Say what is asked and what becomes an item in one week."""
    wishes = [*told.waiting, *(wish for plan in told.items for wish in plan.wishes)]
    for wish in wishes:
        if wish.week == week:
            yield partial(_ask, wish, members)
    for number, plan in enumerate(told.items):
        if plan.week == week:
            yield partial(_plan, told, plan, said, members, members[_SORTERS[number % 2]])


def _ask(wish: Wish, members: dict[str, Member]) -> None:
    who = members[wish.who]
    reason = _WHY_URGENT if (wish.claimed or 0) >= _URGENT else ""
    request_add(
        actor=who, title=wish.title, need=wish.need, claimed_urgency=wish.claimed, urgency_reason=reason, team=who.team
    )


def _plan(told: Course, plan: Plan, said: Answers, members: dict[str, Member], sorter: Member) -> None:
    """Make an item of requests, which are answered, with what it takes and what it needs."""
    asked = list(Request.objects.filter(title__in=[wish.title for wish in plan.wishes]).order_by("number"))
    item = item_create(
        actor=sorter,
        title=plan.title,
        text="\n\n".join(wish.need for wish in plan.wishes),
        objective=objective_of(told, plan.objective),
        owner=sorter,
        data_object=DataObject.objects.filter(name=plan.data_object).first(),
        teams=list({one.team for one in asked if one.team is not None}),
    )
    for one in merge_the_same(asked, said, sorter):
        request_accept(
            actor=sorter, request=one, version=one.version, into=Into(items=[item]), reason=_accepted(plan, item)
        )
    team = Team.objects.get(name=_BUILDERS)
    low, high = plan.days
    effort_edit(actor=members["nadia"], item=item, team=team, low=Decimal(low), high=Decimal(high))
    titles = {other.key: other.title for other in told.items}
    for key in plan.needs:
        prerequisite_add(actor=sorter, item=item, needs=Item.objects.get(title=titles[key]))


def _accepted(plan: Plan, item: Item) -> str:
    if not plan.objective:
        return f"Retenu comme {item.key}, sans objectif pour l’instant : il attend hors cap, et n’est pas classé."
    return f"Retenu comme {item.key} : il sera jugé par le comité, puis classé."
