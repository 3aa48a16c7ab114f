import numpy as np
import numpy.typing as npt

from gouvernail.method.diagnosis.estimates.arrays import Integers


def inversions(ranks: Integers) -> Integers:
    """Count, for each element, the pairs it forms that stand in the wrong order.

    Parameters
    ----------
    ranks
        (n,) whole numbers from 0.

    Returns
    -------
    numpy.ndarray
        (n,) counts: how many earlier elements are greater plus how many later ones are smaller. They sum to twice the
        number of inversions (each pair is counted at both of its ends).

    Notes
    -----
    Merge counting turned round: elements are split by their bits, the highest first, and each group keeps its order,
    so that every step is a handful of passes over n numbers: O(n log n) without a loop over elements.
    """
    n = len(ranks)
    left = ranks.astype(np.int32)  # in the order reached so far; 32 bits halve the time, which is that of memory
    order, place = np.arange(n, dtype=np.int32), np.arange(n, dtype=np.int32)
    counts = np.zeros(n, dtype=np.int32)
    starts = np.zeros(1, dtype=np.int32)
    for bit in range(int(ranks.max(initial=0)).bit_length() - 1, -1, -1):
        is_one = (left >> bit) & 1 == 1
        before = np.zeros(n + 1, dtype=np.int32)
        np.cumsum(is_one, out=before[1:])
        sizes = np.diff(starts, append=np.int32(n))
        ones = before[starts + sizes] - before[starts]
        ones_before = before[:-1] - np.repeat(before[starts], sizes)
        zeros_before = place - np.repeat(starts, sizes) - ones_before
        zeros = np.repeat(sizes - ones, sizes)
        counts += np.where(is_one, zeros - zeros_before, ones_before)
        target = np.repeat(starts, sizes) + np.where(is_one, zeros + ones_before, zeros_before)
        left, order, counts = _moved(left, target), _moved(order, target), _moved(counts, target)
        both = np.column_stack([starts, starts + sizes - ones]).ravel()
        starts = both[np.column_stack([sizes > ones, ones > 0]).ravel()]
    inverted = np.empty(n, dtype=np.int64)
    inverted[order] = counts
    return inverted


def _moved(values: npt.NDArray[np.int32], target: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    moved = np.empty_like(values)
    moved[target] = values
    return moved
