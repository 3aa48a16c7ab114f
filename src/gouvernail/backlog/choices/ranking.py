"""The words of ranks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Zone(TextChoices):
    """What the certainty of a rank means (method, section 1.8)."""

    SURE = "sure", _("Sure")
    GREY = "grey", _("To arbitrate")
    OUT = "out", _("Out")


class Flag(TextChoices):
    """What is said beside a rank, the gravest first."""

    URGENCY_NOT_SHOWN = "urgency_not_shown", _("Urgency not shown")
    CONTRADICTED = "contradicted", _("Evidence contradicted")
    DIVIDED = "divided", _("Opinions opposed")
    LATE = "late", _("Deadline passed")
    DOMINATED = "dominated", _("Below a better one")
    EXPIRED = "expired", _("Opinions to give again")
    NO_OPINION = "no_opinion", _("No opinion yet")
    MANDATORY = "mandatory", _("Mandatory")


class Trigger(TextChoices):
    """Why ranks were computed again."""

    ASKED = "asked", _("Asked for")
    CHANGED = "changed", _("Something it rests on changed")
    NEW_DAY = "new_day", _("A new day: dates came closer")
