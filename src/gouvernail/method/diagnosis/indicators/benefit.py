"""Users see no benefit: what was expected of the work, and what was measured."""

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent, nothing_started
from gouvernail.method.diagnosis.indicators.evidence import evidence, monthly_share

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

ADOPTION = "adoption"
"""The measure whose observed value is the number of active users, and whose expected one that of eligible users."""

_READING_DAYS = 30  # a reading this long after its day still stands for it


@register
class OutcomeMeasured(Measure):
    """Share of the work delivered more than 90 days ago whose outcome was measured.

    delivered > 90 days ago with an outcome measure / delivered, method.md section 6.2, 9.

    [choice] Measured = at least one observed value; an expected value alone is a hope.
    """

    id = "outcome_measured"
    number = 9
    unit = "share"
    beyond = "below"
    sources = frozenset({"outcomes"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Look for an observed outcome of each settled delivery."""
        missing = absent(facts, "outcomes.measure") + (() if facts.delivered.height else ("items.done_at",))
        if missing:
            return Missing(missing)
        read = facts.outcomes.filter(pl.col("observed").is_not_null()).select("idx").unique()
        settled = facts.delivered.filter(
            pl.col("done_at") <= facts.days_ago(self.parameter(facts, "days"))
        ).with_columns(measured=pl.col("idx").is_in(read["idx"].implode()), done=pl.col("done_at").dt.date())
        blind = settled.filter(~pl.col("measured"))
        return Answer(
            self.share(facts, settled.height - blind.height, settled.height),
            evidence(facts, blind, "done", "objective", by="done"),
            {"measured": settled.height - blind.height, "blind": blind.height},
            series=monthly_share(settled["done"], settled["measured"]),
        )


@register
class BenefitRealisation(Measure):
    """Realised benefit for one of expected benefit.

    sum realised / sum expected over what was measured, pairs drawn together, method.md section 6.2, 10.

    [choice] The last reading of each measure of each item. Where several measures are mixed, their units cannot be
    added: each pair then weighs one, and a caveat says so. Pairs whose expected value is not positive are left out.
    """

    id = "benefit_realisation"
    number = 10
    unit = "ratio"
    beyond = "below"
    sources = frozenset({"outcomes"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Add up what was read and what was hoped for."""
        if missing := absent(facts, "outcomes.expected", "outcomes.observed"):
            return Missing(missing)
        pairs = _last_readings(facts.outcomes.filter((pl.col("expected") > 0) & pl.col("observed").is_not_null()))
        pairs = pairs.with_columns(reached_share=pl.col("observed") / pl.col("expected"), read=pl.col("at").dt.date())
        mixed = pairs["measure"].n_unique() > 1
        weight = pl.lit(1.0) if mixed else pl.col("expected")
        sums = pairs.select(top=pl.col("reached_share") * weight, bottom=weight + 0 * pl.col("expected"))
        estimate = self.quotient(facts, sums["top"], sums["bottom"])
        wins = pairs.filter(pl.col("reached_share") >= 1).height
        suspect = pairs.height > 0 and wins / pairs.height > self.parameter(facts, "suspicious_wins")
        caveats = (("mixed_measures",) if mixed else ()) + (("suspect_measures",) if suspect else ())
        return Answer(
            estimate,
            evidence(
                facts,
                pairs,
                "measure",
                "expected",
                "observed",
                "read",
                "reached_share",
                by="reached_share",
                descending=False,
            ),
            {"wins": wins},
            caveats,
        )


@register
class Adoption(Measure):
    """Share of the people meant to use a delivery who do, one to four months after it.

    active users at day 30, 90 / eligible users, method.md section 6.2, 11.

    [choice] An outcome whose measure is called `adoption`: observed = active users, expected = eligible users; the last
    reading between the first of the two days and thirty days after the second.
    """

    id = "adoption"
    number = 11
    unit = "share"
    beyond = "below"
    sources = frozenset({"outcomes"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Add up the active and the eligible users of the deliveries that were read in time."""
        if missing := absent(facts, "outcomes.expected", "outcomes.observed"):
            return Missing(missing)
        counted = facts.outcomes.with_columns(pl.col("measure").str.to_lowercase()).filter(
            (pl.col("measure") == ADOPTION) & (pl.col("expected") > 0) & pl.col("observed").is_not_null()
        )
        if counted.is_empty():
            return Missing(("outcomes.measure",))
        first, last = self.parameter(facts, "first_day"), self.parameter(facts, "second_day") + _READING_DAYS
        after = pl.col("at") - pl.col("done_at")
        in_time = counted.join(facts.delivered.select("idx", "done_at"), on="idx").filter(
            after.is_between(timedelta(days=first), timedelta(days=last))
        )
        pairs = _last_readings(in_time).with_columns(
            done=pl.col("done_at").dt.date(),
            read=pl.col("at").dt.date(),
            reached_share=pl.col("observed") / pl.col("expected"),
        )
        estimate = self.quotient(facts, pairs["observed"], pairs["expected"])
        columns = ("done", "read", "observed", "expected", "reached_share")
        details = {"active": float(pairs["observed"].sum()), "eligible": float(pairs["expected"].sum())}
        return Answer(estimate, evidence(facts, pairs, *columns, by="reached_share", descending=False), details)


@register
class Hypothesis(Measure):
    """Share of the started work that said beforehand what it was to change, and how that would be seen.

    started with a stated outcome and measure / started, method.md section 6.2, 27.

    [choice] Stated = an outcome with a measure and an expected value, dated on the day of the start or before; one
    without a day counts when nothing was observed yet. An expected value that is only read beside what was observed
    later says nothing of when it was stated: a source that holds no other does not record hypotheses, and an item of
    which only such a reading without a day is known is in neither number.
    """

    id = "hypothesis"
    number = 27
    unit = "share"
    beyond = "below"
    sources = frozenset({"outcomes", "state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Look for a measure with an expected value for each started item."""
        if missing := absent(facts, "outcomes.measure", "outcomes.expected") + nothing_started(facts):
            return Missing(missing)
        expected = facts.outcomes.drop_nulls(["measure", "expected"])
        expected = expected.join(facts.started.select("idx", "started_at"), on="idx", how="left").with_columns(
            early=pl.col("at").dt.date() <= pl.col("started_at").dt.date(), hoped=pl.col("observed").is_null()
        )
        stated = pl.col("early").fill_null(value=False) | (pl.col("hoped") & pl.col("at").is_null())
        if not expected.select((stated | pl.col("hoped")).any()).item():
            return Missing(("outcomes.at",), ("expected_only_when_read",))
        told = expected.group_by("idx").agg(stated=stated.any(), dated=pl.col("at").is_not_null().all())
        started = (
            facts.started.join(told, on="idx", how="left", maintain_order="left")
            .filter(pl.col("stated").fill_null(value=False) | pl.col("dated").fill_null(value=True))
            .with_columns(pl.col("stated").fill_null(value=False), started=pl.col("started_at").dt.date())
        )
        without = started.filter(~pl.col("stated"))
        return Answer(
            self.share(facts, started.height - without.height, started.height),
            evidence(facts, without, "started", "objective", by="started"),
            {"stated": started.height - without.height, "without": without.height},
            series=monthly_share(started["started"], started["stated"]),
        )


def _last_readings(outcomes: pl.DataFrame) -> pl.DataFrame:
    """Keep the last reading of each measure of each item."""
    ordered = outcomes.sort("idx", "measure", "at", "observed", "expected", nulls_last=False)
    return ordered.unique(["idx", "measure"], keep="last", maintain_order=True)
