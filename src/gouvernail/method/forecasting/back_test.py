"""What the same forecast would have said in the past, against what came."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.forecasting.calibration import brier, brier_skill, crps, pit
from gouvernail.method.forecasting.throughput import WEEKS
from gouvernail.method.forecasting.urn import simulated_weeks

AHEAD: Final = 4
SAFE_LEVEL: Final = 0.85
_RUNS: Final = 1_000


@dataclass(frozen=True)
class BackTest:
    """Scores of past forecasts.

    Attributes
    ----------
    forecasts
        How many were made; below `calibration.RESOLVED` they say nothing.
    kept
        How many times what was promised at 85 % came.
    brier, skill
        Of the event "as many as at the past pace are finished in time"; `skill` None when it always or never came.
    crps
        Mean, in items.
    places
        (forecasts,) places of `calibration.pit`.
    """

    forecasts: int
    kept: int
    brier: float
    skill: float | None
    crps: float
    places: NDArray[np.float64]


def back_test(
    throughput: ArrayLike, *, rng: np.random.Generator, history: int = WEEKS, ahead: int = AHEAD
) -> BackTest | None:
    """Forecast, from each stretch of the past, what would be finished in the weeks that followed.

    The stretches that are forecast do not overlap, so that each is an observation of its own. Nothing is forecast from
    weeks in which nothing was finished, as in `forecast`.

    Parameters
    ----------
    throughput
        Items finished in each whole week of the record, oldest first.
    history, ahead
        Weeks looked back on, and weeks forecast, at each time.

    Returns
    -------
    None when the record is too short for a single forecast.
    """
    weeks = np.asarray(throughput, np.int64)
    said, came, kept, scores, places = [], [], 0, [], []
    for now in range(history, weeks.size - ahead + 1, ahead):
        past, finished = weeks[now - history : now], int(weeks[now : now + ahead].sum())
        if not past.any():
            continue
        drawn = simulated_weeks(past, weeks=ahead, rng=rng, runs=_RUNS).sum(axis=0)
        at_past_pace = int(np.ceil(past.mean() * ahead))
        said.append(float(np.mean(drawn >= at_past_pace)))
        came.append(finished >= at_past_pace)
        kept += finished >= np.quantile(drawn, 1 - SAFE_LEVEL, method="inverted_cdf")
        scores.append(crps(drawn, finished))
        places.append(pit(drawn, finished))
    if not said:
        return None
    return BackTest(
        forecasts=len(said),
        kept=int(kept),
        brier=brier(said, came),
        skill=brier_skill(said, came),
        crps=float(np.mean(scores)),
        places=np.array(places),
    )
