"""The urgency that counts: what is proved, and what is left of the claim."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.thresholds import number
from gouvernail.method.urgency.invalid import InvalidEvidence
from gouvernail.method.urgency.profiles import MOST

CAP: Final = number("urgency.unproved_cap")
UNSHOWN: Final = number("urgency.unshown_gap")
NOISE: Final = number("urgency.claim_noise")
STEPS: Final = (np.arange(255) + 0.5) / 51
"""Levels at which distributions are known: halfway between the codes of one byte that robust ranking draws from."""
_NARROWEST: Final = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Urgency that counts, one row an item.

    Attributes
    ----------
    mean
        Expected level, 0 to 5: the number that is shown.
    cumulated
        Probability of at most each of `STEPS`, shape (items, 255): the whole distribution, for robust ranking.
    is_unshown
        Whether the claim is two levels or more above what counts: the urgency claimed is not shown.
    is_capped
        Whether the cap on the unproved holds some of it back.
    """

    mean: NDArray[np.float64]
    cumulated: NDArray[np.float64]
    is_unshown: NDArray[np.bool_]
    is_capped: NDArray[np.bool_]


def counted(
    proved: ArrayLike,
    weights: ArrayLike,
    claims: ArrayLike,
    *,
    shifts: ArrayLike = 0.0,
    variances: ArrayLike = NOISE,
    cap_unproved: bool = True,
) -> Counted:
    """Give the urgency that counts (method.md section 2.3).

    `u ~ q delta(proved) + (1 - q) TN[0,5](claim - b, s2 + v)`: the proof with the weight `q` of its grade, the claim
    corrected for what the team usually adds with the rest. Without a claim the rest is the backlog's distribution.
    With nothing proved (`q = 0`), what is above 2 counts as 2, with or without a claim [choice]: silence is not worth
    more than a claim. [choice] The centre of the normal law is kept within 0..5; the backlog is the mean of the items
    that have a claim or a verified proof, ignorance counting as one item more.

    Parameters
    ----------
    proved, weights
        Level and weight of each `Proof`; the level is not a number without any, and the weight 0.
    claims
        Level claimed; not a number without any.
    shifts, variances
        By item: the team's shift `b` and the variance `s2 + v` of `calibration`; one number for all, or none known.
    """
    levels, shares, said = (np.atleast_1d(np.asarray(column, np.float64)) for column in (proved, weights, claims))
    if not levels.shape == shares.shape == said.shape:
        found = (levels.size, shares.size, said.size)
        raise InvalidEvidence("shape", field="claims", found=found, expected="as many as proofs and weights")
    _check(levels, shares, said)
    share = np.where(np.isnan(levels), 0.0, shares)
    unproved, spread = (share == 0) & cap_unproved, _spread(variances, said.shape)
    rest = _claimed(said, np.broadcast_to(np.asarray(shifts, np.float64), said.shape), spread)
    rest = np.where((unproved[:, None]) & (STEPS >= CAP), 1.0, rest)
    sure = np.nan_to_num(levels)[:, None] <= STEPS
    known = ~np.isnan(said) | (share == 1)
    cumulated = share[:, None] * sure + (1 - share)[:, None] * rest
    backlog = (cumulated[known].sum(axis=0) + STEPS / MOST) / (np.count_nonzero(known) + 1)
    silent = np.isnan(said)
    rest[silent] = np.where(unproved[silent, None] & (STEPS >= CAP), 1.0, backlog)
    cumulated[silent] = share[silent, None] * sure[silent] + (1 - share[silent])[:, None] * rest[silent]
    mean = share * np.nan_to_num(levels) + (1 - share) * _mean(rest)
    return Counted(mean, cumulated, np.nan_to_num(said) - mean >= UNSHOWN, unproved & (np.nan_to_num(said) > CAP))


def _claimed(
    said: NDArray[np.float64], shifts: NDArray[np.float64], spread: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the cumulated probabilities of a normal law cut at 0 and 5, at each step."""
    from scipy.special import ndtr  # the web's start must not load SciPy

    centre = np.clip(np.nan_to_num(said) - shifts, 0.0, MOST)[:, None]
    width = spread[:, None]
    none, all_of_it = ndtr(-centre / width), ndtr((MOST - centre) / width)
    return np.asarray((ndtr((STEPS - centre) / width) - none) / (all_of_it - none))


def _mean(cumulated: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray((1 - cumulated).sum(axis=1) * (STEPS[1] - STEPS[0]))


def _spread(variances: ArrayLike, shape: tuple[int, ...]) -> NDArray[np.float64]:
    given = np.broadcast_to(np.asarray(variances, np.float64), shape)
    if not (given >= 0).all():
        raise InvalidEvidence("variance_negative", field="variances", found=variances, expected="0 or more")
    return np.maximum(np.sqrt(given), _NARROWEST)


def _check(levels: NDArray[np.float64], shares: NDArray[np.float64], said: NDArray[np.float64]) -> None:
    for field, column in (("proved", levels), ("claims", said)):
        wrong = column[~(np.isnan(column) | ((column >= 0) & (column <= MOST)))]
        if wrong.size:
            raise InvalidEvidence("level_outside", field=field, found=float(wrong[0]), expected="from 0 to 5")
    wrong = shares[~((shares >= 0) & (shares <= 1))]
    if wrong.size:
        raise InvalidEvidence("weight_outside", field="weights", found=float(wrong[0]), expected="from 0 to 1")
