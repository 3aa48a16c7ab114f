"""The words of assessments."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Filter(TextChoices):
    """The three filters of the backlog."""

    VALUE = "value", _("Business value")
    COMPLEXITY = "complexity", _("Complexity")
    URGENCY = "urgency", _("Genuine urgency")


class RoundState(TextChoices):
    """Where a round of assessments stands."""

    OPEN = "open", _("Open: opinions are hidden")
    REVEALED = "revealed", _("Revealed")
    SECOND = "second", _("Second turn: opinions are hidden")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Given up")


class Confidence(IntegerChoices):
    """How sure a rater is."""

    LOW = 1, _("Hardly sure")
    MEDIUM = 2, _("Rather sure")
    HIGH = 3, _("Sure")
