"""Choose, and say all that the page tells of the choice. OR-Tools and SciPy are opened by a worker only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from gouvernail.backlog.bridge.selection.question import Question

if TYPE_CHECKING:
    from gouvernail.method.selection import Capacity, Comparison, Fault, Frontier, Increment, Portfolio, WhyOut
    from gouvernail.method.selection import Selection as Chosen

SECONDS: Final = 10.0
"""Of search for the answer, at most."""
_SECONDS_EACH: Final = 2.0
"""Of search for each explanation, at most [choice]."""
EXPLAINED: Final = 8
"""Items left out that are explained, the best return per day first [choice]."""
_POINTS: Final = 120
"""Points of the frontier that are kept: more would not show [choice]."""
STEPS: Final = EXPLAINED + 3
Told = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """One thing that contradicts itself: `code` and `params` of `method.selection.Fault`."""

    code: str
    subject: str
    found: str
    params: Mapping[str, object]


class Impossible(ValueError):
    """Raised when what is asked contradicts itself.

    Attributes
    ----------
    faults
        Everything that is wrong.
    """

    def __init__(self, faults: "tuple[Fault, ...]") -> None:
        self.faults = tuple(
            Refused(code=one.code, subject=one.subject, found=one.found, params=one.params) for one in faults
        )
        super().__init__("; ".join(one.code for one in self.faults))


def check(question: Question) -> None:
    """Refuse what contradicts itself, before any search.

    Raises
    ------
    Impossible
    """
    from gouvernail.method.selection import InvalidSelection
    from gouvernail.method.selection.instance import instance_of

    portfolio, capacity = _portfolio(question), _capacity(question)
    try:
        instance_of(portfolio, capacity, include=question.include, exclude=question.exclude)
    except InvalidSelection as error:
        raise Impossible(error.faults) from error


def answered(question: Question, told: Told = lambda _step: None) -> dict[str, Any]:
    """Choose, and explain: plain values, kept as they are. Called by a worker.

    Parameters
    ----------
    told
        Receives how many of `STEPS` are done.

    Raises
    ------
    Impossible
    """
    from gouvernail.method.selection import (
        InvalidSelection,
        Reasons,
        can_cut,
        frontier,
        next_increments,
        select,
        with_more_days,
    )

    portfolio, capacity = _portfolio(question), _capacity(question)
    told(0)
    try:
        chosen = select(portfolio, capacity, include=question.include, exclude=question.exclude, seconds=SECONDS)
    except InvalidSelection as error:
        raise Impossible(error.faults) from error
    told(1)
    drawn = frontier(portfolio, include=question.include, exclude=question.exclude) if can_cut() else None
    steps = next_increments(portfolio, chosen) if can_cut() else ()
    told(2)
    more = {
        team: with_more_days(portfolio, chosen, 1.0, team=team or None, seconds=_SECONDS_EACH) for team in chosen.left()
    }
    reasons, outs = Reasons(portfolio, chosen), []
    for place, key in enumerate(_best_out(portfolio, chosen)):
        told(3 + place)
        outs.append(reasons.why_out(key, seconds=_SECONDS_EACH, at_best=False))
    return {
        "selection": chosen.as_data(),
        "frontier": _points(drawn),
        "increments": [_increment(one) for one in steps],
        "one_more": {team: _exchange(one) for team, one in more.items()},
        "outs": [_why(one) for one in outs],
    }


def _portfolio(question: Question) -> "Portfolio":
    from gouvernail.method.selection import Item, Portfolio

    return Portfolio(tuple(Item(one.key, one.value, dict(one.days), one.needs) for one in question.candidates))


def _capacity(question: Question) -> "Capacity":
    """Bound the teams of which some item takes a day; the others are not asked for anything."""
    from gouvernail.method.selection import Capacity

    known = {team for one in question.candidates for team in one.days}
    return Capacity(question.total, {team: days for team, days in question.teams.items() if team in known})


def _best_out(portfolio: "Portfolio", chosen: "Chosen") -> list[str]:
    kept_out = chosen.keys | set(chosen.exclude)
    out = [one for one in portfolio.items if one.key not in kept_out and one.value > 0]
    out.sort(key=lambda one: (-one.value / one.cost if one.cost else float("-inf"), one.key))
    return [one.key for one in out[:EXPLAINED]]


def _points(drawn: "Frontier | None") -> list[list[float]]:
    """Keep the ends and some points between, each with its days and its value."""
    points = [] if drawn is None else [[one.cost, one.value] for one in drawn.points]
    if len(points) <= _POINTS:
        return points
    kept = {round(place * (len(points) - 1) / (_POINTS - 1)) for place in range(_POINTS)}
    return [points[place] for place in sorted(kept)]


def _increment(one: "Increment") -> dict[str, Any]:
    return {"keys": list(one.keys), "value": one.value, "days": dict(one.days), "missing": dict(one.missing)}


def _exchange(change: "Comparison | None") -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "value": change.value,
        "entered": [one.key for one in change.entered],
        "left": [one.key for one in change.left],
    }


def _why(one: "WhyOut") -> dict[str, Any]:
    return {
        "key": one.key,
        "reason": one.reason,
        "because": list(one.because),
        "brings": list(one.brings),
        "days": one.days or {},
        "missing": one.missing or {},
        "exchange": _exchange(one.exchange),
    }
