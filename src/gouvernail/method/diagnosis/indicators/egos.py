"""Egos: moves in the order that nobody had to explain, and who makes them."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.estimates import concentration
from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing
from gouvernail.method.diagnosis.indicators.evidence import evidence, monthly_share

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.facts.orders import Order


def _unknown(facts: "Facts") -> tuple[str, ...]:
    if facts.manual_order is None:
        return ("changes.rank", "changes.priority")
    if not (facts.has("changes.reason") or facts.has("changes.decision")):
        return ("changes.reason", "changes.decision")
    return ()


def _moves(facts: "Facts", order: "Order", *, ranks: float, rank_share: float) -> pl.DataFrame:
    """Give the moves that count, with `bare`: made with no reason and no decision.

    A move of a rank counts from `max(ranks, rank_share n)` places, n being the open items; a move of a priority always.
    """
    least = max(ranks, rank_share * facts.open_items.height) if order.field == "rank" else 0.0
    step = (pl.col("new") - pl.col("old")).abs()
    return order.moves.filter(step.is_finite() & (step >= least)).with_columns(
        bare=pl.col("reason").is_null() & pl.col("decision").is_null(),
        day=pl.col("at").dt.date(),
        **{"from": pl.col("old"), "to": pl.col("new")},
    )


@register
class OverrideConcentration(Measure):
    """Concentration of the overrides on persons (sum of their squared shares, 1 = one person makes all).

    method.md section 6.2, 33: red above .18 when the first person makes more than half, from 10
    overrides and 3 persons.

    [choice] An override is a move of the rank by `max(3, 10 % n)` places or of the priority, with neither reason nor
    decision. The order of the method itself is in the product only; without it every unexplained move counts as
    against it. A source that never records a reason or a decision cannot accuse anybody: not recorded.
    """

    id = "override_concentration"
    number = 33
    unit = "hhi"
    beyond = "above"
    sources = frozenset({"priority", "reasons", "people"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count the overrides of each person."""
        order = facts.manual_order
        if order is None or (missing := _unknown(facts)):
            return Missing(missing if order else _unknown(facts))
        ranks, rank_share = self.parameter(facts, "ranks"), self.parameter(facts, "rank_share")
        moves = _moves(facts, order, ranks=ranks, rank_share=rank_share)
        bare = moves.filter(pl.col("bare") & pl.col("actor").is_not_null())
        people = bare.group_by("actor").agg(overrides=pl.len(), items=pl.col("idx").n_unique())
        people = people.sort("overrides", "actor", descending=[True, False])
        red = facts.threshold(self.id)
        estimate = concentration(
            people["overrides"].to_numpy(),
            threshold=red.value,
            beyond=self.beyond,
            rng=facts.rng_of(self.number),
            first_above=self.parameter(facts, "first_share"),
            minimum=red.minimum,
        )
        details = {"overrides": bare.height, "persons": people.height, "first_share": estimate.first_share or 0.0}
        return Answer(estimate, people.rename({"actor": "person"}), details)


@register
class OverrideRate(Measure):
    """Share of the moves of the order that were made with neither reason nor decision.

    overrides / decisions, method.md section 6.2, 34; overrides as in 33.

    [choice] Every move that counts is a decision on the order, recorded or not: overrides / moves.
    """

    id = "override_rate"
    number = 34
    unit = "share"
    beyond = "above"
    sources = frozenset({"priority", "reasons"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count the moves without a word."""
        order = facts.manual_order
        if order is None or (missing := _unknown(facts)):
            return Missing(missing if order else _unknown(facts))
        ranks, rank_share = self.parameter(facts, "ranks"), self.parameter(facts, "rank_share")
        moves = _moves(facts, order, ranks=ranks, rank_share=rank_share)
        bare = moves.filter("bare")
        return Answer(
            self.share(facts, bare.height, moves.height),
            evidence(facts, bare, "day", "actor", "from", "to", by="at"),
            {"overrides": bare.height},
            series=monthly_share(moves["day"], moves["bare"]),
        )
