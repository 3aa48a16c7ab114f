"""What is asked, looked at before anything is computed."""

import math
from collections.abc import Iterator, Sequence

from gouvernail.method.selection.fault import InvalidSelection
from gouvernail.method.selection.portfolio import Item as Candidate
from gouvernail.method.selection.portfolio import Portfolio
from gouvernail.method.selection.validation import check_portfolio
from gouvernail.method.sequencing.fault import InvalidPlan, PlanFault
from gouvernail.method.sequencing.items import Horizon, Item


def check(items: Sequence[Item], horizon: Horizon) -> None:
    """Refuse items and a horizon that no plan can be made of.

    Raises
    ------
    InvalidPlan
        With every fault. Keys, values, efforts and prerequisites are held to what a selection holds them to.
    """
    faults = (*_item_faults(items), *_horizon_faults(horizon))
    if not faults:
        faults = (*_team_faults(items, horizon), *_iteration_faults(items, horizon))
    if faults:
        raise InvalidPlan(faults)


def known(keys: Sequence[str], *asked: str) -> None:
    """Refuse to answer about an item that does not exist."""
    unknown = [key for key in asked if key not in keys]
    if unknown:
        raise InvalidPlan(
            tuple(PlanFault("unknown_forced", key, key, f"there is no item {key!r}: check its name") for key in unknown)
        )


def within(iteration: int, horizon: Horizon, *, key: str) -> None:
    """Refuse an iteration that is not planned."""
    if not 1 <= iteration <= horizon.iterations:
        raise InvalidPlan((_outside(key, iteration, horizon),))


def _item_faults(items: Sequence[Item]) -> Iterator[PlanFault]:
    try:
        check_portfolio(Portfolio(tuple(Candidate(item.key, item.value, item.days, item.needs) for item in items)))
    except InvalidSelection as error:
        for fault in error.faults:
            yield PlanFault(fault.code, fault.subject, fault.found, fault.sentence, fault.params)


def _horizon_faults(horizon: Horizon) -> Iterator[PlanFault]:
    if not horizon.days:
        yield PlanFault("no_team", "", "", "no team is given: say how many days each has in an iteration")
    elif horizon.iterations < 1:
        yield PlanFault("no_iteration", "", "0", "no iteration is planned: one is needed at least")
    if not 0 < horizon.weeks < math.inf:
        yield PlanFault("no_weeks", "", f"{horizon.weeks}", f"an iteration of {horizon.weeks} weeks is none")
    for team, days in horizon.days.items():
        if len(days) != horizon.iterations:
            what = f"the team {team!r} has {len(days)} iterations, another {horizon.iterations}"
            yield PlanFault("uneven_iterations", team, str(len(days)), what)
        yield from _day_faults(team, days)


def _day_faults(team: str, days: Sequence[float]) -> Iterator[PlanFault]:
    for amount in days:
        if not math.isfinite(amount):
            yield PlanFault("capacity_not_finite", team, str(amount), f"{amount} of {team!r} is no number of days")
        elif amount < 0:
            yield PlanFault("capacity_negative", team, f"{amount:g}", f"{team!r} has {amount:g} days, below zero")


def _team_faults(items: Sequence[Item], horizon: Horizon) -> Iterator[PlanFault]:
    teams = ", ".join(sorted(horizon.days))
    for item in items:
        for team in sorted(set(item.days) - set(horizon.days)):
            if item.days[team]:
                what = f"{item.key!r} takes days of the team {team!r}, which has none; teams given: {teams}"
                yield PlanFault("team_without_days", item.key, team, what, {"team": team, "known": teams})


def _iteration_faults(items: Sequence[Item], horizon: Horizon) -> Iterator[PlanFault]:
    for item in items:
        for iteration in (item.fixed, item.by):
            if iteration is not None and not 1 <= iteration <= horizon.iterations:
                yield _outside(item.key, iteration, horizon)


def _outside(key: str, iteration: int, horizon: Horizon) -> PlanFault:
    what = f"the iteration {iteration} of {key!r} is not planned: they go from 1 to {horizon.iterations}"
    return PlanFault("iteration_outside", key, str(iteration), what, {"last": horizon.iterations})
