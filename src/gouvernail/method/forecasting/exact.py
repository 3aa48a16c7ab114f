"""The plain forecast without any noise: the oracle of the simulations."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def finish_probabilities(throughput: ArrayLike, items: int, *, weeks: int) -> NDArray[np.float64]:
    """Give P(`items` items are finished by the end of week w), w = 1..`weeks`, for the plain bootstrap.

    `P(T <= w) = P(S_w >= N)`: convolution powers of the weekly throughput's distribution, absorbed at N
    (method.md section 5). Costs O(weeks x items x history).

    Raises
    ------
    ValueError
        When there is no history.
    """
    past = np.asarray(throughput, np.int64)
    if past.size == 0:
        raise ValueError("no week of history")
    if items <= 0:
        return np.ones(weeks)
    weekly = np.bincount(np.minimum(past, items)) / past.size
    waiting = np.zeros(items)
    waiting[0] = 1.0
    finished = np.zeros(weeks)
    absorbed = 0.0
    for week in range(weeks):
        spread = np.convolve(waiting, weekly)
        absorbed += float(spread[items:].sum())
        waiting = spread[:items]
        finished[week] = absorbed
    return finished
