"""Tables of quantiles for the tests."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.typing import NDArray


def doubtful(items: int, *, seed: int = 0, filters: int = 3) -> NDArray[np.uint8]:
    """Give items at whole levels, more or less sure of each."""
    rng = np.random.default_rng(seed)
    centre, width = rng.integers(0, 6, (items, filters, 1)) * 51, rng.uniform(5, 60, (items, filters, 1))
    at = np.linspace(-1.5, 1.5, 16)
    return np.clip(centre + width * at, 0, 255).astype(np.uint8)


def sure(levels: object) -> NDArray[np.uint8]:
    """Give items known to the level."""
    return np.repeat(np.asarray(levels, np.uint8)[:, :, None] * np.uint8(51), 16, axis=2)


tables = st.tuples(st.integers(2, 12), st.integers(1, 5)).flatmap(
    lambda size: npst.arrays(np.uint8, (*size, 16), elements=st.sampled_from([0, 51, 102, 150, 153, 204, 255]))
)
"""Small tables with many ties."""
