"""No strategy: effort that answers to no objective."""

from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Answer, Measure, Missing, Unrecorded, absent
from gouvernail.method.diagnosis.indicators.evidence import evidence

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.facts import Facts

_SIZED: Final = 0.5


@register
class UnalignedEffort(Measure):
    """Share of the effort that went into work that serves no objective.

    effort of items off compass / effort, method.md section 6.2, 30.

    [choice] Over the items that were started or done; off compass = without an objective. Effort = size where at least
    half of these items have one (the others weigh the median size), else one an item.
    """

    id = "unaligned_effort"
    number = 30
    unit = "share"
    beyond = "above"
    sources = frozenset({"objective"})

    def answer(self, facts: "Facts") -> Answer | Missing:
        """Add up the effort with and without an objective."""
        if missing := absent(facts, "items.objective"):
            return Missing(missing)
        built = facts.items.filter(pl.col("started_at").is_not_null() | pl.col("state").is_in(["started", "done"]))
        sized = built.filter(pl.col("size") > 0)
        in_size = built.height > 0 and sized.height >= _SIZED * built.height
        middle = sized["size"].median() if in_size else 1.0
        effort = pl.when(pl.col("size") > 0).then("size").otherwise(middle) if in_size else pl.lit(1.0)
        weighed = built.with_columns(effort=effort, off=pl.col("objective").is_null())
        weighed = weighed.with_columns(off_effort=pl.col("effort") * pl.col("off"))
        off = weighed.filter("off")
        return Answer(
            self.quotient(facts, weighed["off_effort"], weighed["effort"]),
            evidence(facts, off, "effort", "state", "owner", by="effort"),
            {"unaligned": off.height, "items": weighed.height},
            () if in_size else ("effort_is_count",),
        )


@register
class AllocationGap(Unrecorded):
    """How far the effort lies from the weights of the objectives: recorded by the product only.

    .5 sum over objectives of |effort share - weight|, method.md section 6.2, 31.
    """

    id = "allocation_gap"
    number = 31
    unit = "share"
    beyond = "above"
    sources = frozenset({"objective", "weights"})
    needs = ("product.objective_weights",)
