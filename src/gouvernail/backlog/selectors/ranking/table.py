"""The backlog as a table: what to look for, in which order, a page at a time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Count, F, OrderBy, Prefetch, Q, QuerySet, Sum

from gouvernail.backlog.choices.items import RANKED, ItemState
from gouvernail.backlog.choices.ranking import Zone
from gouvernail.backlog.models import Effort, Item, Standing
from gouvernail.backlog.selectors.full_text import items_with
from gouvernail.backlog.selectors.items.listing import ALL, CURRENT, off_compass, with_figures
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Member, Team

if TYPE_CHECKING:
    from django.core.paginator import Page

PAGE = 50
NOT_RANKED = "none"
ORDERS: dict[str, tuple[str, ...]] = {
    "rank": ("standing__rank", "number"),
    "title": ("title", "number"),
    "objective": ("objective__label", "standing__rank", "number"),
    "value": ("standing__value", "standing__rank", "number"),
    "complexity": ("standing__complexity", "standing__rank", "number"),
    "urgency": ("standing__urgency", "standing__rank", "number"),
    "claimed": ("claimed_urgency", "standing__rank", "number"),
    "top": ("standing__certainty", "standing__rank", "number"),
    "any": ("standing__certainty_any", "standing__rank", "number"),
    "points": ("standing__points", "number"),
    "state": ("state", "standing__rank", "number"),
    "owner": ("owner__user__name", "standing__rank", "number"),
    "effort": ("effort_high", "number"),
    "asked": ("asked", "number"),
    "since": ("created_at", "number"),
}
_ALWAYS = {"number", "title", "state", "created_at", "asked"}
_FIGURES = {"effort", "asked"}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the reader looks for; nothing means what may still be built, in the order of ranks."""

    text: str = ""
    objective: Objective | None = None
    is_off_compass: bool = False
    team: Team | None = None
    owner: Member | None = None
    state: str = CURRENT
    zone: str = ""
    sort: str = "rank"


@dataclass(frozen=True)
class Bands:
    """How many ranked items are sure, to arbitrate, out; and how many opinions all of that rests on."""

    sure: int
    grey: int
    out: int
    opinions: int

    @property
    def total(self) -> int:
        """Count the ranked items."""
        return self.sure + self.grey + self.out


def page_of(wanted: Wanted, number: str | None) -> tuple["Page[int]", list[Item]]:
    """Give one page, and its items with all that the table shows: as many queries whatever the size.

    The page is found first, by its keys alone: what a row shows is then read for those rows only.
    """
    page = Paginator(keys_wanted(wanted), PAGE).get_page(number)
    return page, rows_of(list(page.object_list))


def keys_wanted(wanted: Wanted) -> "QuerySet[Item, int]":
    """Find items; their keys, in order."""
    rows = _filtered(wanted)
    if wanted.sort.removeprefix("-") in _FIGURES:
        rows = with_figures(rows)
    return rows.order_by(*_order(wanted.sort)).values_list("pk", flat=True)


def rows_of(keys: list[int]) -> list[Item]:
    """Read items in the order of their keys, with what the table shows of them."""
    teams = Prefetch("teams", Team.objects.order_by("name"))
    rows = with_figures(Item.objects.filter(pk__in=keys)).select_related("standing").prefetch_related(teams)
    found = {one.pk: one for one in rows}
    return [found[key] for key in keys if key in found]


def bands() -> Bands:
    """Count the ranked items by band."""
    rows = Standing.objects.filter(item__removed_at=None).order_by().values_list("zone")
    counted = {zone: (n, said) for zone, n, said in rows.annotate(n=Count("pk"), said=Sum("opinions"))}
    sure, grey, out = (counted.get(zone, (0, 0)) for zone in (Zone.SURE, Zone.GREY, Zone.OUT))
    return Bands(sure[0], grey[0], out[0], sure[1] + grey[1] + out[1])


def _filtered(wanted: Wanted) -> QuerySet[Item]:
    rows = Item.objects.filter(removed_at=None)
    if wanted.text:
        rows = rows.filter(items_with(wanted.text))
    if wanted.state == CURRENT:
        rows = rows.filter(state__in=RANKED)
    elif wanted.state in ItemState.values:
        rows = rows.filter(state=wanted.state)
    else:
        assert wanted.state == ALL  # noqa: S101  # the form lets nothing else through
    if wanted.is_off_compass:
        rows = rows.filter(off_compass())
    if wanted.zone == NOT_RANKED:
        rows = rows.filter(standing=None)
    elif wanted.zone:
        rows = rows.filter(standing__zone=wanted.zone)
    exact = {"objective": wanted.objective, "owner": wanted.owner}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    return rows if wanted.team is None else rows.filter(_of(wanted.team))


def _of(team: Team) -> Q:
    concerned = Item.teams.through.objects.filter(team=team).values("item")
    return Q(pk__in=concerned) | Q(pk__in=Effort.objects.filter(team=team).values("item"))


def _order(sort: str) -> list[OrderBy]:
    """Give an order, those of which it is not known last, whatever the database; ties always by rank upwards."""
    first, *ties = ORDERS.get(sort.removeprefix("-"), ORDERS["rank"])
    down = sort.startswith("-")
    order = [OrderBy(F(first), descending=down, nulls_last=None if first in _ALWAYS else True)]
    return order + [OrderBy(F(name), nulls_last=None if name in _ALWAYS else True) for name in ties]
