"""Items that are not in the last version any more."""

from datetime import datetime
from typing import NamedTuple

import polars as pl

from gouvernail.exchange.versions.sighting import NTH
from gouvernail.method.history.periods import period_end
from gouvernail.method.history.shape import OPEN_STATES


class Vanished(NamedTuple):
    """Items that left the file before they were done, and how many left with their end unknown."""

    dropped: pl.DataFrame
    unknown: int


def vanished(last: pl.DataFrame, instants: tuple[datetime, ...], *, ends: bool) -> Vanished:
    """Say what became of the items that the last version does not show.

    Parameters
    ----------
    last
        The last line of each item: key, version number, state if known, `due_on` if there is one.
    instants
        When each version was seen.
    ends
        The file tells what is over from what is not.

    Returns
    -------
    `dropped`: key, state, `gone_at` (the first version without it). An item in an open state was dropped. Where the
    file never says that something is over, an item whose announced period was over when it left may have been
    delivered: it is counted as unknown, and only those that left before their time were dropped.
    """
    gone = last.filter(pl.col(NTH) < len(instants) - 1)
    at = pl.Series("at", list(instants), dtype=pl.Datetime("us"))
    state = pl.col("state") if "state" in gone.columns else pl.lit(None, pl.String).alias("state")
    due = pl.col("due_on") if "due_on" in gone.columns else pl.lit(None, pl.String).alias("due_on")
    gone = gone.select("key", state, due, at.gather(gone[NTH].cast(pl.Int64) + 1).alias("gone_at"))
    is_open = pl.col("state").is_in(OPEN_STATES) | pl.col("state").is_null()
    left = gone.filter(is_open)
    dropped = left if ends else left.filter(_early(left))
    return Vanished(dropped.select("key", "state", "gone_at"), left.height - dropped.height)


def _early(gone: pl.DataFrame) -> pl.Series:
    """Say which items left before the end of their announced period, or without any."""
    return (period_end(gone["due_on"]) >= gone["gone_at"].dt.date()).fill_null(value=True)
