"""Requests that wait to be sorted: one line for all of them, so that a long queue does not bury the rest of a week."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.backlog.choices.requests import WAITING, RequestState
from gouvernail.backlog.selectors.requests.triage import LONG, TOO_LONG, queue
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.models import Member

# The delays that the page of the triage shows: to a first answer, to a decision on what is looked at already, and to an
# answer once a deferral is over.
_WITHIN = {"silent": LONG, "answered": TOO_LONG, "returned": LONG}


@dataclass(frozen=True)
class Queue:
    """How many requests wait, since when the oldest, and the first day by which one of them should be answered."""

    number: int
    since: date
    due_on: date


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """Give one line to each member who may sort requests, as long as one waits."""
    if RIGHTS[Right.REQUEST_TRIAGE].isdisjoint(facts.kinds_held(member)):
        return []
    found = _queue(facts)
    return [_expectation(found, facts)] if found else []


def _queue(facts: Facts) -> Queue | None:
    """Read the queue as the page of the triage has it, once for all members; None where nothing waits."""
    if "queue" not in facts.seen:
        waits, returned = Q(state__in=WAITING), Q(state=RequestState.DEFERRED)
        found: dict[str, Any] = (
            queue(facts.day)
            .order_by()
            .aggregate(
                number=Count("pk"),
                silent=Min("created_at", filter=waits & Q(first_answer_at=None)),
                answered=Min("created_at", filter=waits & Q(first_answer_at__isnull=False)),
                returned=Min("deferred_until", filter=returned),
            )
        )
        number = found.pop("number")
        days = {
            name: facts.day_of(first) if isinstance(first, datetime) else first
            for name, first in found.items()
            if first
        }
        due = [day + _WITHIN[name] for name, day in days.items()]
        facts.seen["queue"] = Queue(number, min(days.values()), min(due)) if number else None
    known: Queue | None = facts.seen["queue"]
    return known


def _expectation(found: Queue, facts: Facts) -> Expectation:
    return Expectation(
        kind=Kind.TRIAGE,
        key="triage",
        title=ngettext("%(count)d request waits to be sorted", "%(count)d requests wait to be sorted", found.number)
        % {"count": found.number},
        reason=ngettext(
            "It has waited since %(day)s. After a week without a word, who asked thinks that nobody listens.",
            "The oldest has waited since %(day)s. After a week without a word, who asked thinks that nobody listens.",
            found.number,
        )
        % {"day": date_format(found.since, "DATE_FORMAT")},
        why=_("Your role sorts requests and answers those who asked."),
        act=_("Sort requests"),
        url=reverse("backlog:request_triage", args=[facts.workspace.slug]),
        since=found.since,
        due_on=found.due_on,
        is_queue=True,
    )
