"""What to clarify first: the items whose place hangs on one score."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.db.models.functions import Abs

from gouvernail.backlog.bridge.thresholds import figure
from gouvernail.backlog.choices.ranking import Zone
from gouvernail.backlog.models import Standing
from gouvernail.backlog.selectors.ranking.words import FILTERS

if TYPE_CHECKING:
    from django.utils.functional import Promise

SHOWN = 5


@dataclass(frozen=True)
class ToClarify:
    """One item to arbitrate, the filter that makes most of its doubt, and its share in hundredths."""

    standing: Standing
    filter: "str | Promise"
    percent: float


def clarify_first(most: int = SHOWN) -> list[ToClarify]:
    """List the most doubtful items of which one score decides: one query."""
    rows = Standing.objects.filter(Q(zone=Zone.GREY), item__removed_at=None).select_related("item")
    found, least = [], figure("robustness.least_doubt")
    for one in rows.order_by(Abs(F("certainty") - 0.5), "rank")[: 4 * most]:
        if one.doubts and max(one.doubts) >= least:
            share = max(one.doubts)
            found.append(ToClarify(one, FILTERS[one.doubts.index(share)], 100 * share))
    return found[:most]
