"""What was said at the start of an iteration, and what was done in it."""

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent, nothing_started
from gouvernail.method.diagnosis.indicators.evidence import evidence, monthly_share

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts


def _plan_unknown(facts: "Facts") -> tuple[str, ...]:
    """Say what hides the plan of an iteration: its dates, or who came into it when."""
    known = {
        "calendar.start_on": facts.memberships.iterations.height > 0,
        "items.iterations": facts.memberships.listed.height > 0,
        "changes.iterations": facts.tracks("iterations"),
    }
    return tuple(column for column, is_known in known.items() if not is_known)


@register
class SaidDone(Measure):
    """Share of what was planned at the start of iterations that was done by their end.

    done among planned at start / planned, method.md section 6.2, 4, over the iterations that are over.

    [choice] The plan is what the iteration holds at the end of its first day. Planned work that was taken out or
    dropped on the way was not done.
    """

    id = "said_done"
    number = 4
    unit = "share"
    beyond = "below"
    sources = frozenset({"iterations", "state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Pool the plans of all finished iterations."""
        if missing := _plan_unknown(facts) + absent(facts, "items.done_at"):
            return Missing(missing)
        planned = (
            facts.memberships.pairs.filter(pl.col("planned") & (pl.col("ends") <= facts.now))
            .join(facts.items.select("idx", "done_at"), on="idx")
            .filter(pl.col("done_at").is_null() | (pl.col("done_at") >= pl.col("starts")))
            .with_columns(
                kept=(pl.col("done_at") < pl.col("ends")).fill_null(value=False),
                iteration=pl.col("name"),
                iteration_end=pl.col("ends").dt.date(),
                done=pl.col("done_at").dt.date(),
            )
        )
        kept = int(planned["kept"].sum())
        missed = planned.filter(~pl.col("kept"))
        return Answer(
            self.share(facts, kept, planned.height),
            evidence(facts, missed, "iteration", "iteration_end", "done", by="iteration_end"),
            {"kept": kept, "missed": missed.height, "iterations": planned["name"].n_unique()},
            series=monthly_share(planned["iteration_end"], planned["kept"]),
        )


@register
class CarryOver(Measure):
    """Share of the work of iterations that was carried over from an iteration before.

    unfinished from t-1 / items of t, method.md section 6.2, 5.

    [choice] An item in the list of its iterations at any place but the first was carried over. The first iteration of
    all, into which nothing can be carried, is left out where the calendar tells which it is. A source in which no item
    ever has two iterations keeps only the last one, so it does not record this.
    """

    id = "carry_over"
    number = 5
    unit = "share"
    beyond = "above"
    sources = frozenset({"iterations"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count the memberships that are not the first of their item."""
        listed, dated = facts.memberships.listed, facts.memberships.iterations
        if listed.is_empty():
            return Missing(("items.iterations",))
        if not (listed["place"] > 0).any() and not facts.tracks("iterations"):
            return Missing(("items.iterations",), ("only_last_iteration",))
        first = dated.sort("starts", "name")["name"].head(1)
        held = listed.filter(~pl.col("name").is_in(first.implode())).join(dated, on="name", how="left")
        started = held.filter(pl.col("starts").is_not_null()) if held["starts"].count() else held
        carried = started.filter(pl.col("place") > 0)
        counts = carried.group_by("idx").agg(carried=pl.len(), iteration=pl.col("name").sort_by("place").last())
        known = started.drop_nulls("starts")
        return Answer(
            self.share(facts, carried.height, started.height),
            evidence(facts, counts, "carried", "iteration", by="carried"),
            {"items": counts.height, "most": int(counts["carried"].max() or 0)},  # type: ignore[arg-type]
            series=monthly_share(known["starts"].dt.date(), known["place"] > 0),
        )


@register
class UnplannedStarts(Measure):
    """Share of the work started during an iteration that was not in its plan.

    started in iteration, absent from its plan / started, method.md section 6.2, 15.

    [choice] Of the items that ever were in a dated iteration, those started while one was running; planned when the
    item was in the plan of an iteration that covers the start, or of an earlier one (work that waits is not a
    surprise). Items that never were in an iteration belong to those who do not use them.
    """

    id = "unplanned_starts"
    number = 15
    unit = "share"
    beyond = "above"
    sources = frozenset({"iterations", "state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Look for each start among the plans of the iterations that had begun."""
        if missing := _plan_unknown(facts) + nothing_started(facts):
            return Missing(missing)
        pairs = facts.memberships.pairs
        starts = facts.started.select("idx", "started_at").join(pairs.select("idx").unique(), on="idx")
        running = starts.filter(_covered(starts["started_at"], facts.memberships.iterations))
        foreseen = (
            running.join(pairs.filter("planned"), on="idx")
            .filter(pl.col("starts") <= pl.col("started_at"))
            .select("idx")
            .unique()
        )
        surprises = running.join(foreseen, on="idx", how="anti").join(
            pairs.group_by("idx").agg(iteration=pl.col("name").sort_by("starts").first()), on="idx"
        )
        surprises = surprises.with_columns(started=pl.col("started_at").dt.date())
        flagged = running.with_columns(surprise=pl.col("idx").is_in(surprises["idx"].implode()))
        return Answer(
            self.share(facts, surprises.height, running.height),
            evidence(facts, surprises, "started", "iteration", by="started"),
            {"unplanned": surprises.height},
            series=monthly_share(flagged["started_at"].dt.date(), flagged["surprise"]),
        )


def _covered(instants: pl.Series, iterations: pl.DataFrame) -> pl.Series:
    """Say whether an iteration was running at each instant: more had begun than had ended."""
    at = instants.to_numpy()
    begun = np.searchsorted(np.sort(iterations["starts"].to_numpy()), at, side="right")
    ended = np.searchsorted(np.sort(iterations["ends"].to_numpy()), at, side="right")
    return pl.Series(begun > ended)
