"""The words that rows may hold."""

from datetime import timedelta

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

SCHEMA = 2
"""Of what a page is drawn from: a report that was written for another one is worded again when it is opened."""

KEPT_AFTER_REMOVAL = timedelta(days=7)
"""How long a removed report can be brought back; its files are then removed."""


class About(TextChoices):
    """What a reviewer's annotation is about."""

    REPORT = "report", _("The report")
    SYMPTOM = "symptom", _("A symptom")
    CAUSE = "cause", _("A cause")
    INDICATOR = "indicator", _("An indicator")


class Kind(TextChoices):
    """What a report is exported to."""

    PDF = "pdf", "PDF"
    XLSX = "xlsx", "XLSX"
    JSON = "json", "JSON"


class Life(IntegerChoices):
    """How long a share link lives, in days."""

    DAY = 1, _("one day")
    WEEK = 7, _("one week")
    MONTH = 30, _("one month")
    QUARTER = 90, _("three months")
