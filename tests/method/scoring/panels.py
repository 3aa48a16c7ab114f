"""Simulated panels of raters, as the prototype of method.md drew them."""

from typing import NamedTuple

import numpy as np

from gouvernail.method.scoring import Votes, votes


class Panel(NamedTuple):
    truth: np.ndarray
    severity: np.ndarray
    cast: Votes


def panel(seed, *, items=200, raters=12, per_item=3, severity=0.7, noise=0.7):
    """A severe rater (severity > 0) votes below the truth."""
    rng = np.random.default_rng(seed)
    truth, severe = rng.normal(2.5, 1.1, items), rng.normal(0, severity, raters)
    rows = np.repeat(np.arange(items), per_item)
    who = np.concatenate([rng.choice(raters, per_item, replace=False) for _ in range(items)])
    levels = np.clip(np.rint(truth[rows] - severe[who] + rng.normal(0, noise, rows.size)), 0, 5)
    return Panel(np.clip(truth, 0, 5), severe, votes(rows, who, levels, item_count=items, rater_count=raters))
