"""Points that fill a cube evenly (Sobol 1967), without waiting a second for SciPy's statistics to be imported."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

_BITS: Final = 32
_POLYNOMIALS: Final = (
    (0, ()),
    (0, (1,)),
    (1, (1, 3)),
    (1, (1, 3, 1)),
    (2, (1, 1, 1)),
    (1, (1, 1, 3, 3)),
    (4, (1, 3, 5, 13)),
    (2, (1, 1, 5, 5, 17)),
    (4, (1, 1, 5, 5, 5)),
    (7, (1, 1, 7, 11, 19)),
)
"""Inner coefficients of the primitive polynomial and first odd numbers of each dimension (Joe and Kuo 2008)."""

MOST_DIMENSIONS: Final = len(_POLYNOMIALS)


def sobol(count: int, dimensions: int, *, seed: int) -> NDArray[np.float64]:
    """Give points of the open unit cube, shifted at random (one exclusive or a dimension, drawn from the seed).

    Every start of the sequence fills the cube: a shorter run is the start of a longer one. Taking one point in eight
    would not: it would take one eighth of the cube.

    Returns
    -------
    Shape (count, dimensions).

    Raises
    ------
    ValueError
        Beyond `MOST_DIMENSIONS` dimensions.
    """
    if dimensions > MOST_DIMENSIONS:
        message = f"{dimensions} dimensions; at most {MOST_DIMENSIONS}"
        raise ValueError(message)
    numbers = np.arange(count, dtype=np.uint64)
    shifts = np.random.Generator(np.random.Philox(seed)).integers(0, 1 << _BITS, dimensions, dtype=np.uint64)
    points = np.empty((count, dimensions))
    for dimension in range(dimensions):
        reached = np.full(count, shifts[dimension])
        for place, direction in enumerate(_directions(dimension)[: count.bit_length()]):
            reached ^= ((numbers >> np.uint64(place)) & np.uint64(1)) * np.uint64(direction)
        points[:, dimension] = (reached + 0.5) / 2.0**_BITS
    return points


def _directions(dimension: int) -> list[int]:
    inner, first = _POLYNOMIALS[dimension]
    if not first:  # van der Corput: bits in reverse
        return [1 << (_BITS - 1 - place) for place in range(_BITS)]
    degree = len(first)
    odd = list(first)
    for place in range(degree, _BITS):
        found = odd[place - degree] ^ (odd[place - degree] << degree)
        for step in range(1, degree):
            if inner >> (degree - 1 - step) & 1:
                found ^= odd[place - step] << step
        odd.append(found)
    return [number << (_BITS - 1 - place) for place, number in enumerate(odd)]
