"""Enthusiasm fades: who of the business is still there."""

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.estimates import trend
from gouvernail.method.diagnosis.facts.calendar import month_starts
from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, Unrecorded
from gouvernail.method.diagnosis.indicators.evidence import days_between

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

MOST_MONTHS = 24

_PEOPLE_UNKNOWN = ("touches.person", "touches.side")


@register
class ActiveBusiness(Measure):
    """Trend of the number of business people who do something in a month, as a share of its mean per month.

    Distinct people who create, comment, vote or test; Mann-Kendall and Theil-Sen, method.md section 6.2, 16.

    [choice] Whole months of the window, at most the last 24; a month without anybody counts zero. Who is of the
    business: see `facts.people`.
    """

    id = "active_business"
    number = 16
    unit = "share_per_month"
    beyond = "below"
    sources = frozenset({"touches"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count people month by month, and test the trend."""
        acts = facts.presence
        if acts.is_empty():
            return Missing(_PEOPLE_UNKNOWN)
        months = month_starts(facts.since, facts.until)[-MOST_MONTHS - 1 :]
        counts = (
            acts.group_by(pl.col("at").dt.truncate("1mo").alias("month"))
            .agg(people=pl.col("person").n_unique(), acts=pl.len())
            .join(pl.DataFrame({"month": months[:-1]}, schema={"month": pl.Datetime("us")}), on="month", how="right")
            .with_columns(pl.col("people", "acts").fill_null(0))
            .sort("month")
        )
        people = counts["people"].cast(pl.Float64).to_numpy()
        mean = float(people.mean()) if len(people) else 0.0
        red = facts.threshold(self.id)
        relative = people / mean if mean else people
        estimate = trend(relative, threshold=red.value, beyond=self.beyond, minimum=red.minimum)
        series = tuple(zip(counts["month"].dt.strftime("%Y-%m"), people.tolist(), strict=True))
        ends = {"first": float(people[0]), "last": float(people[-1])} if len(people) else {"first": 0.0, "last": 0.0}
        rows = counts.select(pl.col("month").dt.strftime("%Y-%m"), "people", "acts")
        return Answer(estimate, rows, {"mean": mean, "months": len(people), **ends}, series=series)


@register
class BusinessRetention(Measure):
    """How long half of the business people stay, from their first act to their last, in days.

    Kaplan-Meier of the last activity, method.md section 6.2, 17.

    [choice] People seen on two days at least: who came once was never kept nor lost. Gone = silent for longer
    than `silent_days` at the end of the window; the others are still there (censored).
    """

    id = "business_retention"
    number = 17
    unit = "days"
    beyond = "below"
    sources = frozenset({"touches"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Estimate the median stay with those who are still there censored."""
        if facts.presence.is_empty() or facts.until is None:
            return Missing(_PEOPLE_UNKNOWN)
        silence = timedelta(days=self.parameter(facts, "silent_days"))
        stays = (
            facts.presence.group_by("person")
            .agg(
                first=pl.col("at").min(), last=pl.col("at").max(), acts=pl.len(), days=pl.col("at").dt.date().n_unique()
            )
            .filter(pl.col("days") > 1)
            .with_columns(
                stay=days_between(pl.col("first"), pl.col("last")),
                gone=pl.col("last") < facts.until - silence,
            )
            .sort("stay", "person")
        )
        estimate = self.wait(facts, stays["stay"], stays["gone"])
        gone = stays.filter("gone")
        rows = gone.select(
            "person", first=pl.col("first").dt.date(), last=pl.col("last").dt.date(), days=pl.col("stay"), acts="acts"
        )
        return Answer(estimate, rows, {"gone": gone.height, "still": stays.height - gone.height})


@register
class Ceremonies(Unrecorded):
    """Share of the planned ceremonies held on time, times attendance: recorded by the product only.

    held on time x attendance, method.md section 6.2, 18.
    """

    id = "ceremonies"
    number = 18
    unit = "share"
    beyond = "below"
    sources = frozenset({"ceremonies"})
    needs = ("product.ceremonies",)
