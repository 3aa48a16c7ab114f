"""Why an item is out."""

from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from gouvernail.method.selection.choose import SECONDS, select
from gouvernail.method.selection.comparison import Comparison, compare
from gouvernail.method.selection.increments import days_of, mask_of, missing_days
from gouvernail.method.selection.instance import Instance, instance_of
from gouvernail.method.selection.portfolio import Portfolio
from gouvernail.method.selection.selection import Selection
from gouvernail.method.selection.validation import check_forced

Reason = Literal["chosen", "refused", "too_large", "no_value", "displaced", "equal", "better"]
_EQUAL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class WhyOut:
    """Why an item is not in a selection.

    Attributes
    ----------
    reason
        `chosen` (it is in), `refused` (it is, or something that it needs), `too_large` (alone with its prerequisites
        it exceeds the capacity), `no_value` (it has none and opens nothing), `displaced` (what would leave for it is
        worth more), `equal` (what would leave for it is worth as much: the choice between them is arbitrary), `better`
        (the search had been cut short: with the item forced in, it met a better selection).
    because
        The refused keys, of `refused`.
    brings
        The other items that would come with it: prerequisites that are not in.
    days
        What it takes with them, by row of capacity; the key "" is the total.
    missing
        How much of that is not left beside the selection: with so many days more, it comes in and nothing leaves.
    at_best
        Difference of value when it is forced in at the same capacity and all the rest is chosen again; None where it
        cannot be.
    exchange
        Whose place it takes: what leaves when it comes in with what it brings and nothing else moves. The whole new
        choice instead, where that says that it is equal or better and a plain exchange would not show it.
    """

    key: str
    reason: Reason
    because: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    days: dict[str, float] | None = None
    missing: dict[str, float] | None = None
    at_best: float | None = None
    exchange: Comparison | None = None


def why_out(portfolio: Portfolio, selection: Selection, key: str, *, seconds: float = SECONDS) -> WhyOut:
    """Say why an item is out: what it lacks, or what it would take the place of.

    Raises
    ------
    InvalidSelection
        When there is no such item.
    """
    check_forced(portfolio, [key], [])
    instance = instance_of(portfolio, selection.capacity, include=selection.include, exclude=selection.exclude)
    node = instance.keys.index(key)
    chosen = mask_of(instance, selection)
    if chosen[node]:
        return WhyOut(key, "chosen")
    needed = instance.missing(node, np.zeros_like(chosen))
    if because := tuple(instance.keys[one] for one in needed if instance.keys[one] in selection.exclude):
        return WhyOut(key, "refused", because=because)
    coming = instance.missing(node, chosen)
    days = days_of(instance, coming)
    partial = WhyOut(
        key,
        "too_large",
        brings=tuple(instance.keys[one] for one in coming if one != node),
        days=days,
        missing=missing_days(days, selection),
    )
    alone = instance.inside.copy()
    alone[instance.missing(node, alone)] = True
    if not instance.fits(instance.used(alone)):
        return partial
    include = [*selection.include, key]
    others = {instance.keys[one] for one in np.flatnonzero(~chosen).tolist()} - {instance.keys[one] for one in coming}
    plain = select(portfolio, selection.capacity, include=include, exclude=others, seconds=seconds)
    whole = select(portfolio, selection.capacity, include=include, exclude=selection.exclude, seconds=seconds)
    exchange, best = (compare(selection, each) for each in (plain, max(whole, plain, key=lambda each: each.value)))
    reason = _reason(instance, node, best.value, selection)
    shown = exchange if reason in {"displaced", "no_value"} or exchange.value >= best.value - _EQUAL else best
    return replace(partial, reason=reason, at_best=best.value, exchange=shown)


def _reason(instance: Instance, node: int, change: float, selection: Selection) -> Reason:
    if change > _EQUAL * max(1.0, selection.value):
        return "better"
    if change >= -_EQUAL * max(1.0, selection.value) and instance.values[node]:
        return "equal"
    return "displaced" if _opens_value(instance, node) else "no_value"


def _opens_value(instance: Instance, node: int) -> bool:
    """Say whether a node has value, or something that has needs it."""
    wanted = (instance.values > 0) & ~instance.outside
    return bool(wanted[node] or node in np.flatnonzero(instance.closed(wanted)))
