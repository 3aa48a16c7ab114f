"""The rounds of a workspace, as a list shows them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from gouvernail.backlog.models import Opinion, Round
from gouvernail.backlog.selectors.assessments.sheet import OPEN
from gouvernail.workspaces.models import Member

_SHOWN = 60


@dataclass(frozen=True, kw_only=True)
class RoundLine:
    """One round of the list."""

    round: Round
    items: int
    raters: int
    is_asked: bool  # the reader is asked, and has said nothing yet in this turn


def rounds_seen(reader: Member) -> list[RoundLine]:
    """List the last rounds, those that wait for the reader first: one query."""
    through = Round.raters.through.objects.filter(round=OuterRef("pk"), member=reader)
    rows = Round.objects.annotate(
        items_count=Count("items", distinct=True),
        raters_count=Count("raters", distinct=True),
        asks_reader=Exists(through),
        said_first=Exists(Opinion.objects.filter(round=OuterRef("pk"), rater=reader, turn=1)),
        said_second=Exists(Opinion.objects.filter(round=OuterRef("pk"), rater=reader, turn=2)),
    )
    found = [
        RoundLine(
            round=row,
            items=row.items_count,
            raters=row.raters_count,
            is_asked=row.asks_reader
            and row.state in OPEN
            and not (row.said_first if row.turn == 1 else row.said_second),
        )
        for row in rows.order_by("-opened_at", "-pk")[:_SHOWN]
    ]
    return sorted(found, key=lambda one: not one.is_asked)
