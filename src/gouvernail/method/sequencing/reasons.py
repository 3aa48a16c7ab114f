"""Why an item comes after another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from gouvernail.method.sequencing.instance import Instance, instance_of
from gouvernail.method.sequencing.items import Horizon, Item
from gouvernail.method.sequencing.plan import Plan
from gouvernail.method.sequencing.schedule import Schedule
from gouvernail.method.sequencing.validation import known
from gouvernail.method.urgency.profiles import Decline

Reason = Literal["not_after", "fixed", "prerequisite", "date", "team", "return", "waits", "equal"]
_EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class WhyAfter:
    """Why `key` is finished after `other`.

    Attributes
    ----------
    reason
        The first that holds, in the order of method.md section 4.2. `not_after`: it is not. `fixed`: one of them does
        not move. `prerequisite`: `path` leads from the item to the other, each needing the next. `date`: exchanged,
        the other would miss its date, and lose `loss`. `team`: teams of the item have no room before (`teams`).
        `return`: the other, with what it opens by then, saves more per day of the teams (`other_return`) than the item
        with what it still needs (`own_return`). `waits`: the item needs, by `path`, something that comes after the
        other. `equal`: both save as much per day, or none of these holds: the order is arbitrary.
    key_iteration, other_iteration
        From 1; None outside the horizon.
    teams
        Teams without room for the item in the other's iteration, with the days that they have left there.
    needed
        Days of each of these teams that the item takes.
    opened
        What comes with the other: it opens them, and they are finished no later than the item.
    brought
        What would come forward with the item: it needs them, and they are finished after the other.
    """

    key: str
    other: str
    reason: Reason
    key_iteration: int | None
    other_iteration: int | None
    path: tuple[str, ...] = ()
    loss: float = 0.0
    teams: tuple[tuple[str, float], ...] = ()
    needed: tuple[float, ...] = ()
    own_return: float = 0.0
    other_return: float = 0.0
    opened: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()


def why_after(items: Sequence[Item], horizon: Horizon, plan: Plan, key: str, other: str) -> WhyAfter:
    """Say why an item is finished after another one.

    Raises
    ------
    InvalidPlan
        When one of them does not exist.
    """
    known([item.key for item in items], key, other)
    instance = instance_of(items, horizon)
    return _Pair(items, instance, plan, key, other).why()


class _Pair:
    def __init__(self, items: Sequence[Item], instance: Instance, plan: Plan, key: str, other: str) -> None:
        at = plan.iterations
        self._instance = instance
        self._finish = [instance.iterations if at[each] is None else (at[each] or 0) - 1 for each in instance.keys]
        self._node, self._other = instance.keys.index(key), instance.keys.index(other)
        self._late, self._early = self._finish[self._node], self._finish[self._other]
        self._dated = {item.key: item for item in items}[other]
        self._none = WhyAfter(key, other, "equal", at[key], at[other])

    def why(self) -> WhyAfter:
        if self._late <= self._early:
            return self._is("not_after")
        for found in (self._fixed(), self._prerequisite(), self._date(), self._team(shared=False), self._return()):
            if found is not None:
                return found
        return self._waits() or self._team(shared=True) or self._none

    def _is(self, reason: Reason, **more: object) -> WhyAfter:
        from dataclasses import replace

        return replace(self._none, reason=reason, **more)  # type: ignore[arg-type]  # fields of the same class

    def _fixed(self) -> WhyAfter | None:
        moves = self._instance.fixed[[self._node, self._other]] < 0
        return None if moves.all() else self._is("fixed")

    def _prerequisite(self) -> WhyAfter | None:
        path = self._instance.path(self._node, self._other)
        return self._is("prerequisite", path=tuple(self._instance.keys[node] for node in path)) if path else None

    def _date(self) -> WhyAfter | None:
        """Say that the other would miss its date where the item stands."""
        losses = self._instance.losses[self._other]
        loss = float(losses[self._late] - losses[self._early])
        asked = self._early <= self._instance.asked[self._other] < self._late
        return self._is("date", loss=loss) if asked or (self._misses_its_date() and loss > 0) else None

    def _misses_its_date(self) -> bool:
        profile = self._dated.profile
        weeks = self._instance.weeks
        return isinstance(profile, Decline) and weeks * (self._early + 1) <= profile.end < weeks * (self._late + 1)

    def _team(self, *, shared: bool) -> WhyAfter | None:
        """Say that teams of the item are taken; `shared` when they may be those of the other as well."""
        instance = self._instance
        schedule = Schedule(instance, self._finish)
        short = [
            team for team in schedule.short(self._node, self._early) if shared or not instance.costs[self._other, team]
        ]
        if not short:
            return None
        left = [min(schedule.left[team][self._early : self._late]) / instance.cost_scale for team in short]
        return self._is(
            "team",
            teams=tuple(zip((instance.teams[team] for team in short), left, strict=True)),
            needed=tuple(float(instance.costs[self._node, team] / instance.cost_scale) for team in short),
        )

    def _return(self) -> WhyAfter | None:
        """Compare what each saves per day, with what it opens or needs in between."""
        instance, finish = self._instance, self._finish
        opened = [node for node in instance.reached(self._other, instance.opens) if finish[node] <= self._late]
        brought = [node for node in instance.reached(self._node, instance.needs) if finish[node] > self._early]
        own, its = self._saved_per_day(brought), self._saved_per_day(opened)
        if its < own and not math.isclose(its, own, rel_tol=_EQUAL):
            return None
        return self._is(
            "equal" if math.isclose(its, own, rel_tol=_EQUAL) else "return",
            own_return=own,
            other_return=its,
            opened=tuple(instance.keys[node] for node in opened if node != self._other),
            brought=tuple(instance.keys[node] for node in brought if node != self._node),
        )

    def _waits(self) -> WhyAfter | None:
        """Say what the item needs that comes after the other, the last of it."""
        needed = self._instance.reached(self._node, self._instance.needs)
        last = max((node for node in needed if node != self._node), key=lambda node: self._finish[node], default=None)
        if last is None or self._finish[last] <= self._early:
            return None
        path = self._instance.path(self._node, last)
        return self._is("waits", path=tuple(self._instance.keys[node] for node in path))

    def _saved_per_day(self, nodes: Sequence[int]) -> float:
        instance = self._instance
        saved = float((instance.losses[nodes, self._late] - instance.losses[nodes, self._early]).sum())
        days = float(instance.costs[nodes].sum()) / instance.cost_scale
        return saved / days if days else np.inf if saved > 0 else 0.0
