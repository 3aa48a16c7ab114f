"""Severe and lenient raters: what to take off each vote before it counts."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.scoring.votes import HIGHEST, LOWEST, Votes
from gouvernail.method.thresholds import number, whole

LEAST_SHARE: Final = number("scoring.severity_share")
LEAST_FREEDOM: Final = whole("scoring.severity_votes")
_ROUNDS: Final = 100
_STILL: Final = 1e-4  # levels, and their squares: a round that moves no rater and no variance by more is the last


class SeverityState(StrEnum):
    """Whether votes are corrected, and if not why."""

    CORRECTED = "corrected"
    SMALL = "small"  # raters are alike: their share of the variance is below 5 %
    UNLINKED = "unlinked"  # some raters share no item with the others, even through a third: nothing compares them
    TOO_FEW = "too_few"  # too few votes to tell a severe rater from a poor item


@dataclass(frozen=True, slots=True, eq=False)
class Severity:
    """How each rater votes above (lenient, > 0) or below (severe, < 0) the others.

    Attributes
    ----------
    shifts
        What is taken off the votes of each rater, in levels; 0 when nothing is corrected.
    estimates
        The same as estimated, whether or not it is applied; 0 when there are too few votes.
    items
        Level of each item, the votes' corrections being applied or not; not a number without votes.
    item_variance, rater_variance, noise_variance
        Their sum is the variance of a vote of medium confidence.
    unlinked
        Raters that vote and are outside the largest linked group.
    """

    state: SeverityState
    shifts: NDArray[np.float64]
    estimates: NDArray[np.float64]
    items: NDArray[np.float64]
    item_variance: float
    rater_variance: float
    noise_variance: float
    unlinked: tuple[int, ...]

    @property
    def share(self) -> float:
        """Share of the variance of votes that is due to who votes, 0 to 1."""
        total = self.item_variance + self.rater_variance + self.noise_variance
        return self.rater_variance / total if total > 0 else 0.0

    def corrected(self, cast: Votes) -> Votes:
        """Give the votes less the shift of their rater, between 0 and 5."""
        return cast.at(cast.levels - self.shifts[cast.raters])


@dataclass(slots=True, eq=False)
class _Effects:
    mean: float
    items: NDArray[np.float64]
    raters: NDArray[np.float64]
    item_variance: float = 1.0
    rater_variance: float = 0.5
    noise_variance: float = 0.5


def severity(cast: Votes) -> Severity:
    """Estimate how severe each rater is (method.md section 1.2, best linear unbiased prediction of crossed effects).

    `y_ir = mu + a_i + b_r + e`, `a ~ N(0, s_i2)`, `b ~ N(0, s_r2)`, `e ~ N(0, s_e2 / q_r)` with `q_r` the weight of the
    confidence; backfitting `a_i = sum q (y - mu - b) / (sum q + s_e2 / s_i2)`, the same for `b_r`, variances by
    expectation and maximisation. Votes are corrected only when raters make at least 5 % of the variance, all raters
    are linked by items that they share, and there are enough votes [choice]: otherwise `state` says why not.
    """
    unlinked = _unlinked(cast)
    voting = np.unique(cast.raters)
    freedom = cast.levels.size - np.count_nonzero(cast.counts) - voting.size + 1
    enough = voting.size > 1 and freedom >= LEAST_FREEDOM
    effects = _backfitted(cast) if enough else _plain(cast)
    total = effects.item_variance + effects.rater_variance + effects.noise_variance
    state = SeverityState.CORRECTED
    if unlinked:
        state = SeverityState.UNLINKED
    elif not enough:
        state = SeverityState.TOO_FEW
    elif effects.rater_variance < LEAST_SHARE * total:
        state = SeverityState.SMALL
    applied = state is SeverityState.CORRECTED
    levels = np.clip(effects.mean + effects.items, LOWEST, HIGHEST) if applied else cast.means
    return Severity(
        state,
        effects.raters if applied else np.zeros(cast.rater_count),
        effects.raters,
        np.where(cast.counts > 0, levels, np.nan),
        effects.item_variance,
        effects.rater_variance,
        effects.noise_variance,
        unlinked,
    )


def _plain(cast: Votes) -> _Effects:
    return _Effects(0.0, np.zeros(cast.item_count), np.zeros(cast.rater_count), 0.0, 0.0, 0.0)


def _backfitted(cast: Votes) -> _Effects:
    """Estimate effects and variances; every sum over votes is a product by the sparse table of weights."""
    from scipy.sparse import csr_array  # the web's start must not load SciPy

    weight, votes = cast.weights, cast.levels.size
    mean = float(weight @ cast.levels / weight.sum())
    # Levels are taken from their mean, so that the sum of squares loses no digit.
    centred = cast.levels - mean
    table = csr_array((weight, (cast.items, cast.raters)), shape=(cast.item_count, cast.rater_count))
    turned = table.T.tocsr()
    by_item = np.bincount(cast.items, weight, cast.item_count)
    by_rater = np.bincount(cast.raters, weight, cast.rater_count)
    level_by_item = np.bincount(cast.items, weight * centred, cast.item_count)
    level_by_rater = np.bincount(cast.raters, weight * centred, cast.rater_count)
    squares, total, voted, voting = float(weight @ centred**2), float(weight.sum()), by_item > 0, by_rater > 0
    found, base = _Effects(mean, np.zeros(cast.item_count), np.zeros(cast.rater_count)), 0.0
    of_raters = table @ found.raters
    for _ in range(_ROUNDS):
        before, noise, spread = found.raters, found.noise_variance, found.rater_variance
        item_weight, rater_weight = by_item + noise / found.item_variance, by_rater + noise / found.rater_variance
        found.items = (level_by_item - by_item * base - of_raters) / item_weight
        found.raters = (level_by_rater - by_rater * base - turned @ found.items) / rater_weight
        of_raters = table @ found.raters
        base = -float(by_item @ found.items + by_rater @ found.raters) / total
        explained = level_by_item @ found.items + level_by_rater @ found.raters
        own = by_item @ found.items**2 + by_rater @ found.raters**2 + 2 * (found.items @ of_raters)
        left = squares - 2 * float(explained) + float(own) - total * base**2
        # The variance of what is estimated is that of the estimates and of what is left to know.
        known = noise * float((by_item / item_weight).sum() + (by_rater / rater_weight).sum())
        found.noise_variance = max(1e-3, (left + known) / votes)
        found.item_variance = max(1e-3, _mean_square(found.items, noise / item_weight, voted))
        found.rater_variance = max(1e-4, _mean_square(found.raters, noise / rater_weight, voting))
        if max(np.abs(found.raters - before).max(), abs(found.rater_variance - spread)) < _STILL:
            break
    found.mean = mean + base
    return found


def _mean_square(effects: NDArray[np.float64], doubt: NDArray[np.floating[Any]], known: NDArray[np.bool_]) -> float:
    return float((effects[known] ** 2 + doubt[known]).mean())


def _unlinked(cast: Votes) -> tuple[int, ...]:
    """Give the raters that vote outside the group that holds the most votes."""
    from scipy.sparse import coo_array  # the web's start must not load SciPy
    from scipy.sparse.csgraph import connected_components

    size = cast.item_count + cast.rater_count
    ties = coo_array((np.ones(cast.levels.size), (cast.items, cast.item_count + cast.raters)), shape=(size, size))
    group = connected_components(ties, directed=False)[1]
    of_votes = group[cast.items]
    voting = np.unique(cast.raters)
    largest = np.argmax(np.bincount(of_votes)) if of_votes.size else 0
    return tuple(int(rater) for rater in voting[group[cast.item_count + voting] != largest])
