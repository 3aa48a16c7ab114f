"""How many items a team finishes in a week."""

from datetime import date, datetime, timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

WEEKS: Final = 12
FEWEST: Final = 6
MOST: Final = 26


def weekly_throughput(
    done_at: pl.Series,
    *,
    today: datetime,
    weeks: int = WEEKS,
    since: datetime | None = None,
    done_from: pl.Series | None = None,
) -> NDArray[np.int64]:
    """Count the items finished in each of the last whole weeks (method.md section 5).

    Parameters
    ----------
    done_at
        Instants (or days) of the finished items; null for the others.
    today
        Weeks run from Monday to Sunday; the week of `today` is partial and left out.
    weeks
        How many weeks to look back, 6 to 26.
    since
        Where the record begins: the weeks that start before it are unknown, not empty, and are left out.
    done_from
        For items that were only seen done at `done_at` (dated versions): when they were last seen not to be. They are
        spread evenly over that interval, since nothing says on which of its days each was done.

    Returns
    -------
    Items a week, oldest first; weeks without any are 0. Shorter than `weeks` when the record is.

    Raises
    ------
    ValueError
        When `weeks` is outside 6..26.
    """
    if not FEWEST <= weeks <= MOST:
        message = f"weeks of history: {weeks}, between {FEWEST} and {MOST} expected"
        raise ValueError(message)
    monday = _monday(today.date())
    known = weeks if since is None else min(weeks, max(0, (monday - _next_monday(since)).days // 7))
    return _counted(done_at if done_from is None else _spread(done_at, done_from), monday, known)


def weekly_record(done_at: pl.Series, *, today: datetime) -> NDArray[np.int64]:
    """Count the items finished in each whole week from the one of the first of them on, as `weekly_throughput` does."""
    first, monday = done_at.min(), _monday(today.date())
    if not isinstance(first, date):  # an instant is a date too
        return np.zeros(0, np.int64)
    return _counted(done_at, monday, max(0, (monday - _monday(date(first.year, first.month, first.day))).days // 7))


def _counted(done_at: pl.Series, monday: date, weeks: int) -> NDArray[np.int64]:
    """Count what was done in each of so many whole weeks before this Monday."""
    days = done_at.drop_nulls().cast(pl.Date)
    back = (pl.Series([monday]) - days).dt.total_days().to_numpy() if days.len() else np.zeros(0, np.int64)
    # A Sunday lies 1 day before Monday and belongs to the last whole week (0); that Monday lies 7 days before.
    ago = (back - 1) // 7
    counted = np.bincount(ago[(back > 0) & (ago < weeks)], minlength=weeks)
    return counted[::-1].astype(np.int64)


def _spread(done_at: pl.Series, done_from: pl.Series) -> pl.Series:
    """Put the k-th of the m items of one interval at its (k - 1/2)/m-th part; an item without interval stays."""
    interval = pl.DataFrame({"to": done_at.cast(pl.Datetime("us")), "start": done_from.cast(pl.Datetime("us"))})
    share = (pl.int_range(pl.len()) + 0.5).over("to", "start") / pl.len().over("to", "start")
    length = (pl.col("to") - pl.col("start")).dt.total_microseconds()
    at = pl.col("start") + pl.duration(microseconds=(length * share).cast(pl.Int64))
    return interval.select(at=pl.when(pl.col("start") < pl.col("to")).then(at).otherwise("to"))["at"]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _next_monday(since: datetime) -> date:
    monday = _monday(since.date())
    return monday if since <= datetime.combine(monday, datetime.min.time()) else monday + timedelta(days=7)
