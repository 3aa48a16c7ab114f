from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.diagnosis import Symptom
from gouvernail.method.diagnosis.estimates import proportion, survival_median
from gouvernail.method.diagnosis.finding import Verdict
from gouvernail.method.diagnosis.indicators.replanning import postponed, promised
from gouvernail.method.diagnosis.symptoms.monthly import trend_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.finding import Finding


def late_deliveries(facts: "Facts", known: "Mapping[str, Finding]") -> Symptom:
    """Measure how late deliveries are: the median delay in days from the end of the period first announced.

    Open work past its date is late by at least the days that have gone by: it is censored, otherwise the past would
    look better than it is (method.md section 6.1). Where more than half of the dates are still being missed, the
    median is not reached; the figure is then the least that it can be, and has no upper end.

    [choice] Where nothing is announced for a date, only for releases or batches, and their moves are recorded, the
    figure is the share of the commitments that were moved to a later release, among those and the ones that were seen
    being done without such a move. It is the counterpart of the on-time rate, and judged by its threshold.
    """
    if known["on_time_rate"].verdict is Verdict.NOT_RECORDED:
        if facts.dues.is_empty() and known["replans"].verdict is not Verdict.NOT_RECORDED:
            return _by_release(facts, known)
        return Symptom("late_deliveries", Verdict.NOT_RECORDED, "days")
    judged = facts.arrivals.with_columns(over=~pl.col("pending"))
    delays = survival_median(judged["days_late"].to_numpy(), judged["over"].to_numpy(), threshold=0, beyond="above")
    value, missed = delays.value, judged.filter(pl.col("days_late") > 0).height
    if value is None and judged.height:
        value = float(judged.select(pl.col("days_late").median()).item())
    series = _by_month(judged)
    direction, p = trend_of(series)
    return Symptom(
        "late_deliveries",
        Verdict.NOT_ENOUGH_DATA,
        "days",
        value=value,
        low=delays.low,
        high=delays.high,
        n=delays.n,
        trend=direction,
        p=p,
        series=series,
        details={"missed": missed / judged.height if judged.height else 0.0, "late": float(missed)},
    )


def _by_release(facts: "Facts", known: "Mapping[str, Finding]") -> Symptom:
    """Measure lateness by the commitments that passed to a later release."""
    late = postponed(facts)
    done = facts.moves("state").filter(new="done")["idx"] if facts.tracks("state") else facts.delivered["idx"]
    committed = promised(facts)
    kept = committed.filter(committed.is_in(done.unique().implode()))
    judged = pl.concat([late, kept]).n_unique()
    red = facts.threshold("on_time_rate")
    limit = 1 - red.value
    share = proportion(late.len(), judged, threshold=limit, beyond="above", minimum=red.minimum)
    moves = known["replans"].details
    return Symptom(
        "late_deliveries",
        share.verdict,
        "share",
        value=share.value,
        low=share.low,
        high=share.high,
        n=judged,
        details={"late": float(late.len()), "threshold": limit, "later": moves["later"], "earlier": moves["earlier"]},
        findings=("replans",),
        by_release=True,
    )


def _by_month(judged: pl.DataFrame) -> tuple[tuple[str, float], ...]:
    """Give the median delay of what was done in each month."""
    done = judged.filter(pl.col("over") & pl.col("done_from").is_not_null())
    by_month = pl.col("done_from").dt.truncate("1mo").alias("month")
    months = done.group_by(by_month).agg(pl.col("days_late").median()).sort("month")
    return tuple(zip(months["month"].dt.strftime("%Y-%m").to_list(), months["days_late"].to_list(), strict=True))
