"""Habits of raters, said to them in private: hints, never a table of persons."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.scoring.invalid import InvalidScores
from gouvernail.method.scoring.teams import gap_of
from gouvernail.method.scoring.votes import Votes
from gouvernail.method.thresholds import number, whole

LEAST_ITEMS: Final = whole("scoring.hint_items")  # for halo and central tendency
HALO: Final = number("scoring.halo")
NARROW: Final = number("scoring.narrow")
LEAST_OWN: Final = whole("scoring.own_items")
LEAST_FAVOUR: Final = number("scoring.own_favour")
LEAST_MOVES: Final = whole("scoring.senior_moves")
UNLIKELY: Final = number("scoring.senior_chance")


class HintKind(StrEnum):
    """What a habit is."""

    HALO = "halo"
    CENTRAL = "central"
    OWN_TEAM = "own_team"
    SENIOR = "senior"


@dataclass(frozen=True, slots=True)
class Hint:
    """One habit of one rater.

    Attributes
    ----------
    figure
        Halo: the correlation. Central tendency: the rater's standard deviation over the panel's. Own team: levels
        given to one's own team beyond others. Senior: the share of moves toward the most senior vote.
    count
        How many items, or moves, say so.
    """

    kind: HintKind
    rater: int
    figure: float
    count: int


def halo_hints(first: Votes, second: Votes) -> tuple[Hint, ...]:
    """Find raters whose votes on two filters follow each other: |correlation| over .8 on 10 items or more.

    Both filters count the same raters and items. A rater who gives the same level to everything has no correlation
    (see `central_hints`).
    """
    _same(first, second)
    one, two = _shared(first, second)
    rater, x, y = first.raters[one], first.levels[one], second.levels[two]
    count = np.bincount(rater, minlength=first.rater_count)
    x, y = (level - _by(rater, level, count)[rater] for level in (x, y))
    sums = [np.bincount(rater, product, count.size) for product in (x * y, x * x, y * y)]
    spread = np.sqrt(sums[1] * sums[2])
    correlation = np.divide(sums[0], spread, out=np.zeros(count.size), where=spread > 1e-9)
    flagged = (count >= LEAST_ITEMS) & (np.abs(correlation) > HALO)
    return _hints(HintKind.HALO, flagged, correlation, count)


def central_hints(cast: Votes) -> tuple[Hint, ...]:
    """Find raters whose votes spread less than half as much as the panel's on the same items, 10 or more."""
    count, level = np.bincount(cast.raters, minlength=cast.rater_count), cast.levels
    mean = _by(cast.raters, level, count)
    own = np.bincount(cast.raters, (level - mean[cast.raters]) ** 2, count.size) / np.maximum(1, count)
    panel = np.zeros(count.size)
    for rater in np.flatnonzero(count >= LEAST_ITEMS):
        seen = np.zeros(cast.item_count, np.bool_)
        seen[cast.items[cast.raters == rater]] = True
        others = level[seen[cast.items] & (cast.raters != rater)]
        panel[rater] = others.var() if others.size else 0.0
    ratio = np.sqrt(np.divide(own, panel, out=np.ones(count.size), where=panel > 0))
    return _hints(HintKind.CENTRAL, (count >= LEAST_ITEMS) & (ratio < NARROW), ratio, count)


def own_team_hints(cast: Votes, *, rater_teams: ArrayLike, item_teams: ArrayLike) -> tuple[Hint, ...]:
    """Find raters who favour the items of their own team.

    A residual is a vote less the mean of the other votes on the item. A rater's mean residual on own items less that
    on the rest must be half a level or more and its 90 % interval (Welch) above 0 [choice]: comparing with the rest
    keeps a merely lenient rater out. -1 is no team.
    """
    teams, owners = np.asarray(rater_teams, np.int64), np.asarray(item_teams, np.int64)
    if teams.shape != (cast.rater_count,) or owners.shape != (cast.item_count,):
        expected = f"{cast.rater_count} raters and {cast.item_count} items"
        raise InvalidScores("shape", field="teams", found=(teams.size, owners.size), expected=expected)
    counts = cast.counts[cast.items]
    several = counts > 1
    others = (cast.means[cast.items] * counts - cast.levels) / np.maximum(1, counts - 1)
    residual, own = cast.levels - others, (teams[cast.raters] == owners[cast.items]) & (teams[cast.raters] >= 0)
    found = []
    for rater in np.unique(cast.raters[own]):
        mine = several & (cast.raters == rater)
        favoured, rest = residual[mine & own], residual[mine & ~own]
        if min(favoured.size, rest.size) < LEAST_OWN:
            continue
        between = gap_of(favoured, rest)
        if between is not None and between.mean >= LEAST_FAVOUR and between.low > 0:
            found.append(Hint(HintKind.OWN_TEAM, int(rater), between.mean, favoured.size))
    return tuple(found)


def senior_hints(first_round: Votes, second_round: Votes, *, senior: int) -> tuple[Hint, ...]:
    """Find raters who, between two rounds, move toward the vote of the most senior one.

    Each vote that changed is a move toward the senior's vote of the first round, or away from it; too many toward it
    to be chance (one-sided sign test, 5 %, 6 moves or more) makes a hint. `senior` has none.
    """
    _same(first_round, second_round)
    said = np.full(first_round.item_count, np.nan)
    hers = first_round.raters == senior
    said[first_round.items[hers]] = first_round.levels[hers]
    one, two = _shared(first_round, second_round)
    target, rater = said[first_round.items[one]], first_round.raters[one]
    nearer = np.abs(first_round.levels[one] - target) - np.abs(second_round.levels[two] - target)
    moved = (rater != senior) & ~np.isnan(target) & (nearer != 0)
    moves = np.bincount(rater[moved], minlength=first_round.rater_count)
    toward = np.bincount(rater[moved & (nearer > 0)], minlength=first_round.rater_count)
    chance = np.array([_at_least(int(t), int(m)) for t, m in zip(toward, moves, strict=True)])
    return _hints(HintKind.SENIOR, (moves >= LEAST_MOVES) & (chance <= UNLIKELY), toward / np.maximum(1, moves), moves)


def _at_least(heads: int, tosses: int) -> float:
    """Give the probability of so many heads or more."""
    from scipy.special import bdtrc  # the web's start must not load SciPy

    return float(bdtrc(heads - 1, tosses, 0.5)) if heads else 1.0


def _by(rater: NDArray[np.int64], level: NDArray[np.float64], count: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.bincount(rater, level, count.size) / np.maximum(1, count)


def _hints(
    kind: HintKind, flagged: NDArray[np.bool_], figures: NDArray[np.float64], counts: NDArray[np.int64]
) -> tuple[Hint, ...]:
    return tuple(Hint(kind, int(r), float(figures[r]), int(counts[r])) for r in np.flatnonzero(flagged))


def _shared(first: Votes, second: Votes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the rows of both that are of the same rater and item."""
    keys = [cast.raters * first.item_count + cast.items for cast in (first, second)]
    _, one, two = np.intersect1d(keys[0], keys[1], assume_unique=True, return_indices=True)
    return one, two


def _same(first: Votes, second: Votes) -> None:
    sizes = [(cast.item_count, cast.rater_count) for cast in (first, second)]
    if sizes[0] != sizes[1]:
        raise InvalidScores("shape", field="second", found=sizes[1], expected=f"items and raters {sizes[0]}")
