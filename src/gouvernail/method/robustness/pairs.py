"""Why X stands before Y: how often it does, and which weights would turn them round."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from gouvernail.method.robustness.ranking import block_for, totals
from gouvernail.method.robustness.scores import Scores
from gouvernail.method.robustness.weights import Weights, shares

if TYPE_CHECKING:
    from gouvernail.method.robustness.scores import Values


@dataclass(frozen=True)
class Duel:
    """One pair over all samples; the three shares add up to 1.

    Attributes
    ----------
    wins, ties, losses
        Shares of the samples in which the first of the pair is before, level with, or behind the second.
    """

    wins: float
    ties: float
    losses: float


@dataclass(frozen=True)
class Turn:
    """The weight of one filter at which the order of a pair turns.

    Attributes
    ----------
    filter
        Its place.
    weight
        Share of all weights, 0 to 1, the other filters keeping their proportions.
    above
        Whether the second of the pair wins above that weight; below it otherwise.
    """

    filter: int
    weight: float
    above: bool


def duel(scores: Scores, pair: tuple[int, int], weights: Weights, *, seed: int) -> Duel:
    """Count how often one item is before another (pairwise winning index), in the draws of the ranking.

    Raises
    ------
    ValueError
        When both are the same item.
    """
    first, second = pair
    if first == second:
        raise ValueError("an item cannot be compared with itself")
    rows, scaled = block_for(scores.items), scores.scaled(weights)
    draws = scores.draws(seed=seed, rows=rows)
    wins = ties = 0
    for start in range(0, len(weights), rows):
        end = min(start + rows, len(weights))
        both: list[Values] = [values[:, list(pair)] for values in draws(start, end)]
        total = totals(both, scaled[start:end])
        wins += int(np.count_nonzero(total[:, 0] > total[:, 1]))
        ties += int(np.count_nonzero(total[:, 0] == total[:, 1]))
    many = len(weights)
    return Duel(wins / many, ties / many, (many - wins - ties) / many)


def turning_weights(first: ArrayLike, second: ArrayLike, weights: ArrayLike) -> list[Turn]:
    """Find the weights at which the second item takes over: "Y wins only if urgency weighs more than 60 %".

    On the mean scores, more being better, the margin of the first is `w d_k + (1 - w) d_rest`, where d_k is its lead on
    filter k and d_rest its mean lead on the others, as they weigh among themselves: a line, so one root.

    Parameters
    ----------
    first, second
        Mean scores on each filter, in the same unit.
    weights
        Agreed weights. The others of a filter that alone weighs something count alike.

    Returns
    -------
    Filters whose weight alone can turn the order, the nearest to its agreed weight first; none where the second leads
    already, or both are level.
    """
    lead = np.asarray(first, float) - np.asarray(second, float)
    centre = shares(weights)
    if float(lead @ centre) <= 0:
        return []
    turns = []
    for place, own in enumerate(lead):
        others = np.delete(np.arange(len(lead)), place)
        if not len(others):
            continue
        among = centre[others] if centre[others].any() else np.ones(len(others))
        rest = float(lead[others] @ among / among.sum())
        if (rest > 0) != (own > 0):  # the margin changes sign between no weight and all of it
            turns.append(Turn(place, float(rest / (rest - own)), above=bool(own <= 0)))
    possible = [turn for turn in turns if 0 < turn.weight < 1]
    return sorted(possible, key=lambda turn: (abs(turn.weight - centre[turn.filter]), turn.filter))
