"""Priorities change constantly: the order of the work from month to month."""

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from gouvernail.method.diagnosis.estimates import tau_b
from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing
from gouvernail.method.diagnosis.indicators.evidence import Rows, evidence, monthly_share

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts
    from gouvernail.method.diagnosis.facts.orders import Order

MOST_COMPARED = 1_000
LEAST_COMPARED = 10
LEAST_TOP = 5

_ORDER_UNKNOWN = ("changes.rank", "changes.score", "changes.priority")


@register
class RankVolatility(Measure):
    """How alike the order of the work is from one month to the next (1 = the same, 0 = nothing in common).

    tau_b between monthly snapshots over the items open in both, method.md section 6.2, 12; value = median of the
    months.

    [choice] The order is the rank, else the score, else the priority field, whichever changes are recorded of.
    Snapshots stand at the starts of the months of the window; a month with fewer than 10 ordered items open in both
    is left out; beyond 1,000 items a seeded sample of 1,000 is compared (error of tau about .01).
    """

    id = "rank_volatility"
    number = 12
    unit = "tau"
    beyond = "below"
    sources = frozenset({"priority"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Compare each monthly snapshot with the next."""
        order = facts.order
        if order is None:
            return Missing(_ORDER_UNKNOWN)
        rng = facts.rng_of(self.number)
        series = []
        for then, now in pairwise(facts.snapshots):
            before, after = then.values, now.values
            both = np.flatnonzero(then.is_open & now.is_open & np.isfinite(before) & np.isfinite(after))
            if len(both) > MOST_COMPARED:
                both = np.sort(rng.choice(both, MOST_COMPARED, replace=False))
            if len(both) >= LEAST_COMPARED and not np.isnan(likeness := tau_b(before[both], after[both])):
                series.append((f"{then.month:%Y-%m}", likeness))
        rows = _most_moved(facts)
        return Answer(
            self.middle(facts, np.array([likeness for _, likeness in series])),
            rows,
            {"moves": order.moves.height, "moved_items": order.moves["idx"].n_unique()},
            ("order_is_priority",) if not order.is_strict else (),
            tuple(series),
        )


@register
class TopTurnover(Measure):
    """Share of the head of the list that is another one month later.

    1 - Jaccard of the top k from one month to the next, finished items removed, method.md section 6.2, 13; value =
    median of the months.

    [choice] k = `top`, or a fifth of the open work when that is less, but at least 5. Work that was finished or dropped
    by the next month is taken out before the first top k is drawn; new work may enter the second. Only a rank or a
    score has a top k: a priority field puts hundreds on one level.
    """

    id = "top_turnover"
    number = 13
    unit = "share"
    beyond = "above"
    sources = frozenset({"priority"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Compare the first k of each month with those of the next."""
        order = facts.order
        if order is None or not order.is_strict:
            return Missing(("changes.rank", "changes.score"))
        series, sizes, top = [], [], int(self.parameter(facts, "top"))
        for then, now in pairwise(facts.snapshots):
            left = np.flatnonzero(then.is_open & now.is_open & np.isfinite(then.values))
            there = np.flatnonzero(now.is_open & np.isfinite(now.values))
            k = max(LEAST_TOP, min(top, len(left) // LEAST_TOP))
            if len(left) < 2 * k:
                continue
            kept = len(np.intersect1d(_top(then.values, left, k), _top(now.values, there, k)))
            series.append((f"{then.month:%Y-%m}", 1 - kept / (2 * k - kept)))
            sizes.append(k)
        return Answer(
            self.middle(facts, np.array([turnover for _, turnover in series])),
            _most_moved(facts),
            {"k": float(np.median(sizes)) if sizes else 0.0},
            series=tuple(series),
        )


@register
class UnjustifiedMoves(Measure):
    """Share of the moves in the order that came with no reason and no new evaluation.

    rank moves without score or evidence change / moves, method.md section 6.2, 14.

    [choice] A move is justified by a reason, by a decision, or by a change of the item's score in the `days` before
    it. Where there is no rank, moves of the priority field. A source that has neither reasons, decisions nor
    scores cannot accuse anybody: not recorded.
    """

    id = "unjustified_moves"
    number = 14
    unit = "share"
    beyond = "above"
    sources = frozenset({"priority", "reasons"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count the moves that nothing explains."""
        order = facts.manual_order
        if order is None:
            return Missing(("changes.rank", "changes.priority"))
        if not (facts.has("changes.reason") or facts.has("changes.decision") or facts.tracks("score")):
            return Missing(("changes.reason", "changes.decision", "changes.score"))
        moves = _explained(facts, order, timedelta(days=self.parameter(facts, "days")))
        bare = moves.filter(~pl.col("explained"))
        return Answer(
            self.share(facts, bare.height, moves.height),
            evidence(facts, bare.with_columns(day=pl.col("at").dt.date()), "day", "actor", "from", "to", by="at"),
            {"unjustified": bare.height},
            series=monthly_share(moves["at"].dt.date(), ~moves["explained"]),
        )


def _top(values: np.ndarray, among: np.ndarray, k: int) -> np.ndarray:
    return among[np.argsort(values[among], kind="stable")[:k]]


def _most_moved(facts: "Facts") -> Rows:
    return evidence(facts, facts.moved_items, "moves", "from", "to", "last_move", by="moves")


def _explained(facts: "Facts", order: "Order", within: timedelta) -> pl.DataFrame:
    moves = order.moves.with_columns(**{"from": _shown("old"), "to": _shown("new")})
    scored = facts.moves("score").select("idx", "at", scored_at="at").sort("at")
    recent = moves.sort("at").join_asof(
        scored, on="at", by="idx", strategy="backward", tolerance=within, check_sortedness=False
    )
    return recent.with_columns(
        explained=pl.col("reason").is_not_null() | pl.col("decision").is_not_null() | pl.col("scored_at").is_not_null()
    ).sort("idx", "at", "from", "to")


def _shown(side: str) -> pl.Expr:
    return pl.col(side).abs().fill_nan(None)
