"""The days of a roadmap: each ends at midnight in the time zone of the workspace."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.rules import today_in
from gouvernail.decisions.models import Decision
from gouvernail.workspaces.models import Workspace

SUBJECT = Item._meta.label_lower  # noqa: SLF001  # Django's public door to a model's name


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The end of a day.

    Parameters
    ----------
    until
        The first instant that does not belong to the day any more.
    """

    day: date
    until: datetime
    zone: ZoneInfo
    is_today: bool

    @property
    def start(self) -> datetime:
        """Give the first instant of the day."""
        return datetime.combine(self.day, time.min, self.zone)

    def day_of(self, instant: datetime) -> date:
        """Give the day of an instant, in the same time zone."""
        return timezone.localdate(instant, timezone=self.zone)


@dataclass(frozen=True, kw_only=True)
class DecisionDays:
    """Days on which an item was decided on: the first of all, the last one before a day, the first one after it."""

    first: date | None
    before: date | None
    after: date | None


def moment_of(workspace: Workspace, day: date | None = None) -> Moment:
    """Give the end of a day; a day to come is today, as nothing is known of it."""
    today, zone = today_in(workspace), ZoneInfo(workspace.time_zone)
    chosen = min(day or today, today)
    until = datetime.combine(chosen + timedelta(days=1), time.min, zone)
    return Moment(day=chosen, until=until, zone=zone, is_today=chosen == today)


def decision_days(moment: Moment) -> DecisionDays:
    """Find the days to go to from one: three queries."""
    instants = Decision.objects.filter(subject_type=SUBJECT).order_by("at").values_list("at", flat=True)
    found = {
        "first": instants.first(),
        "before": instants.filter(at__lt=moment.start).last(),
        "after": instants.filter(at__gte=moment.until).first(),
    }
    return DecisionDays(**{name: at and moment.day_of(at) for name, at in found.items()})
