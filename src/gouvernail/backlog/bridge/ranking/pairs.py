"""Why one item stands above another: the gap in points, how often it holds, and what would turn it round."""

from dataclasses import dataclass
from typing import Final

from gouvernail.backlog.bridge.ranking.ranks import Levels, Rank, Ranked
from gouvernail.backlog.bridge.ranking.scores import scores_of
from gouvernail.backlog.bridge.thresholds import figure

_TOP: Final = 5.0
_FILTERS: Final = 3


@dataclass(frozen=True)
class Turning:
    """The weight of a filter (0 value, 1 urgency, 2 complexity) beyond which the other item passes in front."""

    filter: int
    share: float
    is_above: bool


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Why `first` has more points than `second`.

    Attributes
    ----------
    differences
        In levels, complexity too: +1 is harder.
    parts
        In points: what each filter adds to the gap.
    wins, ties, wins_any, ties_any
        Shares of the samples, with the agreed weights and whatever the weights.
    """

    first: Rank
    second: Rank
    differences: Levels
    parts: Levels
    points: float
    ratio: float
    wins: float
    ties: float
    wins_any: float
    ties_any: float
    turnings: tuple[Turning, ...]

    @property
    def strength(self) -> str:
        """Say in a word what the gap is worth: `sure`, `likely` or `noise`."""
        held = self.wins + self.ties / 2
        return (
            "sure"
            if held >= figure("robustness.sure")
            else "likely"
            if held >= figure("robustness.likely")
            else "noise"
        )

    @property
    def is_overtaken(self) -> bool:
        """Tell whether the second stands above all the same: more often among the first places."""
        return self.second.rank < self.first.rank


def pair_of(found: Ranked, one: int, other: int) -> Pair:
    """Compare two items of a run, the one with more points first: in the very draws of the ranking.

    Raises
    ------
    KeyError
        When one of them was not ranked in that run.
    """
    from gouvernail.method.robustness import agreed, duel, turning_weights, uniform
    from gouvernail.method.scoring import Weights, comparison

    both = sorted((found.ranks[found.at[key]] for key in (one, other)), key=lambda rank: (-rank.points, rank.rank))
    first, second = both
    gap = comparison(first.levels, second.levels, Weights(*found.weights))
    scores = scores_of(found.codes_of(first.item, second.item), [first.item, second.item])
    columns = (
        agreed(found.weights, samples=found.samples, seed=found.seed),
        uniform(_FILTERS, samples=found.samples, seed=found.seed),
    )
    with_agreed, with_any = (duel(scores, (0, 1), column, seed=found.seed) for column in columns)
    return Pair(
        first=first,
        second=second,
        differences=gap.differences,
        parts=(gap.parts.value, gap.parts.urgency, gap.parts.complexity),
        points=gap.points,
        ratio=gap.ratio,
        wins=with_agreed.wins,
        ties=with_agreed.ties,
        wins_any=with_any.wins,
        ties_any=with_any.ties,
        turnings=tuple(
            Turning(turn.filter, turn.weight, turn.above)
            for turn in turning_weights(_better_up(first), _better_up(second), found.weights)
        ),
    )


def parts_of(rank: Rank, weights: tuple[float, float, float]) -> Levels:
    """Give what each filter adds to the points of an item."""
    from gouvernail.method.scoring import Weights, contributions

    found = contributions(rank.levels, Weights(*weights))
    return found.value, found.urgency, found.complexity


def weight_shares(weights: tuple[float, float, float]) -> Levels:
    """Give weights as parts that add up to one."""
    from gouvernail.method.robustness import shares

    value, urgency, complexity = (float(one) for one in shares(weights))
    return value, urgency, complexity


def _better_up(rank: Rank) -> list[float]:
    value, urgency, complexity = rank.levels
    return [value, urgency, _TOP - complexity]
