"""Which items nobody judged yet, and whose opinions are too old: what the next round should ask about."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gouvernail.backlog.choices.assessments import RoundState
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Item, Round, Rules
from gouvernail.strategy.models import Compass

ASKED = frozenset({RoundState.OPEN, RoundState.SECOND})


@dataclass(frozen=True, kw_only=True)
class ToJudge:
    """One item to ask about, and why: `never`, `old` or `compass`."""

    item: Item
    reason: str


def to_judge(rules: Rules, today: date) -> list[ToJudge]:
    """List the items that wait for opinions and are in no open round, those never judged first."""
    busy = Round.objects.filter(state__in=ASKED).values("items")
    rows = Item.objects.filter(removed_at=None, state__in=RANKED, objective__is_active=True).exclude(pk__in=busy)
    oldest = today - timedelta(days=rules.opinion_days)
    changed = aimed_anew()
    found = []
    for item in rows.select_related("objective").order_by("number"):
        judged_on = item.assessed_at.date() if item.assessed_at else None
        changed_on = changed.get(item.objective_id or 0)
        if judged_on is None:
            found.append(ToJudge(item=item, reason="never"))
        elif judged_on < oldest:
            found.append(ToJudge(item=item, reason="old"))
        elif changed_on is not None and item.assessed_at is not None and item.assessed_at < changed_on:
            found.append(ToJudge(item=item, reason="compass"))
    order = {"never": 0, "compass": 1, "old": 2}
    return sorted(found, key=lambda one: (order[one.reason], one.item.number))


def aimed_anew() -> dict[int, datetime]:
    """Give the moment when what an objective says last changed in the compass: its words or its measure.

    [choice] A new weight changes what a level counts for, not what an item brings to the objective.
    """
    found: dict[int, datetime] = {}
    before: dict[int, tuple[object, ...]] = {}
    for one in Compass.objects.order_by("number"):
        for row in one.objectives:
            said = (row["label"], row["measure"], row["unit"], row["direction"])
            if row["pk"] in before and before[row["pk"]] != said:
                found[row["pk"]] = one.at
            before[row["pk"]] = said
    return found
