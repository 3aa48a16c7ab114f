"""Parents that turn in a circle."""

import numpy as np
import polars as pl

_SHOWN = 12


def cycle(items: pl.DataFrame) -> list[int]:
    """Find one circle of parents.

    Parameters
    ----------
    items
        Frame with `key` and `parent`.

    Returns
    -------
    Rows of the circle, each the child of the next; empty when parents do not turn in a circle. Found by pointer
    jumping, in O(n log n).
    """
    looping = in_cycles(items)
    if not looping.any():
        return []
    up = _up(items)
    start = int(np.flatnonzero(looping)[0])
    path = [start]
    while (above := int(up[path[-1]])) != start:
        path.append(above)
    return path


def in_cycles(items: pl.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Tell the rows that are part of a circle (not those that only hang below one)."""
    n = items.height
    up = _up(items)
    if (up == n).all():
        return np.zeros(n, dtype=np.bool_)
    jump = up.copy()
    for _ in range(max(1, int(n).bit_length())):
        jump = jump[jump]
    # After 2^k >= n steps, whoever has not left the forest stands on a circle; walking once around marks all of it.
    looping = np.zeros(n + 1, dtype=np.bool_)
    landed = np.unique(jump[jump < n])
    while landed.size:
        looping[landed] = True
        above = up[landed]
        landed = np.unique(above[~looping[above]])
    return looping[:n]


def shown(keys: list[str]) -> str:
    """Write a circle for a message: A → B → A."""
    names = keys if len(keys) <= _SHOWN else [*keys[: _SHOWN - 1], "…"]
    return " → ".join([*names, keys[0]])


def _up(items: pl.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Row of each row's parent; the height of the frame for none, which points to itself."""
    n = items.height
    rows = items.select("key", pl.int_range(pl.len(), dtype=pl.Int64).alias("up")).unique("key", keep="first")
    found = items.select(pl.col("parent").alias("key")).join(rows, on="key", how="left", maintain_order="left")
    return np.append(found["up"].fill_null(n).to_numpy(), n)
