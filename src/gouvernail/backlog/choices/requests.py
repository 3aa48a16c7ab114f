"""The words of requests."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class RequestState(TextChoices):
    """What became of a request."""

    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", _("In review")
    ACCEPTED = "accepted", _("Accepted")
    MERGED = "merged", _("Merged")
    DEFERRED = "deferred", _("Deferred")
    DECLINED = "declined", _("Declined")


WAITING = frozenset({RequestState.RECEIVED, RequestState.IN_REVIEW})  # somebody has to answer


class Frequency(TextChoices):
    """How often the need comes up."""

    YEARLY = "yearly", _("A few times a year")
    MONTHLY = "monthly", _("Every month")
    WEEKLY = "weekly", _("Every week")
    DAILY = "daily", _("Every day")
    HOURLY = "hourly", _("Many times a day")


class Level(IntegerChoices):
    """A level of the scales; each one is twice the one before (method, section 1.1)."""

    ZERO = 0, "0"
    ONE = 1, "1"
    TWO = 2, "2"
    THREE = 3, "3"
    FOUR = 4, "4"
    FIVE = 5, "5"


CLAIMED = {  # what each level means to whoever claims it: the delay after which half of the value is gone (section 2)
    Level.ZERO: _("It can wait a year and more"),
    Level.ONE: _("Waiting eight months loses half of what it brings"),
    Level.TWO: _("Waiting four months loses half of what it brings"),
    Level.THREE: _("Waiting two months loses half of what it brings"),
    Level.FOUR: _("Waiting one month loses half of what it brings"),
    Level.FIVE: _("Waiting two weeks loses half of what it brings"),
}
REASON_FROM = Level.THREE  # [choice] a lower claim asks for nothing that others would lose
