"""Where the effort goes against what the compass says: M1 of the method, for the items that may still be built."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Effort, Item
from gouvernail.backlog.selectors.items.listing import items_here, off_compass, with_figures
from gouvernail.strategy.models import Compass, Objective
from gouvernail.strategy.selectors.snapshots import lost_between

_GAP = 10.0  # [choice] points of share: less is the noise of guesses of effort
BRANCH = 12  # items of an objective on the tree; the list shows the others


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One objective, or no objective at all, with what serves it.

    Attributes
    ----------
    weight_share, effort_share
        Out of 100: of the weights of the active objectives; of the effort of all the items that may still be built.
    low, high
        Person-days, every team together.
    unknown
        Items of which nobody said what they take.
    """

    objective: Objective | None
    items: tuple[Item, ...]
    count: int
    unknown: int
    low: Decimal
    high: Decimal
    weight_share: float
    effort_share: float

    @property
    def gap(self) -> float:
        """Give how many points of share the effort is above the weight (below: negative)."""
        return self.effort_share - self.weight_share

    @property
    def verdict(self) -> str:
        """Say it in a word: `empty`, `starved`, `fed`, or nothing where the two agree within the noise."""
        if self.objective is None or not self.objective.is_active:
            return ""
        if not self.count:
            return "empty"
        return "starved" if self.gap < -_GAP else "fed" if self.gap > _GAP else ""


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """Every active objective with its work, then the work without objective, then what lost its reason."""

    branches: tuple[Branch, ...]
    off: Branch
    lost: tuple[Item, ...]
    compass: Compass | None
    total: Decimal  # person-days, in the middle of the guesses

    @property
    def empty(self) -> tuple[Branch, ...]:
        """Give the objectives that nothing serves."""
        return tuple(one for one in self.branches if not one.count)


def alignment(*, with_items: bool = True) -> Alignment:
    """Compare the share of effort of each objective with its weight: seven queries, whatever the size.

    `with_items` gives each branch its last items too, as many as the tree shows.
    """
    objectives = list(Objective.objects.filter(is_active=True).select_related("owner__user"))
    counts, efforts = _counts(), _efforts()
    keys = {one.pk for one in objectives}
    weights = sum(one.weight for one in objectives)
    total = sum((_middle(pair) for pair in efforts.values()), Decimal(0))
    first = _first_items() if with_items else {}
    compass, lost = _lost()

    def branch(objective: Objective | None, owned: list[int | None]) -> Branch:
        low = sum((efforts[key][0] for key in owned if key in efforts), Decimal(0))
        high = sum((efforts[key][1] for key in owned if key in efforts), Decimal(0))
        return Branch(
            objective=objective,
            items=tuple(item for key in owned for item in first.get(key, ())),
            count=sum(counts[key][0] for key in owned if key in counts),
            unknown=sum(counts[key][1] for key in owned if key in counts),
            low=low,
            high=high,
            weight_share=100 * objective.weight / weights if objective and weights else 0.0,
            effort_share=float(100 * _middle((low, high)) / total) if total else 0.0,
        )

    return Alignment(
        branches=tuple(branch(one, [one.pk]) for one in objectives),
        off=branch(None, [None, *sorted(key for key in counts if key is not None and key not in keys)]),
        lost=lost,
        compass=compass,
        total=total,
    )


def items_off_compass() -> QuerySet[Item]:
    """List the items that may still be built and serve nothing of today, those without any objective first."""
    return _current().filter(off_compass()).order_by(F("objective").asc(nulls_first=True), "number")


def off_compass_count() -> int:
    """Count the items that wait for an objective."""
    return _current().filter(off_compass()).count()


def _current() -> QuerySet[Item]:
    return items_here().filter(state__in=RANKED)


def _counts() -> Mapping[int | None, tuple[int, int]]:
    """Count the items of each objective, and those of unknown effort among them."""
    rows = _current().annotate(is_known=Exists(Effort.objects.filter(item=OuterRef("pk")))).order_by()
    found = rows.values("objective").annotate(n=Count("pk"), known=Count("pk", filter=Q(is_known=True)))
    return {row["objective"]: (row["n"], row["n"] - row["known"]) for row in found}


def _efforts() -> Mapping[int | None, tuple[Decimal, Decimal]]:
    rows = Effort.objects.filter(item__removed_at=None, item__state__in=RANKED).order_by()
    found = rows.values("item__objective").annotate(low=Sum("low"), high=Sum("high"))
    return {row["item__objective"]: (row["low"], row["high"]) for row in found}


def _first_items() -> dict[int | None, list[Item]]:
    """Give the last items of each objective, as many as the tree shows."""
    place = Window(RowNumber(), partition_by=[F("objective_id")], order_by=F("number").desc())
    keys = _current().annotate(place=place).filter(place__lte=BRANCH).values_list("pk", flat=True)
    found: dict[int | None, list[Item]] = {}
    for item in with_figures(Item.objects.filter(pk__in=list(keys))).order_by("-number"):
        found.setdefault(item.objective_id, []).append(item)
    return found


def _lost() -> tuple[Compass | None, tuple[Item, ...]]:
    """Find the items whose objective the last version of the compass gave up."""
    versions = list(Compass.objects.order_by("-number")[:2])
    if not versions:
        return None, ()
    gone = lost_between(versions[1] if len(versions) > 1 else None, versions[0])
    rows = _current().filter(objective__in=gone, objective__is_active=False).select_related("objective", "owner__user")
    return versions[0], tuple(rows.order_by("objective__label", "number"))


def _middle(pair: tuple[Decimal, Decimal]) -> Decimal:
    return (pair[0] + pair[1]) / 2
