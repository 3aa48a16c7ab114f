"""The business only at test time: when its people took part, before the build or after."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing
from gouvernail.method.diagnosis.indicators.evidence import days_between, evidence, monthly_median

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts


_WAS_BUILT = pl.col("started_at") <= pl.col("done_at")


def _built(facts: "Facts") -> pl.DataFrame:
    """Items of which both the start of the build and the go-live are known."""
    return facts.delivered.filter(_WAS_BUILT)


def _unknown(facts: "Facts") -> tuple[str, ...]:
    missing = () if facts.involvement.height else ("touches.person", "touches.side")
    if _built(facts).height:
        return missing
    ends = (() if facts.started.height else ("items.started_at",)) + (
        () if facts.delivered.height else ("items.done_at",)
    )
    return missing + (ends or ("items.started_at",))  # both exist, on no item in that order: no build is recorded


@register
class EarlyInvolvement(Measure):
    """Share of the business's part in the work that it took before the build started.

    business interactions before build start / all before go-live, method.md section 6.2, 28; items drawn together
    with all their interactions.

    [choice] An interaction is a comment, a vote, a workshop, a prototype, a pilot, a test or feedback of a business
    person; to have asked for the item is none.
    """

    id = "early_involvement"
    number = 28
    unit = "share"
    beyond = "below"
    sources = frozenset({"touches", "state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Add up the interactions of the delivered items, early ones and all."""
        if missing := _unknown(facts):
            return Missing(missing)
        touched = (
            facts.involvement.with_columns(facts.of_items("started_at", "done_at", idx=facts.involvement["idx"]))
            .filter(pl.col("at") <= pl.col("done_at"), _WAS_BUILT)
            .group_by("idx")
            .agg(
                early=(pl.col("at") < pl.col("started_at")).sum(),
                touches=pl.len(),
                started=pl.col("started_at").first().dt.date(),
                done=pl.col("done_at").first().dt.date(),
            )
            .with_columns(late=pl.col("touches") - pl.col("early"))
            .sort("idx")
        )
        early, touches = int(touched["early"].sum()), int(touched["touches"].sum())
        return Answer(
            self.quotient(facts, touched["early"], touched["touches"]),
            evidence(facts, touched, "early", "touches", "started", "done", by="late"),
            {"early": early, "touches": touches, "items": touched.height},
        )


@register
class FirstInvolvement(Measure):
    """When the business first took part, as a share of the build before go-live (1 = at its start, 0 = at go-live).

    median (go-live - first business touch) / (go-live - start), method.md section 6.2, 29.

    [choice] Items that no business person ever touched are left out and counted apart: no trace is not proof of
    absence. A first touch after go-live counts 0. Work started and delivered at once has no build to place it in.
    """

    id = "first_involvement"
    number = 29
    unit = "share"
    beyond = "below"
    sources = frozenset({"touches", "state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Place the first touch of each delivered item on its build."""
        if missing := _unknown(facts):
            return Missing(missing)
        firsts = facts.involvement.group_by("idx").agg(first=pl.col("at").min())
        built = _built(facts).filter(pl.col("started_at") < pl.col("done_at"))
        touched = (
            built.join(firsts, on="idx", maintain_order="left")
            .with_columns(
                lead_share=(
                    days_between(pl.col("first"), pl.col("done_at"))
                    / days_between(pl.col("started_at"), pl.col("done_at"))
                ).clip(lower_bound=0),
                done=pl.col("done_at").dt.date(),
            )
            .with_columns(first_touch=pl.col("first").dt.date(), started=pl.col("started_at").dt.date())
        )
        return Answer(
            self.middle(facts, touched["lead_share"].to_numpy()),
            evidence(facts, touched, "started", "first_touch", "done", "lead_share", by="lead_share", descending=False),
            {"touched": touched.height, "untouched": built.height - touched.height},
            series=monthly_median(touched["done"], touched["lead_share"]),
        )
