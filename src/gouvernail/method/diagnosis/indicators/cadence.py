"""Project, not product: how often something reaches the users, and what follows."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, absent
from gouvernail.method.diagnosis.indicators.evidence import evidence, monthly_share
from gouvernail.method.diagnosis.verdict import UNKNOWN

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

_WITNESSES: Final = {
    "calendar": (),
    "names": ("releases_from_items",),
    "done_days": ("releases_from_done_days",),
}


@register
class ReleaseCadence(Measure):
    """Median days between two releases.

    method.md section 6.2, 25, with the median number of items in a release.

    [choice] The release days are those of the calendar; else the day on which the last item of each named release was
    done; else the days on which work was done, which a caveat says. Two releases of one day are one. Where arrivals
    are only seen between dated versions, only the calendar is believed. A release holds the delivered items that name
    it; where no item names any, what was done after the release before it. Work that is done is released on that day
    or later, so its days can show that releases are rare, but never that they are frequent.
    """

    id = "release_cadence"
    number = 25
    unit = "days"
    beyond = "above"
    sources = frozenset({"releases"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Measure the gaps between the release days that are past."""
        found = facts.releases
        if found is None:
            return Missing(_unknown(facts))
        since = facts.since.date() if facts.since else None
        days = found.until(facts.today).filter(pl.col("day") >= since) if since else found.until(facts.today)
        gaps = days.with_columns(gap_days=pl.col("day").diff().dt.total_days()).drop_nulls("gap_days")
        held = days.filter(pl.col("items") > 0)["items"].median()
        sized = {"items_per_release": float(held)} if isinstance(held, int | float) else {}
        rows = gaps.sort("gap_days", "day", descending=[True, False]).select("name", "day", "gap_days", "items")
        cadence = self.middle(facts, gaps["gap_days"].to_numpy().astype(float))
        if found.witness == "done_days" and cadence.q < UNKNOWN:
            cadence = replace(cadence, q=UNKNOWN, needs=None)
        return Answer(
            cadence,
            rows,
            {"releases": days.height, **sized},
            (*_WITNESSES[found.witness], *(() if sized else ("release_size_unknown",))),
        )


def _unknown(facts: "Facts") -> tuple[str, ...]:
    """Name what would say when something was released, where nothing does."""
    if facts.observed_at:  # only a calendar is believed there
        return ("calendar.end_on",)
    return (*absent(facts, "items.releases"), "items.done_at")


@register
class FollowUp(Measure):
    """Share of the deliveries that something followed within 90 days.

    delivered with a follow-up from feedback within 90 days, method.md section 6.2, 26, over what was delivered long
    enough ago for the 90 days to be over.

    [choice] A follow-up is a linked item or a child created after the delivery, or feedback of the business on the
    item. Duplicates follow nothing.
    """

    id = "follow_up"
    number = 26
    unit = "share"
    beyond = "below"
    sources = frozenset({"links"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Look for what came after each delivery."""
        feedback = facts.involvement.filter(pl.col("kind") == "feedback")
        if facts.history.links.is_empty() and not facts.has("items.parent") and feedback.is_empty():
            return Missing(("links.other", "items.parent", "touches.kind"))
        if facts.delivered.is_empty():
            return Missing(("items.done_at",))
        window = timedelta(days=self.parameter(facts, "days"))
        settled = facts.delivered.filter(pl.col("done_at") <= facts.now - window)
        signs = pl.concat([_related(facts), feedback.select("idx", "at")])
        after = signs.join(settled.select("idx", "done_at"), on="idx").filter(
            (pl.col("at") > pl.col("done_at")) & (pl.col("at") <= pl.col("done_at") + window)
        )
        judged = settled.with_columns(
            followed=pl.col("idx").is_in(after["idx"].unique().implode()), done=pl.col("done_at").dt.date()
        )
        alone = judged.filter(~pl.col("followed"))
        return Answer(
            self.share(facts, judged.height - alone.height, judged.height),
            evidence(facts, alone, "done", "owner", by="done"),
            {"followed": judged.height - alone.height, "alone": alone.height},
            series=monthly_share(judged["done"], judged["followed"]),
        )


def _related(facts: "Facts") -> pl.DataFrame:
    """Give `idx`, `at`: each item with the creation of an item that is linked to it, or its child."""
    links = facts.history.links.filter(pl.col("kind").ne_missing("duplicates")).select("key", "other")
    children = facts.items.filter(pl.col("parent").is_not_null()).select(key="parent", other="key")
    both = pl.concat([links, links.select(key="other", other="key"), children])
    born = facts.items.select(other="key", at="created_at").drop_nulls()
    return both.join(facts.positions, on="key").join(born, on="other").select("idx", "at")
