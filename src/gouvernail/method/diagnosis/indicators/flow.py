"""Overload: work that lies there, and too much of it at once."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.estimates import Estimate
from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent, nothing_started
from gouvernail.method.diagnosis.indicators.evidence import days_between, evidence
from gouvernail.method.diagnosis.indicators.pace import dated_by_versions, forecast_of, intervals, trust
from gouvernail.method.forecasting.throughput import MOST

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts


_FEW_WEEKS = 8


@register
class CredibleDates(Measure):
    """Share of the open dated work whose date is more likely to be missed than held.

    P(date) < .5, method.md section 6.2, 6, with the probability of section 5: throughput of the last 12 weeks, Pólya
    urn.

    [choice] Dated work is taken to be done in the order of its dates: a date is held when everything due up to it is
    finished by its last day, at the pace of all work. That is generous, since undated work gets in the way. Work past
    its date has no chance left.

    [choice] Where work is only seen done by one version of a file and not yet by the one before, it is spread evenly
    over the time between the two. Such a pace is as rough as the versions are far apart: the look-back grows, to 26
    weeks at most, until it holds `intervals` of them, and without as many nothing is said.

    Where the record allows 20 forecasts of its own past, their Brier score and CRPS stand in the details, with a caveat
    when what they gave at 85 % came less often (q >= .9). So does Little's ratio L / (throughput x cycle time) of these
    weeks, with a caveat for each condition of the law that fails when it is outside .8..1.25.
    """

    id = "credible_dates"
    number = 6
    unit = "share"
    beyond = "above"
    sources = frozenset({"due_on", "throughput"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Place each open date on the simulated progress of the queue."""
        if missing := absent(facts, "items.due_on") + (() if facts.delivered.height else ("items.done_at",)):
            return Missing(missing)
        dated = (
            facts.dues.join(facts.open_items.select("idx", "due_on", "status"), on="idx")
            .drop_nulls("due_end")
            .with_columns(days=(pl.col("due_end") - facts.today).dt.total_days(), due=pl.col("due_on"))
            .sort("due_end", "idx")
            .with_columns(place=pl.col("due_end").rank("max").cast(pl.Int64))
        )
        weeks = self._weeks(facts)
        if weeks is None:
            return Answer(Estimate(n=dated.height), caveats=("versions_too_far_apart",))
        furthest, rng = dated["days"].max(), facts.rng_of(self.number)
        found = forecast_of(facts, furthest if isinstance(furthest, int) else 0, weeks, rng)
        if found is None:
            return Answer(Estimate(n=dated.height), caveats=("nothing_finished_lately",))
        p_date = found.probability(dated["place"].to_numpy(), dated["days"].to_numpy())
        judged = dated.with_columns(p_date=p_date)
        hopeless = judged.filter(pl.col("p_date") < self.parameter(facts, "probability"))
        looks = intervals(facts, weeks) if dated_by_versions(facts) else weeks
        figures, doubts = trust(facts, weeks, rng)
        short = ("short_history",) if min(found.history_weeks, looks) < _FEW_WEEKS else ()
        return Answer(
            self.share(facts, hopeless.height, judged.height),
            evidence(facts, judged, "due", "p_date", "place", "status", by="p_date", descending=False),
            {"hopeless": hopeless.height, "overdue": judged.filter(pl.col("days") < 0).height, **figures},
            (*short, *(("seen_between_versions",) if facts.observed_at else ()), *doubts),
        )

    def _weeks(self, facts: "Facts") -> int | None:
        """Give the weeks to look back; None when the versions in them are too few to show a pace."""
        weeks = int(self.parameter(facts, "weeks"))
        if not dated_by_versions(facts):
            return weeks
        wanted = self.parameter(facts, "intervals")
        return next((n for n in range(weeks, MOST + 1) if intervals(facts, n) >= wanted), None)


@register
class AgeingWork(Measure):
    """Share of the work in progress that is older than 85 % of finished work was when it was done.

    WIP older than P85 of cycle time, .15 by definition when all is well; method.md section 6.2, 7. Cycle time = done
    - started ([L] Vacanti 2015).

    [choice] Work in progress = open, with a known start. Fewer than 19 finished items do not bound a P85: nothing is
    said then.
    """

    id = "ageing_work"
    number = 7
    unit = "share"
    beyond = "above"
    sources = frozenset({"state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Compare the ages of open work with the cycle times of finished work."""
        running = facts.started.filter("is_open")
        cycles = facts.delivered.filter(pl.col("started_at") <= pl.col("done_at")).select(
            days=days_between(pl.col("started_at"), pl.col("done_at"))
        )["days"]
        if missing := nothing_started(facts) or (("items.done_at",) if cycles.is_empty() else ()):
            return Missing(missing)
        wanted = int(self.parameter(facts, "finished"))
        enough = len(cycles) >= wanted
        limit = cycles.quantile(self.parameter(facts, "percentile"), "linear") or 0.0
        aged = running.filter(pl.col("started_at") <= facts.now).with_columns(
            age_days=days_between(pl.col("started_at"), pl.lit(facts.now)), started=pl.col("started_at").dt.date()
        )
        old = aged.filter(pl.col("age_days") > limit)
        return Answer(
            self.share(facts, old.height, aged.height)
            if enough
            else Estimate(n=aged.height, needs=wanted - len(cycles)),
            evidence(facts, aged, "started", "age_days", "owner", "status", by="age_days"),
            {"old": old.height, "limit_days": float(limit), "finished": len(cycles)},
            () if enough else ("few_finished",),
        )


@register
class WipPerBuilder(Measure):
    """Open started items for one active builder.

    open started items / active assignees, method.md section 6.2, 8; builders drawn with all their work.

    [choice] Active = has something open and started, or started or finished something in the last `active_days`.
    Started work that nobody owns is counted apart: it cannot be anybody's load.
    """

    id = "wip_per_builder"
    number = 8
    unit = "per_builder"
    beyond = "above"
    sources = frozenset({"state", "owner"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count the open started items of each active builder."""
        if missing := nothing_started(facts) + absent(facts, "items.owner"):
            return Missing(missing)
        recent = facts.days_ago(self.parameter(facts, "active_days"))
        running = facts.started.filter("is_open")
        owned = running.filter(pl.col("owner").is_not_null())
        active = facts.started.filter(
            pl.col("is_open") | (pl.col("started_at") >= recent) | (pl.col("done_at") >= recent)
        )
        builders = active.drop_nulls("owner").group_by("owner").agg(wip=pl.col("is_open").sum()).sort("owner")
        loads = owned.join(builders, on="owner").with_columns(
            age_days=days_between(pl.col("started_at"), pl.lit(facts.now)), started=pl.col("started_at").dt.date()
        )
        most = builders["wip"].max()
        return Answer(
            self.quotient(facts, builders["wip"], pl.Series([1.0] * builders.height, dtype=pl.Float64)),
            evidence(facts, loads, "owner", "wip", "started", "age_days", by="wip"),
            {
                "open": owned.height,
                "builders": builders.height,
                "unowned": running.height - owned.height,
                "most": int(most) if isinstance(most, int) else 0,
            },
        )
