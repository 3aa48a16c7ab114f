from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.diagnosis import Symptom
from gouvernail.method.diagnosis.estimates import Estimate, ratio
from gouvernail.method.diagnosis.finding import Verdict
from gouvernail.method.diagnosis.symptoms.monthly import trend_of
from gouvernail.method.history.releases import HORIZONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.finding import Finding

_FIELDS = ("priority", "priority_level", "rank")
_STREAM = 101  # of random numbers; indicators have the numbers up to 36


def shifting_priorities(facts: "Facts", known: "Mapping[str, Finding]") -> Symptom:
    """Measure how often priorities change: changes of priority for one delivered item.

    [choice] A change is an instant at which an item's priority, its place among now, next and later, or its rank moved
    from one value to another; a rank only when the move is as great as that of an override (indicator 34), because one
    insertion shifts every rank behind it. Several fields that move at once are one change. Any other target that is not
    a date (a release) is a promise: its moves are re-plans (indicator 3).
    """
    if not (_sorted(facts) or any(facts.tracks(field) and facts.has(f"items.{field}") for field in _FIELDS)):
        return Symptom("shifting_priorities", Verdict.NOT_RECORDED, "ratio")
    changes = _changes(facts, known)
    delivered = facts.delivered.select("idx", at="done_at")
    estimate = _ratio(facts, changes, delivered)
    series = _by_month(changes, delivered)
    direction, p = trend_of(series)
    return Symptom(
        "shifting_priorities",
        Verdict.NOT_ENOUGH_DATA,
        "ratio",
        value=estimate.value,
        low=None if estimate.low is None else max(estimate.low, 0.0),
        high=estimate.high,
        n=delivered.height,
        trend=direction,
        p=p,
        series=series,
        details={"changes": float(changes.height), "delivered": float(delivered.height)},
    )


def _sorted(facts: "Facts") -> bool:
    """Say whether the record follows items from later to next to now."""
    return facts.tracks("horizon") and bool(facts.items["horizon"].str.to_lowercase().is_in(HORIZONS).any())


def _changes(facts: "Facts", known: "Mapping[str, Finding]") -> pl.DataFrame:
    between = pl.all_horizontal(pl.col("old", "new").str.to_lowercase().is_in(HORIZONS))
    moved = [_replaced(facts, "priority"), facts.moves("horizon").filter(between).select("idx", "at")]
    if not facts.tracks("priority"):
        moved.append(_replaced(facts, "priority_level"))
    red = facts.threshold(known["override_rate"].id)
    least = max(red.parameter("ranks"), red.parameter("rank_share") * facts.open_items.height)
    step = pl.col("new").cast(pl.Float64, strict=False) - pl.col("old").cast(pl.Float64, strict=False)
    moved.append(facts.moves("rank").filter(step.abs() >= least).select("idx", "at"))
    some = [each for each in moved if each.height]
    if len(some) == 1:  # already in the order of idx and at: equal rows are neighbours, a tenth of the time
        again = pl.all_horizontal(pl.col("idx", "at").eq_missing(pl.col("idx", "at").shift()))
        return some[0].filter(~again)
    return pl.concat(moved).unique()


def _replaced(facts: "Facts", field: str) -> pl.DataFrame:
    """Give the changes from one value to another: a first setting is no change of mind."""
    return facts.moves(field).filter(pl.col("old").is_not_null()).select("idx", "at")


def _ratio(facts: "Facts", changes: pl.DataFrame, delivered: pl.DataFrame) -> Estimate:
    """Give changes for one delivery, items drawn with their changes and their delivery together."""
    pairs = (
        facts.items.select("idx")
        .join(changes.group_by("idx").agg(changes=pl.len()), on="idx", how="left", maintain_order="left")
        .join(delivered.select("idx", delivered=pl.lit(1.0)), on="idx", how="left", maintain_order="left")
        .filter(pl.col("changes").is_not_null() | pl.col("delivered").is_not_null())
        .fill_null(0)
    )
    return ratio(
        pairs["changes"].to_numpy(),
        pairs["delivered"].to_numpy(),
        threshold=1,
        beyond="above",
        rng=facts.rng_of(_STREAM),
    )


def _by_month(changes: pl.DataFrame, delivered: pl.DataFrame) -> tuple[tuple[str, float], ...]:
    """Give changes for one delivery of each month in which something was delivered."""
    delivered_in, changed_in = (
        frame.group_by(pl.col("at").dt.truncate("1mo").alias("month")).agg(pl.len().cast(pl.Float64).alias("n"))
        for frame in (delivered, changes)
    )
    months = delivered_in.join(changed_in, on="month", how="left").sort("month").fill_null(0)
    values = months["n_right"] / months["n"]
    return tuple(zip(months["month"].dt.strftime("%Y-%m").to_list(), values.to_list(), strict=True))
