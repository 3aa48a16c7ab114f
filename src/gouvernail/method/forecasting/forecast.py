"""When the n-th item of a queue will be finished, for any n and any date."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gouvernail.method.forecasting.urn import simulated_weeks


@dataclass(frozen=True)
class Forecast:
    """What a simulation says of a whole queue.

    Attributes
    ----------
    finished
        Items finished by the end of week w, shape (weeks + 1, runs); row 0 is now. Each row is sorted, so that a
        probability is one search.
    history_weeks
        How many weeks of history it stands on: below 8 the history dominates every figure.
    """

    finished: NDArray[np.int32]
    history_weeks: int

    @property
    def weeks(self) -> int:
        """How far it looks ahead."""
        return len(self.finished) - 1

    def probability(self, positions: ArrayLike, days: ArrayLike) -> NDArray[np.float64]:
        """Give the probability that the items at these places of the queue are finished within so many days.

        Parameters
        ----------
        positions
            Place in the queue, 1 = next to be finished; 0 is already finished.
        days
            Days from today to the last day of the announced period (its end, not its start); negative when it is over.

        Returns
        -------
        P(T <= date), 0..1, one a row. Between two whole weeks it is read on the straight line; beyond the weeks looked
        ahead it is that of the last one, a lower bound.
        """
        place, ahead = np.broadcast_arrays(np.asarray(positions, np.int64), np.asarray(days, np.float64))
        until = np.clip(ahead / 7, 0, self.weeks)
        whole = np.floor(until).astype(np.int64)
        low, high = self._by(place, whole), self._by(place, np.minimum(whole + 1, self.weeks))
        probability = low + (until - whole) * (high - low)
        kept: NDArray[np.float64] = np.where(place <= 0, 1.0, np.where(ahead < 0, 0.0, probability))
        return kept

    def weeks_for(self, positions: ArrayLike, level: float) -> NDArray[np.float64]:
        """Give the weeks within which the items at these places are finished with probability `level` (P50: .5).

        The smallest whole week w with P(T <= w) >= level; infinite when it lies beyond the weeks looked ahead.
        """
        place = np.asarray(positions, np.int64)
        # The level-th smallest T falls in the first week whose (1 - level) quantile of finished items reaches it.
        run = self.finished.shape[1] - int(np.ceil(round(level * self.finished.shape[1], 9)))
        week = np.searchsorted(self.finished[:, run], place, side="left").astype(np.float64)
        weeks: NDArray[np.float64] = np.where(week > self.weeks, np.inf, week)
        return weeks

    def _by(self, place: NDArray[np.int64], week: NDArray[np.int64]) -> NDArray[np.float64]:
        runs = self.finished.shape[1]
        missed = np.empty(place.shape, np.int64)
        for one in np.unique(week):
            rows = week == one
            missed[rows] = np.searchsorted(self.finished[one], place[rows], side="left")
        share: NDArray[np.float64] = (runs - missed) / runs
        return share


def forecast(
    throughput: ArrayLike, *, weeks: int, rng: np.random.Generator, runs: int = 10_000, bayesian: bool = True
) -> Forecast | None:
    """Simulate a queue that is worked off at one's own pace (Pólya urn, method.md section 5).

    Parameters
    ----------
    throughput
        Items finished in each of the last whole weeks, empty weeks included.
    weeks
        Weeks to look ahead.

    Returns
    -------
    None when there is no history, or nothing was finished in it: then nothing can be said.
    """
    past = np.asarray(throughput, np.int64)
    if not past.any():
        return None
    finished = np.zeros((weeks + 1, runs), np.int32)
    drawn = simulated_weeks(past, weeks=weeks, rng=rng, runs=runs, bayesian=bayesian)
    np.cumsum(drawn, axis=0, out=finished[1:])
    finished.sort(axis=1)
    return Forecast(finished, past.size)
