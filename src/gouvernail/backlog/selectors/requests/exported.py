"""The requests for a file: all that the filter finds, in its order."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.bridge.ranking.files import Head
from gouvernail.backlog.models import Request
from gouvernail.backlog.selectors.requests.listing import RequestsWanted, requests_wanted
from gouvernail.backlog.selectors.requests.voices import counts_of
from gouvernail.workspaces.models import Member

_AT_ONCE = 500


def head() -> Head:
    """Name the columns in the reader's language."""
    return [
        (_("Key"), 10, "text"),
        (_("Request"), 48, "long"),
        (_("The need"), 60, "long"),
        (_("Who is concerned"), 24, "text"),
        (_("State"), 16, "text"),
        (_("Asked by"), 24, "text"),
        (_("Team"), 20, "text"),
        (_("Objective"), 24, "text"),
        (_("Claimed urgency"), 12, "count"),
        (_("People heard"), 10, "count"),
        (_("Teams heard"), 10, "count"),
        (_("Since"), 12, "text"),
        (_("Items"), 20, "text"),
        (_("Key in the other tool"), 16, "text"),
    ]


def rows(wanted: RequestsWanted, reader: Member) -> Iterator[list[Any]]:
    """Write the rows, some at a time: any size, little memory."""
    found = requests_wanted(wanted, reader).iterator(chunk_size=_AT_ONCE)
    while some := list(islice(found, _AT_ONCE)):
        counts = counts_of([one.pk for one in some])
        for one in some:
            yield _row(one, counts[one.pk])


def _row(one: Request, count: Any) -> list[Any]:
    return [
        one.key,
        one.title,
        one.need,
        one.people,
        one.get_state_display(),
        one.asker,
        one.team.name if one.team else "",
        one.objective.label if one.objective else "",
        one.claimed_urgency,
        count.people,
        count.teams,
        timezone.localdate(one.created_at).isoformat(),
        ", ".join(origin.item.key for origin in one.origins.all() if origin.item.removed_at is None),
        "" if one.foreign_key.startswith("~") else one.foreign_key,
    ]
