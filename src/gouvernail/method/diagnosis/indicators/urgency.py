"""Urgency that is not real: what everybody calls pressing, and what jumps the queue."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.estimates import tau
from gouvernail.method.diagnosis.finding import Verdict
from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent, nothing_started
from gouvernail.method.diagnosis.indicators.evidence import days_between, evidence, monthly_share

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.estimates import Estimate
    from gouvernail.method.diagnosis.facts import Facts

LEAST_LEVELS = 3


@register
class UrgencyInflation(Measure):
    """Share of the open work that stands in the most pressing levels of the priority field.

    method.md section 6.2, 22: the top 2 of the field. The mean of claimed minus proved urgency needs what the product
    records.

    [choice] The top 2 say something on a scale of four levels or more; on three levels the first alone is taken; a
    scale of two has no top. Open items without a priority are not counted.
    """

    id = "urgency_inflation"
    number = 22
    unit = "share"
    beyond = "above"
    sources = frozenset({"priority"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count the open items at the top of the scale."""
        if missing := absent(facts, "items.priority_level"):
            return Missing(missing)
        levels = _levels(facts)
        if levels < LEAST_LEVELS:
            return Missing(("items.priority_level",), ("scale_too_short",))
        wanted = int(self.parameter(facts, "top_levels"))
        top = min(wanted, levels // 2)
        ranked = facts.open_items.filter(pl.col("priority_level").is_not_null())
        pressing = ranked.filter(pl.col("priority_level") <= top).with_columns(created=pl.col("created_at").dt.date())
        return Answer(
            self.share(facts, pressing.height, ranked.height),
            evidence(facts, pressing, "priority", "created", "reporter", by="created", descending=False),
            {"pressing": pressing.height, "top": top, "levels": levels},
            ("three_levels",) if top < wanted else (),
        )


def _levels(facts: "Facts") -> int:
    seen = facts.items["priority_level"].max()
    scale = facts.history.coverage.priority_scale.values()
    return max([int(seen) if isinstance(seen, int) else 0, *scale])


@register
class LastInFirstOut(Measure):
    """Share of the started work that was started within a week of being asked for.

    started within 7 days of creation without evidence q >= .67, method.md section 6.2, 24.

    [choice] Evidence of urgency is recorded by the product only: without it a caveat says that some of these may have
    been truly urgent. Starts before the creation are faults of the source and are left out; so is work that a first
    sight of it (of a dated version) shows already started.
    """

    id = "last_in_first_out"
    number = 24
    unit = "share"
    beyond = "above"
    sources = frozenset({"state", "created_at"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Compare the instants of asking and of starting."""
        if missing := nothing_started(facts) + absent(facts, "items.created_at"):
            return Missing(missing)
        waited = (
            facts.started.filter(pl.col("created_at").is_not_null() & (pl.col("started_at") >= pl.col("created_at")))
            .filter(~pl.col("started_at").is_in(facts.observed_at) | (pl.col("started_at") > pl.col("created_at")))
            .with_columns(
                waited=days_between(pl.col("created_at"), pl.col("started_at")),
                created=pl.col("created_at").dt.date(),
                started=pl.col("started_at").dt.date(),
                jumped=pl.col("started_at") - pl.col("created_at") <= timedelta(days=self.parameter(facts, "days")),
            )
        )
        jumped = waited.filter("jumped")
        middle = waited["waited"].median()
        share, order = self.share(facts, jumped.height, waited.height), self._order(facts, waited)
        reversed_ = share.verdict is not Verdict.ESTABLISHED and order.verdict is Verdict.ESTABLISHED
        return Answer(
            replace(share, q=order.q, needs=None) if reversed_ else share,
            evidence(facts, jumped, "created", "started", "waited", "reporter", by="waited", descending=False),
            {
                "jumped": jumped.height,
                "median_wait": float(middle) if isinstance(middle, float) else 0.0,
                **({} if order.value is None else {"tau": order.value}),
            },
            ("evidence_unknown", *(("order_reversed",) if reversed_ else ())),
            monthly_share(waited["started"], waited["jumped"]),
        )

    def _order(self, facts: "Facts", started: pl.DataFrame) -> "Estimate":
        """Estimate how far the order of starts runs against that of the requests."""
        created, began = (started[name].dt.epoch("us").to_numpy() for name in ("created_at", "started_at"))
        limit = -self.parameter(facts, "reversed_tau")
        return tau(created, began, threshold=limit, beyond="below", rng=facts.rng_of(self.number))
