"""Deliveries late: what was promised for a date, and what became of it."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent
from gouvernail.method.diagnosis.indicators.evidence import days_between, evidence, monthly_share

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts


def _due_unknown(facts: "Facts") -> tuple[str, ...]:
    """Say what hides lateness: no due date at all, or nothing that was ever seen done."""
    missing = absent(facts, "items.due_on") if facts.dues.is_empty() else ()
    return missing + (("items.done_at",) if facts.items["done_from"].null_count() == facts.items.height else ())


@register
class OnTimeRate(Measure):
    """Share of the dated work that was done by the date first announced.

    done <= first due / (done with due + open past due), method.md section 6.2, 1. The date is a period: late is done
    after its last day. Dropped work is in neither number (see the promises for it).

    [choice] Where arrivals are only seen between two dated versions, the earliest possible day counts: that of the
    version before. Work already done in the first version is left out. When nothing was ever seen done, the source
    is taken not to say what is done, instead of everything being late. Work that nobody has seen for a while is late if
    it was when it was last seen, and in neither number otherwise.
    """

    id = "on_time_rate"
    number = 1
    unit = "share"
    beyond = "below"
    sources = frozenset({"due_on", "state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Compare the day of arrival with the end of the first announced period."""
        if missing := _due_unknown(facts):
            return Missing(missing)
        judged = _worded(facts.arrivals)
        late = judged.filter(pl.col("days_late") > 0)
        details = {
            "late": late.height,
            "on_time": judged.height - late.height,
            "overdue": int(judged["pending"].sum()),
            "median_days": _number(late["days_late"].median()),
        }
        return Answer(
            self.share(facts, judged.height - late.height, judged.height),
            evidence(facts, judged, "due", "due_now", "done", "days_late", by="days_late"),
            details,
            _due_caveats(facts),
            monthly_share(judged["first_end"], judged["days_late"] <= 0),
        )


def _worded(judged: pl.DataFrame) -> pl.DataFrame:
    """Name the dates as the evidence shows them."""
    return judged.with_columns(due=pl.col("first_due"), due_now=pl.col("due_on"), done=pl.col("done_at").dt.date())


def _due_caveats(facts: "Facts") -> tuple[str, ...]:
    first = () if facts.tracks("due_on") else ("first_due_unknown",)
    return (*first, *_version_caveats(facts))


def _version_caveats(facts: "Facts") -> tuple[str, ...]:
    return ("seen_between_versions",) if facts.observed_at else ()


@register
class Slippage(Measure):
    """P80 of how much longer the work took than was announced when it was promised.

    (done - committed) / (first due - committed), method.md section 6.2, 2: value = P80, the median beside it. Days to
    the end of the announced period.

    [choice] Committed = when the due date was first set; at creation for work born with it. Open work past its date
    counts with the time it has taken so far, which it will exceed. A date announced for the day itself or the past
    leaves no duration to compare with, and is left out.
    """

    id = "slippage"
    number = 2
    unit = "ratio"
    beyond = "above"
    sources = frozenset({"due_on", "state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Compare real and announced durations."""
        if missing := _due_unknown(facts):
            return Missing(missing)
        if not facts.tracks("due_on"):
            return Missing(("changes.due_on",))
        day_after = pl.col("first_end").cast(pl.Datetime("us")).dt.offset_by("1d")
        so_far = pl.coalesce("unseen_at", pl.lit(facts.now))
        arrived = pl.when("pending").then(so_far).otherwise(pl.col("done_from"))
        took = (
            _worded(facts.arrivals)
            .with_columns(
                planned_days=days_between(pl.col("committed_at"), day_after),
                real_days=days_between(pl.col("committed_at"), arrived),
            )
            .filter((pl.col("planned_days") > 1) & (pl.col("real_days") >= 0))
            .with_columns(
                ratio=pl.col("real_days") / pl.col("planned_days"), committed=pl.col("committed_at").dt.date()
            )
        )
        ratios = took["ratio"]
        columns = ("committed", "due", "done", "planned_days", "real_days", "ratio")
        return Answer(
            self.middle(facts, ratios.to_numpy(), self.parameter(facts, "percentile")),
            evidence(facts, took, *columns, by="ratio"),
            {"median": _number(ratios.median()), "overdue": int(took["pending"].sum())},
            _version_caveats(facts),
        )


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
