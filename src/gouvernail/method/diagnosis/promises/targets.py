"""What a due date or a horizon means: a first and a last day, or a place in the order of releases."""

from typing import Final

import polars as pl

from gouvernail.method.history import History, release_order
from gouvernail.method.history.periods import bounds
from gouvernail.method.history.releases import HORIZONS

KINDS: Final = ("due_on", "horizon")
"""The fields in which something is announced."""


def targets(history: History) -> pl.DataFrame:
    """Explain every value that a due date or a horizon ever had.

    Returns
    -------
    One row a (`kind`, `value`), kind being `due_on` or `horizon`: `start` and `end` (`Date`; those of the calendar for
    a release), `family` and `order` (natural order of releases). Values that promise nothing datable or comparable
    (`backlog`, `later`) are absent.
    """
    seen = [_values(kind, history.items[kind]) for kind in KINDS]
    for field in history.changes["field"].unique().drop_nulls():
        kind = field.split(":")[0]
        if kind in KINDS:
            moves = history.changes.select("old", "new").filter(history.changes["field"] == field)
            seen += [_values(kind, moves[side]) for side in ("old", "new")]
    distinct = pl.concat(seen).unique().drop_nulls().sort("kind", "value")
    due = distinct.filter(pl.col("kind") == "due_on")
    due = due.hstack(bounds(due["value"]).select("start", "end"))
    horizons = distinct.filter(pl.col("kind") == "horizon")
    return pl.concat([due, _releases(horizons, history.calendar)], how="diagonal").filter(
        pl.col("end").is_not_null() | pl.col("order").is_not_null()
    )


def _values(kind: str, column: pl.Series) -> pl.DataFrame:
    return column.unique().alias("value").to_frame().select(pl.lit(kind).alias("kind"), "value")


def _releases(horizons: pl.DataFrame, calendar: pl.DataFrame) -> pl.DataFrame:
    """Date the releases that the calendar knows; `v1.27` finds `1.27` there."""
    dated = calendar.filter(pl.col("kind").fill_null("release") == "release").select(
        "name", start="start_on", end=pl.coalesce("end_on", pl.col("closed_at").dt.date())
    )
    names = release_order(pl.concat([horizons["value"], dated["name"]]))
    same = pl.coalesce(pl.format("{} {}", "family", "order"), "name").alias("release")
    places = names.select("name", "family", "order", same)
    ends = (
        dated.join(places, on="name")
        .group_by("release")
        .agg(pl.min("start"), pl.max("end"), pl.first("family"), pl.first("order"))
    )
    # A release without a start begins the day after the one before it.
    ends = ends.sort("family", "order", nulls_last=True).with_columns(
        start=pl.coalesce("start", (pl.col("end").shift(1) + pl.duration(days=1)).over("family"))
    )
    found = horizons.join(places, left_on="value", right_on="name", how="left", maintain_order="left")
    found = found.join(ends.select("release", "start", "end"), on="release", how="left", maintain_order="left")
    words = pl.col("value").str.to_lowercase().is_in(HORIZONS)  # now, next, later: an order, but no promise
    return found.select(
        "kind", "value", "start", "end", *(pl.when(~words).then(name).alias(name) for name in ("family", "order"))
    )
