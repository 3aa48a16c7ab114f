"""The words that rows may hold."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class RitualKind(TextChoices):
    """What a ritual is for."""

    ARBITRATION = "arbitration", _("Arbitration")
    COMPASS_REVIEW = "compass_review", _("Compass review")
    DEMO = "demo", _("Demo")
    DATA_REVIEW = "data_review", _("Data review")


class Rhythm(IntegerChoices):
    """Days between two meetings."""

    WEEKLY = 7, _("Every week")
    FORTNIGHTLY = 14, _("Every two weeks")
    MONTHLY = 28, _("Every four weeks")
    QUARTERLY = 91, _("Every quarter (13 weeks)")


class MeetingState(TextChoices):
    """What became of a meeting."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    SKIPPED = "skipped", _("Skipped")


class Presence(TextChoices):
    """Whether somebody was there."""

    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")
