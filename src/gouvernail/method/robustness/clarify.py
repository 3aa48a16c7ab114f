"""What to clarify first: which doubt on a score decides whether an item is in."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouvernail.method.robustness.acceptability import Acceptability
from gouvernail.method.robustness.ranking import block_for
from gouvernail.method.robustness.scores import Scores

_GROUPS: Final = 16
_LEVELS: Final = 255


def doubt_shares(scores: Scores, found: Acceptability, items: Sequence[int], *, seed: int) -> NDArray[np.float64]:
    """Give the share of the doubt on "among the first k" that comes from each filter alone (first-order Sobol index).

    `S_k = Var(E[in | x_k]) / Var(in)`: how much of the doubt would go, on average, if the score on filter k were known.
    Samples are grouped by the value of x_k (16 groups of equal size where there are more values); the part that chance
    alone puts between groups is taken off, as in an adjusted omega squared [choice]. The rest of the doubt comes from
    the weights, the other items, and filters together.

    Parameters
    ----------
    found
        One column of the ranking of these very scores, drawn with the same `seed`.
    items
        Usually the grey zone.

    Returns
    -------
    Shape (items asked, filters), 0 to 1. Zero where a score is known, or nothing is in doubt.
    """
    asked, kept = np.asarray(items, np.intp), len(found.kept)
    values = _kept_values(scores, asked, kept, seed=seed)
    inside = (found.kept[:, asked] <= 2 * found.k).astype(np.float64)
    shares = np.zeros((len(asked), scores.filters))
    for place, column in np.ndindex(*shares.shape):
        shares[place, column] = _share(values[column, :, place], inside[:, place])
    return shares


def _kept_values(scores: Scores, items: NDArray[np.intp], kept: int, *, seed: int) -> NDArray[np.float64]:
    """Draw again, shape (filters, kept samples, items): streams that are counted give the same words twice."""
    rows = block_for(scores.items)
    draws = scores.draws(seed=seed, rows=rows)
    values = np.empty((scores.filters, kept, len(items)))
    for first in range(0, kept, rows):
        last = min(first + rows, kept)
        for column, block in enumerate(draws(first, last)):
            values[column, first:last] = block[:, items]
    return values


def _share(values: NDArray[np.float64], inside: NDArray[np.float64]) -> float:
    mean = inside.mean()
    total = len(inside) * mean * (1 - mean)
    groups = _groups(values)
    sizes = np.bincount(groups)
    many = np.count_nonzero(sizes)
    if total <= 0 or many < 2 or len(values) <= many:
        return 0.0
    means = np.bincount(groups, inside)[sizes > 0] / sizes[sizes > 0]
    between = float((sizes[sizes > 0] * (means - mean) ** 2).sum())
    noise = (total - between) / (len(values) - many)
    return float(np.clip((between - (many - 1) * noise) / total, 0, 1))


def _groups(values: NDArray[np.float64]) -> NDArray[np.intp]:
    if values.min() >= 0 and values.max() <= _LEVELS and np.array_equal(values, np.floor(values)):
        return values.astype(np.intp)
    known, places = np.unique(values, return_inverse=True)
    if len(known) <= _GROUPS:
        return places
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return ranks * _GROUPS // len(values)
