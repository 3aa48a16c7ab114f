"""Demand is not priority: who says no, and how long a word takes."""

from typing import TYPE_CHECKING

import polars as pl

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent, nothing_started
from gouvernail.method.diagnosis.indicators.evidence import days_between, evidence, monthly_share
from gouvernail.method.diagnosis.indicators.requests import requests

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

_PLACES = ("items.priority", "items.priority_level", "items.rank", "items.score")
_PASSED = ("accepted", "started", "done")


@register
class Acceptance(Measure):
    """Share of the settled requests that were accepted.

    accepted / (accepted + refused + deferred with reason), method.md section 6.2, 19. Requests that wait are in
    neither number.

    [choice] Accepted = ever accepted, started or done; refused = dropped without ever having been so. A reasoned
    deferral is not a state of the shape. A source without any refusal says 100 % only if it shows requests being
    accepted (requested, then accepted); otherwise it does not record refusals, even if accepted work was dropped.
    """

    id = "acceptance"
    number = 19
    unit = "share"
    beyond = "above"
    sources = frozenset({"state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count who passed and who was refused."""
        moves = facts.moves("state")
        passed = moves.filter(pl.col("new").is_in(_PASSED) | pl.col("old").is_in(_PASSED))["idx"]
        settled = facts.items.with_columns(
            accepted=pl.col("state").is_in(_PASSED).fill_null(value=False)
            | pl.col("started_at").is_not_null()
            | pl.col("idx").is_in(passed.unique().implode()),
        ).filter(pl.col("accepted") | pl.col("is_dropped"))
        refused = settled.filter(~pl.col("accepted")).with_columns(
            dropped=pl.col("dropped_at").dt.date(), created=pl.col("created_at").dt.date()
        )
        if refused.is_empty() and moves.filter(old="requested", new="accepted").is_empty():
            return Missing(("items.state",) if facts.items["is_dropped"].any() else ("items.dropped_at",))
        asked = settled.drop_nulls("created_at")
        return Answer(
            self.share(facts, settled.height - refused.height, settled.height),
            evidence(facts, refused, "created", "dropped", "reporter", by="dropped"),
            {"accepted": settled.height - refused.height, "refused": refused.height},
            ("no_refusal_seen",) if refused.is_empty() else (),
            monthly_share(asked["created_at"].dt.date(), asked["accepted"]),
        )


@register
class ArbitrationLatency(Measure):
    """Days until half of the requests have their answer.

    Kaplan-Meier median from request to decision, method.md section 6.2, 20; requests that wait are censored.

    [choice] An item that was requested first is decided when it is first seen in another state. Where items are only
    seen at times (dated versions of one file), one that its first sighting shows further on was decided between its
    creation and that sighting: it counts as well, for to count only those that were seen waiting would be a sample
    biased towards long waits. In a log of changes, its wait lasts up to that sighting, since each line bears the day of
    what it says; in whole copies, up to the copy before, like every answer there: the wait is then a lower bound. Items
    created before the day of the first sighting are left out (left truncation).

    [choice] Red lies above 30 days or above two cadences, whichever is shorter. The cadence is the median length of the
    iterations of the calendar, in whole weeks; without any, 30 days stand alone.
    """

    id = "arbitration_latency"
    number = 20
    unit = "days"
    beyond = "above"
    sources = frozenset({"state", "decisions"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Estimate the median wait with the waiting requests censored."""
        if not facts.tracks("state"):
            return Missing(("changes.state",))
        asked = requests(facts)
        if asked.is_empty():
            return Missing(("items.state",))
        waits = (
            asked.with_columns(waited=days_between(pl.col("created_at"), pl.coalesce("decided_at", "seen_until")))
            .filter(pl.col("waited") >= 0)
            .with_columns(decided=pl.col("decided_at").dt.date(), created=pl.col("created_at").dt.date())
        )
        answered = waits["decided"].is_not_null()
        limit = self._limit(facts)
        estimate = self.wait(facts, waits["waited"], answered, threshold=limit)
        waiting = waits.height - int(answered.sum())
        longest = waits.filter(~answered)["waited"].max()
        return Answer(
            estimate,
            evidence(facts, waits, "created", "decided", "waited", "reporter", by="waited"),
            {"decided": int(answered.sum()), "waiting": waiting, "longest": float(longest or 0)},  # type: ignore[arg-type]
            ("seen_between_versions",) if facts.observed_at else (),
            threshold=limit,
        )

    def _limit(self, facts: "Facts") -> float:
        """Give the days above which a wait is red: the threshold in force, or so many cadences where that is less."""
        iterations = facts.history.calendar.filter(pl.col("kind") == "iteration")
        days = (pl.col("end_on") - pl.col("start_on")).dt.total_days() + 1
        # A fortnight may be written from Monday to Friday, to Sunday or to the next Monday: to the nearest week.
        weeks = iterations.select((days / 7).round().clip(lower_bound=1).filter(days > 0).median()).item()
        red = facts.threshold(self.id).value
        return red if weeks is None else min(red, self.parameter(facts, "cadences") * 7 * weeks)


@register
class UndecidedInBuild(Measure):
    """Share of the started work that nobody is recorded to have decided.

    started without recorded decision / started, method.md section 6.2, 21.

    [choice] A decision is one named by any change of the item made up to its start.
    """

    id = "undecided_in_build"
    number = 21
    unit = "share"
    beyond = "above"
    sources = frozenset({"decisions", "state"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Look for a decision before each start."""
        if missing := absent(facts, "changes.decision") + nothing_started(facts):
            return Missing(missing)
        decided = facts.decisions.group_by("idx").agg(decided_at=pl.col("at").min())
        started = facts.started.join(decided, on="idx", how="left", maintain_order="left").with_columns(
            undecided=(pl.col("decided_at") > pl.col("started_at")).fill_null(value=True),
            started=pl.col("started_at").dt.date(),
            decided=pl.col("decided_at").dt.date(),
        )
        bare = started.filter("undecided")
        return Answer(
            self.share(facts, bare.height, started.height),
            evidence(facts, bare, "started", "decided", "owner", by="started"),
            {"undecided": bare.height},
            series=monthly_share(started["started"], started["undecided"]),
        )


@register
class Unranked(Measure):
    """Share of the open work that nothing ranks.

    open items sharing one priority value with more than 10 others, or having none, method.md section 6.2, 32.

    [choice] An item with a rank or a score of its own is ranked, whatever its priority. A source that has no
    priority, rank nor score at all does not record them.
    """

    id = "unranked"
    number = 32
    unit = "share"
    beyond = "above"
    sources = frozenset({"priority"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Count the open items that stand in a crowd or nowhere."""
        if absent(facts, *_PLACES) == _PLACES:
            return Missing(("items.priority", "items.rank"))
        place = pl.coalesce(
            pl.col("rank").cast(pl.String),
            pl.col("score").cast(pl.String),
            pl.col("priority"),
            pl.col("priority_level").cast(pl.String),
        )
        kind = (
            pl.when(pl.col("rank").is_not_null())
            .then(pl.lit("rank"))
            .when(pl.col("score").is_not_null())
            .then(pl.lit("score"))
        )
        open_items = facts.open_items.with_columns(place=place, kind=kind).with_columns(
            sharing=pl.when(pl.col("place").is_not_null()).then(pl.len().over("kind", "place") - 1),
            created=pl.col("created_at").dt.date(),
        )
        lost = open_items.filter(pl.col("place").is_null() | (pl.col("sharing") > self.parameter(facts, "tied_with")))
        without = lost["place"].null_count()
        return Answer(
            self.share(facts, lost.height, open_items.height),
            evidence(facts, lost, "priority", "sharing", "created", by="sharing"),
            {"unranked": lost.height, "without": without, "crowded": lost.height - without},
        )
