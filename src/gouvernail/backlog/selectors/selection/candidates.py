"""What may be chosen from, and what cannot yet: as many queries for five thousand items as for five."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import FloatField
from django.db.models.functions import Cast

from gouvernail.backlog.bridge.selection.question import Candidate
from gouvernail.backlog.choices.items import RANKED, ItemState
from gouvernail.backlog.choices.selection import Counts, Missing
from gouvernail.backlog.models import Effort, Item, Prerequisite, Rules

_DIGITS: Final = 2  # [choice] of points: a value that moves by less than 0.7 % has not changed
_DELAY, _VALUE = Counts.DELAY.value, Counts.VALUE.value  # asked of the class for each item, they took a fifth of a page
_HIGHEST: Final = 100.0  # [choice] points beyond which weights make no number any more


class Seen(NamedTuple):
    """One item that may still be built, as it stands now; `points` by what counts, None where it is not ranked."""

    pk: int
    key: str
    title: str
    is_started: bool
    points: dict[str, float] | None
    days: dict[str, float]
    needs: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Apart:
    """One item that cannot be chosen from, with what is missing; `because` names the item that it needs."""

    pk: int
    key: str
    title: str
    missing: Missing
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What may be chosen from, and what is listed apart; nothing is dropped in silence.

    An item without rank that has an effort still counts where another one needs it: it brings nothing by itself.
    """

    seen: tuple[Seen, ...]
    apart: tuple[Apart, ...]

    def candidates(self, counts: Counts) -> tuple[Candidate, ...]:
        """Give the items to choose from, each with what it brings: two to the power of its points."""
        keys = {one.pk: one.key for one in self.seen}
        return tuple(
            Candidate(
                key=one.key,
                value=2.0 ** one.points[counts] if one.points is not None else 0.0,
                days=one.days,
                needs=tuple(keys[need] for need in one.needs),
                is_started=one.is_started,
            )
            for one in self.seen
        )

    @property
    def started(self) -> tuple[str, ...]:
        """Give the keys of what is started."""
        return tuple(one.key for one in self.seen if one.is_started)


def gathered_now(rules: Rules) -> Gathered:
    """Gather the items that may still be built, in the scope's workspace, as they were last ranked: three queries."""
    days = _days()
    rows, apart = _items(rules, days)
    lacking = {one.pk for one in apart if one.missing == Missing.EFFORT}
    needs: dict[int, list[int]] = defaultdict(list)
    opens: dict[int, list[int]] = defaultdict(list)
    waiting = sorted(lacking)
    for item, need, state, number in _needs():
        if item not in rows:
            continue
        if state == ItemState.DROPPED and item not in lacking:
            lacking.add(item)
            waiting.append(item)
            apart.append(_apart(rows[item], Missing.DROPPED, f"CRM-{number}"))
        elif need in rows:  # what is done is needed no more
            needs[item].append(need)
            opens[need].append(item)
    while waiting:  # what needs an item that cannot be chosen cannot be chosen either
        need = waiting.pop()
        for item in opens[need]:
            if item not in lacking:
                lacking.add(item)
                waiting.append(item)
                apart.append(_apart(rows[item], Missing.NEED, rows[need].key))
    free = {pk: row._replace(needs=tuple(needs[pk])) for pk, row in rows.items() if pk not in lacking}
    wanted = _wanted(free)
    seen = tuple(row for pk, row in free.items() if pk in wanted)
    return Gathered(seen=seen, apart=tuple(sorted(apart, key=lambda one: one.pk)))


def _items(rules: Rules, days: dict[int, dict[str, float]]) -> tuple[dict[int, Seen], list[Apart]]:
    """Read the items, and list those without effort, or else without rank."""
    weights = {"value": float(rules.value_weight), "urgency": float(rules.urgency_weight)}
    rows = Item.objects.filter(removed_at=None, state__in=RANKED).order_by("number")
    names = ("pk", "number", "title", "state", "objective__is_active", "standing__value", "standing__urgency")
    found: dict[int, Seen] = {}
    apart: list[Apart] = []
    for pk, number, title, state, is_aimed, value, urgency in rows.values_list(*names):
        is_ranked = is_aimed and value is not None
        row = found[pk] = Seen(
            pk=pk,
            key=f"CRM-{number}",
            title=title,
            is_started=state == ItemState.STARTED,
            points=_points(weights, value, urgency or 0.0) if is_ranked else None,
            days=days.get(pk, {}),
            needs=(),
        )
        if pk not in days:
            apart.append(_apart(row, Missing.EFFORT))
        elif not is_ranked:
            apart.append(_apart(row, Missing.RANK if is_aimed else Missing.COMPASS))
    return found, apart


def _points(weights: dict[str, float], value: float, urgency: float) -> dict[str, float]:
    """Weigh the levels. Complexity is left out: the days are paid by the capacity, and would count twice."""
    own = weights["value"] * value
    both = own + weights["urgency"] * urgency
    return {
        _DELAY: min(round(both, _DIGITS), _HIGHEST),
        _VALUE: min(round(own, _DIGITS), _HIGHEST),
    }


def _days() -> dict[int, dict[str, float]]:
    """Read the effort of each item by team: the middle of its range [choice]."""
    found: dict[int, dict[str, float]] = defaultdict(dict)
    rows = Effort.objects.filter(item__removed_at=None, item__state__in=RANKED)
    # As numbers of the database: thousands of Decimals cost more than the rest. Both have one digit, their middle two.
    low, high = (Cast(name, FloatField()) for name in ("low", "high"))
    for item, team, least, most in rows.values_list("item", "team", low, high):
        found[item][str(team)] = round((least + most) / 2, 2)
    return dict(found)


def _needs() -> list[tuple[int, int, str, int]]:
    rows = Prerequisite.objects.filter(item__removed_at=None, needs__removed_at=None).order_by("pk")
    return list(rows.values_list("item", "needs", "needs__state", "needs__number"))


def _apart(row: Seen, missing: Missing, because: str = "") -> Apart:
    return Apart(pk=row.pk, key=row.key, title=row.title, missing=missing, because=because)


def _wanted(free: dict[int, Seen]) -> set[int]:
    """Find what brings something, and all that it needs."""
    waiting = [pk for pk, row in free.items() if row.points is not None]
    wanted = set(waiting)
    while waiting:
        for need in free[waiting.pop()].needs:
            if need not in wanted:
                wanted.add(need)
                waiting.append(need)
    return wanted
