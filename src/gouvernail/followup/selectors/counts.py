"""What waits for the reader, for the rail: one query a page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import ngettext

from gouvernail.followup.choices.words import Answer
from gouvernail.followup.models import Line, Notice
from gouvernail.followup.selectors.week import last_day
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.awaiting import Awaits
from gouvernail.workspaces.selectors.rights import today_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Waiting:
    """How many lines are due until Sunday, and how many notices are unread."""

    lines: int
    notices: int


def waiting_for(request: HttpRequest) -> Waiting:
    """Count for the reader of a request, once for its two lines of the rail."""
    known: Waiting | None = getattr(request, "_waiting", None)
    if known is None:
        known = waiting(request.member)  # type: ignore[attr-defined]  # set below a workspace's address
        request._waiting = known  # type: ignore[attr-defined]  # noqa: SLF001  # lives as long as the request does
    return known


def awaits(member: Member) -> list[Awaits]:
    """Say on the card of a workspace how much is expected there until Sunday."""
    number = waiting(member).lines
    if not number:
        return []
    text = ngettext("%(n)d thing expected of you this week", "%(n)d things expected of you this week", number)
    return [Awaits(text % {"n": number}, "followup:my_week")]


def waiting(member: Member) -> Waiting:
    """Count what waits for a member, as their lines were last kept."""
    today = today_of(member)
    is_open = Q(answer=Answer.NONE) | Q(returns_on__lte=today)
    lines = Line.objects.filter(is_open, member=OuterRef("pk"), due_on__lte=last_day(today))
    unread = Notice.objects.filter(member=OuterRef("pk"), read_at=None)
    found = Member.objects.filter(pk=member.pk).values_list(_number(lines), _number(unread)).get()
    return Waiting(*found)


def _number(rows: "QuerySet[Line] | QuerySet[Notice]") -> Coalesce:
    counted = rows.order_by().annotate(owner=F("member")).values("owner").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
