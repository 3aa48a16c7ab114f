"""Gather all that ranks rest on: as many queries for five thousand items as for five."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Case, Q, SmallIntegerField, Value, When

from gouvernail.backlog.bridge.ranking.inputs import Inputs, RankedItem, Voted
from gouvernail.backlog.bridge.thresholds import figure, figures_now
from gouvernail.backlog.choices.assessments import Filter, RoundState
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Item, Opinion, Rules
from gouvernail.backlog.selectors.assessments.freshness import aimed_anew, scaled_anew
from gouvernail.backlog.selectors.urgency.counted import urgencies_counted
from gouvernail.strategy.models import Objective

Row = tuple[int, str, int | None, int, int, int]


def inputs_on(rules: Rules, day: date) -> Inputs:
    """Gather what the ranks of a day are computed from, in the scope's workspace.

    Items without an objective of today, done, dropped or removed are not ranked.
    """
    weights = {one.pk: float(one.weight) for one in Objective.objects.filter(is_active=True).order_by("pk")}
    items = _items(weights)
    known = {one.key for one in items}
    rows, expired = _opinions(rules, day, {one.key: one.serves for one in items})
    return Inputs(
        day=day.isoformat(),
        places=rules.places,
        weights=(float(rules.value_weight), float(rules.urgency_weight), float(rules.complexity_weight)),
        objectives=tuple(weights.items()),
        items=items,
        value=_votes(rows, Filter.VALUE, known),
        complexity=_votes(rows, Filter.COMPLEXITY, known),
        urgency=tuple(urgencies_counted(rules, day, [one.key for one in items])),
        expired=tuple(sorted(known & expired)),
        samples=int(figure("robustness.samples")),
        thresholds=figures_now(),
    )


def _items(weights: dict[int, float]) -> tuple[RankedItem, ...]:
    rows = Item.objects.filter(removed_at=None, state__in=RANKED, objective__is_active=True).order_by("pk")
    found = list(rows.values_list("pk", "number", "objective"))
    also: dict[int, list[int]] = {}
    through = Item.also_serves.through.objects.filter(item__removed_at=None, item__state__in=RANKED)
    for item, objective in through.order_by("item", "objective").values_list("item", "objective"):
        also.setdefault(item, []).append(objective)
    return tuple(
        RankedItem(
            key=key,
            number=number,
            serves=(first, *(other for other in also.get(key, ()) if other in weights and other != first)),
        )
        for key, number, first in found
    )


def _opinions(rules: Rules, day: date, serves: dict[int, tuple[int, ...]]) -> tuple[list[Row], set[int]]:
    """Give the last revealed opinion of each rater, and the items some of whose opinions no longer count.

    They are too old, or what their objective says has changed in the compass since, or the words of the scale.
    """
    told = (
        Q(round=None)
        | Q(round__state__in=(RoundState.REVEALED, RoundState.SECOND), turn=1)
        | Q(round__state=RoundState.CLOSED)
    )
    rows = Opinion.objects.filter(told, item__isnull=False).exclude(filter=Filter.URGENCY).order_by("at", "turn", "pk")
    last: dict[tuple[int, str, int | None, int], tuple[Row, bool]] = {}
    names = ("item", "filter", "objective", "rater", "level", "confidence")
    is_fresh = Case(When(_outdated(rules, day), then=Value(0)), default=Value(1), output_field=SmallIntegerField())
    for *row, fresh in rows.annotate(is_fresh=is_fresh).values_list(*names, "is_fresh"):
        last[row[0], row[1], row[2], row[3]] = (tuple(row), bool(fresh))
    fresh = [row for row, is_new in last.values() if is_new and row[4] is not None]
    # What was said of an objective that the item does not serve any more is not to be said again.
    old = {row[0] for row, is_new in last.values() if not is_new and row[2] in (None, *serves.get(row[0], ()))}
    return fresh, old


def _outdated(rules: Rules, day: date) -> Q:
    """Tell the opinions that no longer count, in the database: reading fifty thousand instants here takes as long."""
    oldest = day - timedelta(days=rules.opinion_days)
    found = Q(at__lt=datetime.combine(oldest, time.min, tzinfo=UTC))
    for objective, since in aimed_anew().items():
        found |= Q(objective=objective, at__lt=since)
    for name, since in scaled_anew().items():
        found |= Q(filter=name, at__lt=since)
    return found


def _votes(rows: list[Row], name: Filter, known: set[int]) -> tuple[Voted, ...]:
    found = [
        Voted(item=item, objective=objective or 0, rater=rater, level=float(level), confidence=confidence)
        for item, which, objective, rater, level, confidence in rows
        if which == name and item in known
    ]
    return tuple(sorted(found, key=lambda one: (one.item, one.objective, one.rater)))
