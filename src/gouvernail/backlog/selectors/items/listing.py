"""Find items: by words, objective, state, people; page by page, in any order."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, OrderBy, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from gouvernail.backlog.choices.items import RANKED, ItemState
from gouvernail.backlog.models import Effort, Item, Origin
from gouvernail.backlog.selectors.full_text import items_with
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team

PAGE = 50
CURRENT, ALL, REMOVED = "current", "all", "removed"
_MAY_LACK = {"objective__label", "owner__user__name", "effort_high", "effort_low"}
ORDERS: dict[str, tuple[str, ...]] = {
    "key": ("number",),
    "title": ("title", "number"),
    "objective": ("objective__label", "number"),
    "state": ("step", "number"),
    "owner": ("owner__user__name", "number"),
    "effort": ("effort_high", "effort_low", "number"),
    "since": ("created_at", "number"),
}


@dataclass(frozen=True, kw_only=True)
class ItemsWanted:
    """What the reader looks for; nothing means the items that may still be built.

    Parameters
    ----------
    state
        A state, or `CURRENT` (open or started), `ALL`, `REMOVED`.
    is_off_compass
        Only those that serve no objective of today.
    """

    text: str = ""
    objective: Objective | None = None
    is_off_compass: bool = False
    state: str = CURRENT
    owner: Member | None = None
    team: Team | None = None
    sort: str = "-key"


def items_here() -> QuerySet[Item]:
    """List the items of the scope's workspace that were not removed."""
    return Item.objects.filter(removed_at=None)


def off_compass() -> Q:
    """Tell the items without a reason: no objective, or one that the compass does not have any more."""
    return Q(objective=None) | Q(objective__is_active=False)


def items_wanted(wanted: ItemsWanted) -> QuerySet[Item]:
    """Find items in an order; `page_of` shows them."""
    rows = Item.objects.filter(removed_at__isnull=wanted.state != REMOVED)
    if wanted.text:
        rows = rows.filter(items_with(wanted.text))
    if wanted.state == CURRENT:
        rows = rows.filter(state__in=RANKED)
    elif wanted.state in ItemState.values:
        rows = rows.filter(state=wanted.state)
    if wanted.is_off_compass:
        rows = rows.filter(off_compass())
    if wanted.objective is not None:
        rows = rows.filter(objective=wanted.objective)
    if wanted.owner is not None:
        rows = rows.filter(owner=wanted.owner)
    if wanted.team is not None:
        concerned = Item.teams.through.objects.filter(team=wanted.team).values("item")
        rows = rows.filter(Q(pk__in=concerned) | Q(pk__in=Effort.objects.filter(team=wanted.team).values("item")))
    return _sorted(rows, wanted.sort)


def page_of(rows: QuerySet[Item], number: str | None) -> Page[Item]:
    """Give one page of items with their figures: three queries (how many there are, which ones, what they say).

    Figures are read for the items of the page only: a database that sorts carries along all that it is asked for.
    """
    page: Page[Any] = Paginator(rows.values_list("pk", flat=True), PAGE).get_page(number)
    keys = list(page.object_list)
    found = {row.pk: row for row in with_figures(Item.objects.filter(pk__in=keys))}
    page.object_list = [found[key] for key in keys if key in found]
    return page


def with_figures(rows: QuerySet[Item]) -> QuerySet[Item]:
    """Add objective, owner, effort (`effort_low`, `effort_high`) and requests (`asked`) to items, in the same query."""
    asked = Origin.objects.filter(item=OuterRef("pk"), request__removed_at=None).order_by().values("item")
    return rows.select_related("objective", "owner__user").annotate(
        **_efforts(),
        asked=Coalesce(Subquery(asked.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0),
    )


def _efforts() -> dict[str, Subquery]:
    efforts = Effort.objects.filter(item=OuterRef("pk")).order_by().values("item")
    return {
        "effort_low": Subquery(efforts.annotate(sum=Sum("low")).values("sum")),
        "effort_high": Subquery(efforts.annotate(sum=Sum("high")).values("sum")),
    }


def _sorted(rows: QuerySet[Item], sort: str) -> QuerySet[Item]:
    """Put items in an order, those of which it is not known last, whatever the database."""
    wanted = sort if sort.removeprefix("-") in ORDERS else "-key"
    names, down = ORDERS[wanted.removeprefix("-")], wanted.startswith("-")
    if "effort_high" in names:
        rows = rows.annotate(**_efforts())
    if "step" in names:
        rows = rows.annotate(
            step=Case(*(When(state=one, then=place) for place, one in enumerate(ItemState)), default=9)
        )
    lacks = [True if name in _MAY_LACK else None for name in names]
    return rows.order_by(
        *(OrderBy(F(name), descending=down, nulls_last=last) for name, last in zip(names, lacks, strict=True))
    )
