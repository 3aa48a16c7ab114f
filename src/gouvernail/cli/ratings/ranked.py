"""What a ranking says of each item, in figures."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gouvernail.method.robustness import (
    Duel,
    QuantileScores,
    Ranking,
    Standing,
    Turn,
    agreed,
    doubt_shares,
    duel,
    grey_zone,
    rank_twice,
    standings,
    turning_weights,
    uniform,
)
from gouvernail.method.scoring import (
    Comparison,
    Distributions,
    Filter,
    Severity,
    SeverityState,
    Weights,
    certain,
    comparison,
    distributions,
    points,
    quantiles,
    severity,
)
from gouvernail.method.thresholds import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gouvernail.cli.asking import Asking
    from gouvernail.cli.ratings.scores import Scores

_COSTS = (list(Filter).index(Filter.COMPLEXITY),)
_TOP_LEVEL = 5.0
_A_THIRD = 3
_LEAST_SHARE = number("robustness.least_doubt")


@dataclass(frozen=True)
class RankedItem:
    """One item.

    Attributes
    ----------
    levels, spreads
        Mean level of each filter, and between which levels it lies eight times in ten.
    low, high
        Between which ranks it lies nine times in ten.
    agreed, uniform
        Chance of being among the first k, with the agreed weights and whatever the weights.
    doubts
        In the grey zone, how much of the doubt each filter makes; empty elsewhere.
    """

    place: int
    key: str
    title: str
    points: float
    levels: tuple[float, ...]
    spreads: tuple[tuple[float, float], ...]
    low: int
    high: int
    expected: float
    agreed: float
    uniform: float
    standing: Standing
    doubts: tuple[float, ...]

    @property
    def clarify(self) -> tuple[Filter, float] | None:
        """The filter to clarify first and its share of the doubt; None where no score alone makes it."""
        if not self.doubts or max(self.doubts) < _LEAST_SHARE:
            return None
        share = max(self.doubts)
        return list(Filter)[self.doubts.index(share)], share


@dataclass(frozen=True)
class Explained:
    """Why one item is before another."""

    first: RankedItem
    second: RankedItem
    gap: Comparison
    agreed: Duel
    uniform: Duel
    turns: Sequence[Turn]


@dataclass(frozen=True)
class Ranked:
    """The whole ranking; `items` in order, `agenda` the most doubtful first."""

    scores: "Scores"
    k: int
    asking: "Asking"
    items: tuple[RankedItem, ...]
    agenda: tuple[RankedItem, ...]
    severities: Mapping[Filter, SeverityState]
    why: Explained | None

    def count(self, standing: Standing) -> int:
        """How many items have one standing."""
        return sum(item.standing is standing for item in self.items)


def ranked(
    scores: "Scores", asking: "Asking", *, pair: tuple[int, int] | None, progress: "Callable[[int, int], None]"
) -> Ranked:
    """Rank the items of a table.

    Parameters
    ----------
    pair
        Places in the table of two items to compare.
    """
    severities = {name: severity(scores.votes[name]) for name in Filter} if scores.raters else {}
    beliefs = [_belief(scores, name, severities.get(name), exact=asking.exact) for name in Filter]
    table = QuantileScores(quantiles(beliefs), costs=_COSTS, keys=scores.keys)
    k = asking.capacity or max(1, round(len(scores.keys) / _A_THIRD))
    weights = np.array(asking.weights)
    found = rank_twice(table, weights, k=k, seed=asking.seed, samples=asking.samples, progress=progress)
    items = _items(scores, asking, beliefs, found, table)
    places = {int(item): place for place, item in enumerate(found.agreed.order)}
    return Ranked(
        scores=scores,
        k=k,
        asking=asking,
        items=items,
        agenda=tuple(items[places[int(item)]] for item in grey_zone(found.agreed)),
        severities={name: one.state for name, one in severities.items()},
        why=None if pair is None else _explained(pair, items, places, table, asking),
    )


def _belief(scores: "Scores", name: Filter, found: Severity | None, *, exact: bool) -> Distributions:
    votes = scores.votes[name]
    corrected = votes if found is None else found.corrected(votes)
    belief = distributions(corrected)
    if not exact:
        return belief
    means = corrected.means
    known = ~np.isnan(means)
    mass = belief.mass.copy()  # an item that nobody scored stays in doubt
    mass[known] = certain(means[known]).mass
    return Distributions(mass)


def _items(
    scores: "Scores", asking: "Asking", beliefs: Sequence[Distributions], found: Ranking, table: QuantileScores
) -> tuple[RankedItem, ...]:
    means = np.stack([each.mean for each in beliefs], axis=1)
    spreads = np.stack([each.spread() for each in beliefs], axis=1)
    worth = points(means, Weights(*asking.weights))
    said, ranks = standings(found.agreed), found.agreed.interval()
    grey = grey_zone(found.agreed)
    doubts = dict(zip(grey.tolist(), doubt_shares(table, found.agreed, list(grey), seed=asking.seed), strict=True))
    return tuple(
        RankedItem(
            place=place + 1,
            key=scores.keys[item],
            title=scores.titles[item],
            points=float(worth[item]),
            levels=_floats(means[item]),
            spreads=tuple((float(low), float(high)) for low, high in spreads[item]),
            low=math.floor(ranks[item, 0]),
            high=math.ceil(ranks[item, 1]),
            expected=float(found.agreed.expected_rank[item]),
            agreed=float(found.agreed.top[item]),
            uniform=float(found.uniform.top[item]),
            standing=said[item],
            doubts=_floats(doubts[item]) if item in doubts else (),
        )
        for place, item in enumerate(found.agreed.order.tolist())
    )


def _explained(
    pair: tuple[int, int],
    items: Sequence[RankedItem],
    places: Mapping[int, int],
    table: QuantileScores,
    asking: "Asking",
) -> Explained:
    """Compare two items, the one with more points first."""
    one, other = sorted(pair, key=lambda item: (-items[places[item]].points, places[item]))
    first, second = items[places[one]], items[places[other]]
    columns = (
        agreed(asking.weights, samples=asking.samples, seed=asking.seed),
        uniform(len(Filter), samples=asking.samples, seed=asking.seed),
    )
    with_agreed, with_any = (duel(table, (one, other), column, seed=asking.seed) for column in columns)
    return Explained(
        first,
        second,
        comparison(first.levels, second.levels, Weights(*asking.weights)),
        with_agreed,
        with_any,
        turning_weights(_better_up(first.levels), _better_up(second.levels), asking.weights),
    )


def _better_up(levels: Sequence[float]) -> list[float]:
    return [_TOP_LEVEL - level if place in _COSTS else level for place, level in enumerate(levels)]


def _floats(values: "NDArray[np.float64]") -> tuple[float, ...]:
    return tuple(float(value) for value in values)
