"""What it means that an item is absent from a version."""

from typing import NamedTuple

import polars as pl

from gouvernail.exchange.mapping.profile import VersionKind
from gouvernail.exchange.versions.settings import settings
from gouvernail.exchange.versions.sighting import NTH

Kind = VersionKind
"""Whole copies of the roadmap, where absence means removal; or a log of what changed, where it means nothing."""


class Absence(NamedTuple):
    """What was found, with the two figures that decided."""

    kind: Kind
    present_again: float
    came_back: float


def absence(lines: pl.DataFrame) -> Absence:
    """Tell whole copies from a log of changes, for versions stacked in one table (see `settings.toml`).

    Parameters
    ----------
    lines
        key, number of the version.
    """
    seen = lines.select("key", NTH).unique()
    last = seen[NTH].max()
    followed = seen.filter(pl.col(NTH) < last)
    if followed.is_empty():
        return Absence("copies", 1.0, 0.0)
    nexts = (
        seen.sort("key", NTH).with_columns(pl.col(NTH).shift(-1).over("key").alias("next")).filter(pl.col(NTH) < last)
    )
    present = (nexts["next"] == nexts[NTH] + 1).fill_null(value=False)
    absent = nexts.filter(~present)
    again = present.sum() / nexts.height
    back = absent["next"].is_not_null().sum() / absent.height if absent.height else 0.0
    rule = settings()
    copies = again >= rule.present_again and back < rule.came_back
    return Absence("copies" if copies else "log", float(again), float(back))
