"""What waits for an answer: the queue of the triage, the age of each request, and how long answers take."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.backlog.choices.requests import WAITING, RequestState
from gouvernail.backlog.models import Answer, Request
from gouvernail.backlog.selectors.requests.answers import Told, answers_told
from gouvernail.backlog.selectors.requests.listing import requests_here
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of

LONG, TOO_LONG = timedelta(days=7), timedelta(days=21)  # [choice] who asked wonders after a week, gives up after three
MEASURED = timedelta(days=90)
FEWEST = 6  # answers below which a median says more of chance than of the work
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Age:
    """Since how many days a request waits; the colour and the words say the same."""

    days: int

    @property
    def kind(self) -> str:
        """Give the colour."""
        return "bad" if self.days >= TOO_LONG.days else "warn" if self.days >= LONG.days else ""

    @property
    def text(self) -> str:
        """Say it in words."""
        return self._said(ngettext("Waits for %(n)d day", "Waits for %(n)d days", self.days) % {"n": self.days})

    @property
    def short(self) -> str:
        """Say it under a head that says what is counted."""
        return self._said(ngettext("%(n)d day", "%(n)d days", self.days) % {"n": self.days})

    def _said(self, waits: str) -> str:
        if self.days < 1:
            return _("Came today")
        return _("%(waits)s: too long") % {"waits": waits} if self.kind == "bad" else waits


@dataclass(frozen=True, kw_only=True)
class Delay:
    """How long something took, in days: for half of the requests, and for 85 in 100; None where there are too few."""

    number: int
    half: float | None
    most: float | None

    @property
    def text(self) -> str:
        """Say it in words."""
        if self.half is None or self.most is None:
            return _("Not enough requests (%(number)d of at least %(fewest)d)") % {
                "number": self.number,
                "fewest": FEWEST,
            }
        return _("half within %(half)s, 85 in 100 within %(most)s (%(number)d requests)") % {
            "half": _days(self.half),
            "most": _days(self.most),
            "number": self.number,
        }


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a request stands in the queue: 1 is the oldest; `before` and `after` are keys, None at an end."""

    number: int
    total: int
    before: int | None
    after: int | None


def queue(today: date) -> QuerySet[Request]:
    """List what waits for an answer on a day, oldest first: received, in review, or deferred until then."""
    due = Q(state=RequestState.DEFERRED, deferred_until__lte=today)
    rows = requests_here().filter(Q(state__in=WAITING) | due)
    return rows.exclude(snoozed_until__gt=today).order_by("created_at", "pk")


def aside_until(request: Request, today: date) -> date | None:
    """Tell until when a request that is to be answered was put aside; None where it was not."""
    is_open = request.state in {*WAITING, RequestState.DEFERRED}
    return request.snoozed_until if is_open and (request.snoozed_until or today) > today else None


def queue_number(reader: Member) -> int:
    """Count what waits for an answer today."""
    return queue(today_of(reader)).count()


def place_of(keys: list[int], key: int) -> Place | None:
    """Find a request among the keys of the queue; None where it waits no more."""
    if key not in keys:
        return None
    at = keys.index(key)
    return Place(
        number=at + 1,
        total=len(keys),
        before=keys[at - 1] if at else None,
        after=keys[at + 1] if at + 1 < len(keys) else None,
    )


def age_of(request: Request, reader: Member) -> Age:
    """Count the days since a request came, or came back from a deferral."""
    zone = ZoneInfo(reader.workspace.time_zone)
    since = timezone.localdate(request.created_at, zone)
    if request.state == RequestState.DEFERRED and request.deferred_until is not None:
        since = max(since, request.deferred_until)
    return Age(max((today_of(reader) - since).days, 0))


def last_answer(request: Request) -> Told | None:
    """Say what somebody answered last."""
    return next(iter(answers_told(Answer.objects.filter(request=request).order_by("-pk")[:1])), None)


def delay_to(field: str, now: datetime) -> Delay:
    """Measure how long requests waited for their first answer, or for a decision, of those of the last 90 days.

    Parameters
    ----------
    field
        `first_answer_at` or `decided_at`.
    """
    rows = requests_here().filter(**{f"{field}__gte": now - MEASURED}).order_by()
    waits = sorted(max((end - start) / _DAY, 0.0) for start, end in rows.values_list("created_at", field))
    if len(waits) < FEWEST:
        return Delay(number=len(waits), half=None, most=None)
    return Delay(number=len(waits), half=median(waits), most=quantiles(waits, n=20, method="inclusive")[16])


def _days(number: float) -> str:
    return ngettext("%(n)d day", "%(n)d days", max(ceil(number), 1)) % {"n": max(ceil(number), 1)}
