"""What was decided on an item, what is known before deciding, and whether a verdict goes against the ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from gouvernail.backlog.bridge.governance import still_to_build
from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.choices.ranking import Zone
from gouvernail.backlog.models import Item, Standing
from gouvernail.backlog.selectors.items.asked import demand_for
from gouvernail.backlog.selectors.rules import rules_now
from gouvernail.backlog.selectors.urgency.counted import urgencies_counted
from gouvernail.decisions.choices.decisions import Verdict, tone_of
from gouvernail.decisions.models import Decision
from gouvernail.decisions.selectors.register import decisions_on, due_for_review
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import may, today_of

SUBJECT = Item._meta.label_lower  # noqa: SLF001  # Django's public door to a model's name
_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was decided on an item, the last one first."""

    last: Decision | None
    tone: str
    before: tuple[Decision, ...]
    total: int
    is_due: bool
    may_decide: bool


def decisions_panel(item: Item, reader: Member) -> Decided | None:
    """Give what the page of an item shows; nothing where nothing was decided and the reader may not decide."""
    rows = decisions_on(SUBJECT, str(item.pk))
    may_decide = may(reader, Right.DECISION_TAKE) and item.state in RANKED
    if not rows and not may_decide:
        return None
    last = rows[0] if rows else None
    return Decided(
        last=last,
        tone=tone_of(last.verdict) if last else "",
        before=tuple(rows[1 : _SHOWN + 1]),
        total=len(rows),
        is_due=bool(last and last.review_on and last.review_on <= today_of(reader)),
        may_decide=may_decide,
    )


def reviews_due(day: date) -> QuerySet[Decision]:
    """List what holds and whose review date has come, but for items that are built, dropped or removed since."""
    return due_for_review(day).filter(~Q(subject_type=SUBJECT) | Q(subject_id__in=still_to_build()))


def facts_on(item: Item, reader: Member) -> dict[str, Any]:
    """Gather what is known of an item today, as the record of a decision keeps it (`decisions.choices.FACTS`)."""
    standing = Standing.objects.select_related("ranking__rules").filter(item=item).first()
    rules = rules_now(reader.workspace)
    [urgency] = urgencies_counted(rules, today_of(reader), [item.pk])
    demand = demand_for(item)
    facts: dict[str, Any] = {
        "claimed_urgency": None if urgency.claimed is None else round(float(urgency.claimed), 1),
        "counted_urgency": round(float(urgency.mean), 1),
        "requests": len(demand.requests),
        "people": demand.people,
    }
    if standing is not None:
        facts |= {
            "rank": standing.rank,
            "ranked_on": standing.ranking.day,
            "places": standing.ranking.rules.places if standing.ranking.rules else None,
            "certainty": round(100 * standing.certainty),
            "zone": standing.zone,
            "points": round(standing.points, 1),
        }
    return facts


def goes_against(facts: Mapping[str, Any], verdict: str) -> bool:
    """Tell whether a verdict goes against what the ranking proposed.

    [choice] What is to arbitrate is arbitrated: only the sure and the out are proposals. Building now what is out, or
    saying later or no to what is sure, goes against it; an item that is not ranked has no proposal to go against.
    """
    zone = facts.get("zone")
    return (zone == Zone.OUT and verdict == Verdict.NOW) or (
        zone == Zone.SURE and verdict in {Verdict.LATER, Verdict.NO}
    )
