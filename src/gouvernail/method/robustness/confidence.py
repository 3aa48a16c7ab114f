"""Whether an item is worth its place when it is judged with the weights that suit it best."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.robustness.acceptability import Acceptability
from gouvernail.method.robustness.ranking import SAMPLES, rank
from gouvernail.method.robustness.scores import Scores
from gouvernail.method.robustness.weights import fixed


def confidence_factors(
    scores: Scores, found: Acceptability, items: Sequence[int], *, seed: int, samples: int | None = None
) -> NDArray[np.float64]:
    """Give the chance that each item is first with its own central weights, `P(i first | w = w_i^c)`.

    Low, even then: its scores are too vague to put it first. One pass of the ranking for each item asked.

    Returns
    -------
    One an item asked; not a number where it never is first.
    """
    many = samples or scores.samples or SAMPLES
    factors = np.full(len(items), np.nan)
    for place, item in enumerate(items):
        centre = found.central_first[item]
        if not np.isnan(centre).any():
            column = fixed(centre, samples=many)
            factors[place] = rank(scores, {"own": column}, k=1, seed=seed)["own"].first[item]
    return factors
