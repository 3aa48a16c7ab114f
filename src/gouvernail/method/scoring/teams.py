"""What two groups of raters see differently: "you disagree on complexity, not on value"."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.scoring.votes import Votes
from gouvernail.method.thresholds import number

CONFIDENCE: Final = number("scoring.team_interval")


@dataclass(frozen=True, slots=True)
class Gap:
    """Mean vote of a first group less that of a second, in levels, with its 90 % interval.

    `count` is how many items are compared or, for one item, how many votes.
    """

    mean: float
    low: float
    high: float
    count: int

    @property
    def established(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def gap(cast: Votes, teams: ArrayLike, first: int, second: int) -> Gap | None:
    """Compare two teams over the items on which both voted (paired Student interval, item by item).

    Parameters
    ----------
    teams
        Team of each rater, by rater.

    Returns
    -------
    The gap, or None when they share fewer than two items.
    """
    one, other = (cast.among(_team(cast, teams) == team) for team in (first, second))
    differences = one.means - other.means
    return _interval(differences[~np.isnan(differences)])


def item_gap(cast: Votes, teams: ArrayLike, first: int, second: int, *, item: int) -> Gap | None:
    """Compare two teams on one item (Welch's interval).

    Returns
    -------
    The gap, or None when a team has fewer than two votes on it, or when both are unanimous: a spread cannot be
    estimated from no difference at all.
    """
    team, here = _team(cast, teams), cast.items == item
    return gap_of(cast.levels[here & (team == first)], cast.levels[here & (team == second)])


def _team(cast: Votes, teams: ArrayLike) -> NDArray[np.int64]:
    by_rater = np.asarray(teams, np.int64)
    if by_rater.shape != (cast.rater_count,):
        raise InvalidScores("shape", field="teams", found=by_rater.shape, expected=f"{cast.rater_count} raters")
    return by_rater[cast.raters]


def _interval(values: NDArray[np.float64]) -> Gap | None:
    if values.size < 2:
        return None
    half = _student(values.size - 1) * float(values.std(ddof=1)) / np.sqrt(values.size)
    mean = float(values.mean())
    return Gap(mean, float(mean - half), float(mean + half), values.size)


def gap_of(one: NDArray[np.float64], other: NDArray[np.float64]) -> Gap | None:
    """Compare the means of two groups of values (Welch's interval); None as `item_gap` says."""
    if min(one.size, other.size) < 2:
        return None
    shares = [float(values.var(ddof=1)) / values.size for values in (one, other)]
    total = sum(shares)
    if total == 0:
        return None
    freedom = total**2 / sum(share**2 / (values.size - 1) for share, values in zip(shares, (one, other), strict=True))
    half = _student(freedom) * np.sqrt(total)
    mean = float(one.mean() - other.mean())
    return Gap(mean, float(mean - half), float(mean + half), one.size + other.size)


def _student(freedom: float) -> float:
    from scipy.special import stdtrit  # the web's start must not load SciPy

    return float(stdtrit(freedom, (1 + CONFIDENCE) / 2))
