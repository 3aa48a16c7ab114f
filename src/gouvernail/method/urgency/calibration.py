"""What a team usually adds to an urgency, learnt from the claims that were verified since."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.thresholds import whole
from gouvernail.method.urgency.counted import NOISE
from gouvernail.method.urgency.invalid import InvalidEvidence

FEWEST: Final = whole("urgency.verified_claims")
_PRIOR: Final = whole("urgency.noise_claims")


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Correction of the claims of each team. Teams only: there is none for a person.

    Attributes
    ----------
    is_available
        False before 3 verified claims: nothing is corrected then.
    shifts
        Levels that each team adds to what is verified later, shrunk toward that of all teams.
    variances
        Doubt that remains on each shift; added to `noise` it is the variance of a claim that is corrected.
    counts
        Verified claims of each team.
    """

    is_available: bool
    shifts: NDArray[np.float64]
    variances: NDArray[np.float64]
    counts: NDArray[np.int64]
    noise: float


def calibration(residuals: ArrayLike, teams: ArrayLike, *, team_count: int) -> Calibration:
    """Estimate what each team adds by empirical Bayes with unequal numbers (method.md section 2.3).

    `g` is the mean residual; `tau2 = max(0, (sum n (mean - g)^2 - (k - 1) s2) / (N - sum n^2 / N))` the variance
    between teams; shifts are those of `shrunk`. A team without any verified claim is taken for an average one.
    [choice] The noise `s2` within teams starts from 1, worth three claims. The doubt on `tau2` itself is left out: in
    the simulation of section 2.3 the variances announced are two thirds of the squared errors.

    Parameters
    ----------
    residuals
        Claim less level verified, of each claim that was verified or whose date has passed.
    teams
        Team of each, from 0.
    """
    found, team = np.asarray(residuals, np.float64).ravel(), np.asarray(teams, np.int64).ravel()
    if found.shape != team.shape:
        raise InvalidEvidence("shape", field="teams", found=team.size, expected=f"{found.size}, as residuals")
    if team.size and not (team.min() >= 0 and team.max() < team_count):
        raise InvalidEvidence("team_unknown", field="teams", found=int(team.max()), expected=f"0 to {team_count - 1}")
    if not np.isfinite(found).all():
        raise InvalidEvidence("level_outside", field="residuals", found="no number", expected="levels")
    counts = np.bincount(team, minlength=team_count).astype(np.int64)
    if found.size < FEWEST:
        return Calibration(
            is_available=False, shifts=np.zeros(team_count), variances=np.zeros(team_count), counts=counts, noise=NOISE
        )
    means = np.bincount(team, found, team_count) / np.maximum(1, counts)
    overall, held = float(found.mean()), int(np.count_nonzero(counts))
    within = float(((found - means[team]) ** 2).sum())
    noise = (within + _PRIOR * NOISE) / (found.size - held + _PRIOR)
    apart = float((counts * (means - overall) ** 2).sum()) - (held - 1) * noise
    room = found.size - float((counts.astype(np.float64) ** 2).sum()) / found.size
    between = max(0.0, apart / room) if room > 0 else 0.0
    shifts, variances = shrunk(means, counts, overall=overall, noise=noise, between=between)
    return Calibration(is_available=True, shifts=shifts, variances=variances, counts=counts, noise=noise)


def shrunk(
    means: ArrayLike, counts: ArrayLike, *, overall: float, noise: float, between: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw means of groups toward the mean of all, the more so the fewer they rest on (Efron & Morris 1977).

    `w = n tau2 / (n tau2 + s2)`, `b = g + w (mean - g)`, with the variance `tau2 s2 / (n tau2 + s2)` left.

    Returns
    -------
    Shrunk means, and the variance of each.
    """
    mean, number = np.asarray(means, np.float64), np.asarray(counts, np.float64)
    total = number * between + noise
    weight = np.divide(number * between, total, out=np.ones_like(total), where=total > 0)
    left = np.divide(between * noise, total, out=np.zeros_like(total), where=total > 0)
    return overall + weight * (mean - overall), left
