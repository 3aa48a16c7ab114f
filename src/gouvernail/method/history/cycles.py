"""Items that are their own ancestors."""

import numpy as np
import polars as pl


def parent_cycles(keys: pl.Series, parents: pl.Series) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Find each cycle of parents: rows and keys, child first, each followed by its parent; the last one's is the first.

    Every item has at most one parent, so following parents `n` times from anywhere ends on a cycle or above the top.
    Squaring the step (1, 2, 4... parents at once) reaches this in log2(n) passes over whole columns. A cycle starts at
    its smallest row; a key that is repeated counts at its first row.
    """
    rows = pl.DataFrame({"key": keys, "parent": parents}).with_row_index("row")
    first = rows.unique("key", keep="first", maintain_order=True).select("key", pl.col("row").alias("up"))
    up = rows.join(first, left_on="parent", right_on="key", how="left", maintain_order="left")["up"]
    top = rows.height
    step = np.append(up.fill_null(top).to_numpy().astype(np.int64), top)
    far = step.copy()
    for _ in range(max(1, top.bit_length())):
        far = far[far]
    on_cycle = np.setdiff1d(np.unique(far), [top])
    cycles, seen = [], set[int]()
    for row in on_cycle.tolist():
        if row in seen:
            continue
        cycle = [row]
        while (following := int(step[cycle[-1]])) != row:
            cycle.append(following)
        seen.update(cycle)
        cycles.append((tuple(cycle), tuple(keys.gather(cycle).to_list())))
    return cycles
