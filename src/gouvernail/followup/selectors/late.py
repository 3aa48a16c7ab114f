"""What is late, by person, for those who look after the whole: to help, never to rank.

Only what is passed on to a deputy is seen here too: a meeting passes, one's failed jobs and first steps are one's own.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from gouvernail.followup.choices.words import CHASED, Answer
from gouvernail.followup.models import Line
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.facts import Facts
from gouvernail.followup.selectors.week import items_of, sorted_out
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of

PAGE = 25
_FOR_OTHERS = "for:"  # what one stands in for is told where it is late


@dataclass(frozen=True)
class LateAt:
    """One person, and what is late at theirs, the oldest first."""

    person: Member
    items: list[Item]


def people_late(reader: Member) -> QuerySet[Member]:
    """List by name the active members of the reader's workspace with something late, as their lines were last kept."""
    today = today_of(reader)
    lines = Line.objects.filter(Q(answer=Answer.NONE) | Q(returns_on__lte=today), member=OuterRef("pk"))
    late = lines.filter(due_on__lt=today, kind__in=CHASED).exclude(key__startswith=_FOR_OTHERS)
    rows = Member.objects.select_related("workspace", "user", "team").filter(is_active=True, user__is_active=True)
    return rows.filter(Exists(late)).order_by("user__name", "pk")


def late_at(people: list[Member], reader: Member, now: datetime) -> list[LateAt]:
    """Read what is late at some people's, in the active language; what was done meanwhile is left out."""
    facts = Facts(reader.workspace, people, now)
    return [LateAt(person, items) for person in people if (items := _late(person, facts))]


def _late(person: Member, facts: Facts) -> list[Item]:
    own = [item for item in items_of(person, facts) if item.whose is None and item.expectation.kind in CHASED]
    return sorted_out(own, facts.day).late
