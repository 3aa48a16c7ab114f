"""The fate of each promise, and by how many days."""

from datetime import datetime

import polars as pl

_ARRIVED = pl.col("arrived_at").is_not_null()


def with_fates(rows: pl.DataFrame, until: datetime) -> pl.DataFrame:
    """Add `fate`, `days_late` and `days_late_most` to the announced items.

    An arrival is known as an interval from `first_day` (the earliest day it can have happened) to `arrived_on`. It is
    in its period when the two meet; late when the item was still open after the last day of the period; early when it
    arrived before the first. Without dates, a release later or earlier than the one announced (`releases_late`) still
    tells late (overdue while open) from early. The rest is `unknown`: nobody can say when an undated release was over,
    nor what became of open work that nobody sees any more, unless it was overdue when last seen (`unseen_on`).
    """
    day = pl.coalesce("unseen_on", pl.lit(until.date()))
    first_day = pl.coalesce("arrived_after", "arrived_on")
    late = pl.coalesce(first_day > pl.col("end"), pl.col("releases_late") > 0).fill_null(value=False)
    early = pl.coalesce(pl.col("arrived_on") < pl.col("start"), _before_release()).fill_null(value=False)
    over = pl.coalesce(pl.col("end") < day, pl.col("releases_late") > 0).fill_null(value=False)
    undated, unseen = pl.col("end").is_null(), pl.col("unseen_on").is_not_null()
    fate = (
        pl.when(_ARRIVED & late)
        .then(pl.lit("late"))
        .when(_ARRIVED & early)
        .then(pl.lit("early"))
        .when(_ARRIVED & undated)
        .then(pl.lit("unknown"))
        .when(_ARRIVED)
        .then(pl.lit("in_period"))
        .when(pl.col("worded"))
        .then(pl.lit("dropped_with_reason"))
        .when(pl.col("worded").is_not_null())
        .then(pl.lit("dropped_silently"))
        .when(over)
        .then(pl.lit("open_overdue"))
        .when(undated | unseen)
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("open"))
    )
    return rows.with_columns(fate=fate).with_columns(
        days_late=_days(after_end=first_day, before_start=pl.col("arrived_on"), day=day),
        days_late_most=_days(after_end=pl.col("arrived_on"), before_start=first_day, day=day),
    )


def _before_release() -> pl.Expr:
    return pl.when(pl.col("end").is_null()).then(pl.col("releases_late") < 0)


def _days(*, after_end: pl.Expr, before_start: pl.Expr, day: pl.Expr) -> pl.Expr:
    fate = pl.col("fate")
    return (
        pl.when(fate == "late")
        .then((after_end - pl.col("end")).dt.total_days())
        .when(fate == "early")
        .then((before_start - pl.col("start")).dt.total_days())
        .when((fate == "in_period") & pl.col("end").is_not_null())
        .then(0)
        .when(fate == "open_overdue")
        .then((day - pl.col("end")).dt.total_days())
    )
