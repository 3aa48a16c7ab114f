"""Why an item is out."""

import math
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from gouvernail.method.selection.choose import SECONDS, reselected
from gouvernail.method.selection.comparison import Comparison, compare
from gouvernail.method.selection.filling import completed, pruned
from gouvernail.method.selection.increments import days_of, mask_of, missing_days
from gouvernail.method.selection.instance import Instance, instance_of
from gouvernail.method.selection.portfolio import Portfolio
from gouvernail.method.selection.selection import Selection
from gouvernail.method.selection.solution import Solution, improved
from gouvernail.method.selection.thinning import thinned
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
    return Reasons(portfolio, selection).why_out(key, seconds=seconds)


class Reasons:
    """A selection, read once to say why items are out of it.

    Raises
    ------
    InvalidSelection
        When what was asked contradicts itself today.
    """

    def __init__(self, portfolio: Portfolio, selection: Selection) -> None:
        self._portfolio, self._selection = portfolio, selection
        asked = {"include": selection.include, "exclude": selection.exclude}
        self._instance = instance_of(portfolio, selection.capacity, **asked)
        self._chosen = mask_of(self._instance, selection)
        self._numbers = {key: number for number, key in enumerate(self._instance.keys)}

    def why_out(self, key: str, *, seconds: float = SECONDS, at_best: bool = True) -> WhyOut:
        """Say why an item is out.

        Parameters
        ----------
        seconds
            Limit of each of the two searches: what leaves for it, and all chosen again around it.
        at_best
            Whether to look for the best choice around it in any case. Without, it is looked for only among choices
            that are worth as much as the selection: that says the same reason and the same exchange, much sooner, and
            leaves `at_best` unknown where the item is displaced.

        Raises
        ------
        InvalidSelection
            When there is no such item.
        """
        check_forced(self._portfolio, [key], [])
        instance, chosen, node = self._instance, self._chosen, self._numbers[key]
        if chosen[node]:
            return WhyOut(key, "chosen")
        needed = instance.missing(node, np.zeros_like(chosen))
        if because := tuple(instance.keys[one] for one in needed if instance.keys[one] in self._selection.exclude):
            return WhyOut(key, "refused", because=because)
        coming = instance.missing(node, chosen)
        days = days_of(instance, coming)
        partial = WhyOut(
            key,
            "too_large",
            brings=tuple(instance.keys[one] for one in coming if one != node),
            days=days,
            missing=missing_days(days, self._selection),
        )
        around = replace(instance, inside=instance.closed(instance.inside | np.isin(np.arange(len(chosen)), [node])))
        if not instance.fits(instance.used(around.inside)):
            return partial
        return self._displaced(partial, around, coming, seconds=seconds, at_best=at_best)

    def _displaced(
        self, partial: WhyOut, around: Instance, coming: list[int], *, seconds: float, at_best: bool
    ) -> WhyOut:
        """Say whose place an item takes: nothing else moving, then all chosen again around it."""
        more = self._chosen.copy()
        more[coming] = True
        alone = replace(around, outside=around.outside | ~more)
        may_go = np.flatnonzero(more & ~around.inside)
        start = completed(alone, pruned(alone, thinned(alone, more, may_go)))
        plain = improved(alone, start, seconds=seconds)
        worth = around.worth(self._chosen)
        least = 0 if at_best else worth - math.ceil(_EQUAL * max(worth, around.value_scale) + around.value_slack) - 1
        whole = improved(around, plain.chosen, seconds=seconds, least=least)
        exchange, best = (self._change(around, each) for each in (plain, whole))
        reason = _reason(around, self._numbers[partial.key], best.value, self._selection)
        shown = exchange if reason in {"displaced", "no_value"} or exchange.value >= best.value - _EQUAL else best
        is_known = at_best or reason not in {"displaced", "no_value"}
        return replace(partial, reason=reason, at_best=best.value if is_known else None, exchange=shown)

    def _change(self, instance: Instance, found: Solution) -> Comparison:
        return compare(self._selection, reselected(self._portfolio, self._selection, instance, found))


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
