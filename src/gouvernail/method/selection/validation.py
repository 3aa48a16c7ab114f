"""What is asked, looked at before anything is computed."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from gouvernail.method.selection.cycles import first_cycle
from gouvernail.method.selection.fault import Fault, InvalidSelection
from gouvernail.method.selection.portfolio import ANY_TEAM, Benefit, Capacity, Item, Portfolio

MOST_DAYS: Final = 2_000_000.0
"""Person-days of a whole portfolio: ten thousand people for a year. Beyond, it was no number of days [choice]."""


def check_portfolio(portfolio: Portfolio) -> None:
    """Refuse a portfolio that cannot be chosen from.

    Raises
    ------
    InvalidSelection
        With every fault; cycles are looked for once all prerequisites are known.
    """
    nodes = portfolio.nodes
    faults = [*_key_faults(nodes), *_value_faults(nodes), *_cost_faults(portfolio.items), *_need_faults(portfolio)]
    if not faults and (cycle := first_cycle({node.key: node.needs for node in nodes})):
        shown = " → ".join(cycle)
        what = f"the prerequisites go round in a circle: {shown}; take one of these links away"
        faults = [Fault("cycle", cycle[0], shown, what, {"cycle": shown})]
    _refuse(faults)


def check_capacity(capacity: Capacity, portfolio: Portfolio) -> None:
    """Refuse a capacity that bounds nothing, or a team of which no item takes a day."""
    faults: list[Fault] = []
    if capacity.total is None and not capacity.by_team:
        faults.append(Fault("no_capacity", "", "", "no capacity is given: say how many days there are"))
    amounts = {"": capacity.total or 0.0, **capacity.by_team}
    for team, days in amounts.items():
        if not math.isfinite(days):
            faults.append(Fault("capacity_not_finite", team, str(days), f"the capacity {days} is not a number of days"))
        elif days < 0:
            faults.append(Fault("capacity_negative", team, str(days), f"the capacity {days:g} is below zero"))
    known = sorted({team for item in portfolio.items for team in item.costs if team != ANY_TEAM})
    for team in sorted(set(capacity.by_team) - set(known)):
        what = f"no item takes a day of the team {team!r}; teams found: {', '.join(known) or 'none'}"
        faults.append(Fault("unknown_team", team, team, what, {"known": ", ".join(known)}))
    _refuse(faults)


def check_forced(portfolio: Portfolio, include: Collection[str], exclude: Collection[str]) -> None:
    """Refuse to force what does not exist, or what is asked for and refused at once."""
    known = {node.key for node in portfolio.nodes}
    unknown = sorted((set(include) | set(exclude)) - known)
    faults = [Fault("unknown_forced", key, key, f"there is no item {key!r}: check its name") for key in unknown]
    both = sorted(set(include) & set(exclude))
    faults += [_both_ways(key, key) for key in both]
    _refuse(faults)


def refuse_both_ways(pairs: Iterable[tuple[str, str]]) -> None:
    """Refuse items that are asked for and need a refused one: (asked for, refused)."""
    _refuse([_both_ways(*pair) for pair in pairs])


def refuse_too_large(team: str, *, needed: float, available: float) -> None:
    """Refuse items asked for that do not fit in the capacity with their prerequisites."""
    whose = f" of the team {team}" if team else ""
    what = f"what is asked for takes {needed:g} days{whose} with its prerequisites, and there are {available:g}"
    _refuse([Fault("forced_too_large", team, f"{needed:g}", what, {"needed": needed, "available": available})])


def _both_ways(asked: str, refused: str) -> Fault:
    what = f"{asked!r} is asked for and refused" if asked == refused else f"{asked!r} needs {refused!r}, refused"
    return Fault("forced_both_ways", asked, refused, what, {"refused": refused})


def _refuse(faults: Iterable[Fault]) -> None:
    found = tuple(faults)
    if found:
        raise InvalidSelection(found)


def _key_faults(nodes: Iterable[Item | Benefit]) -> Iterator[Fault]:
    for key, count in Counter(node.key for node in nodes).items():
        if not key.strip():
            yield Fault("no_key", key, key, "an item has no name: give it one")
        elif count > 1:
            what = f"{key!r} stands {count} times: keep one, or give them two names"
            yield Fault("same_key", key, key, what, {"count": count})


def _value_faults(nodes: Iterable[Item | Benefit]) -> Iterator[Fault]:
    for node in nodes:
        if not math.isfinite(node.value):
            yield Fault("value_not_finite", node.key, str(node.value), f"the value of {node.key!r} is not a number")
        elif node.value < 0:
            what = f"the value of {node.key!r} is below zero ({node.value:g}): what takes value away is not chosen"
            yield Fault("value_negative", node.key, f"{node.value:g}", what)


def _cost_faults(items: Iterable[Item]) -> Iterator[Fault]:
    total = 0.0
    for item in items:
        for days in item.costs.values():
            if not math.isfinite(days):
                yield Fault("cost_not_finite", item.key, str(days), f"the effort of {item.key!r} is not a number")
            elif days < 0:
                what = f"the effort of {item.key!r} is below zero ({days:g} days)"
                yield Fault("cost_negative", item.key, f"{days:g}", what)
            else:
                total += days
    if total > MOST_DAYS:
        what = f"all items together take {total:g} days, more than {MOST_DAYS:g}: check the unit of the efforts"
        yield Fault("cost_huge", "", f"{total:g}", what, {"total": total, "most": MOST_DAYS})


def _need_faults(portfolio: Portfolio) -> Iterator[Fault]:
    known = {item.key for item in portfolio.items}
    for node in portfolio.nodes:
        for need in sorted(set(node.needs) - known):
            what = f"{node.key!r} needs {need!r}, which is no item: add it, or correct its name"
            yield Fault("unknown_need", node.key, need, what, {"need": need})
