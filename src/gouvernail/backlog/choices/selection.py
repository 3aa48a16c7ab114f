"""The words of what fits in a capacity."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Counts(TextChoices):
    """What an item brings. Both double with each level, so that they may be added."""

    DELAY = "delay", _("Value and urgency: what each week of waiting costs")
    VALUE = "value", _("Value alone")


class Missing(TextChoices):
    """Why an item cannot be chosen from."""

    EFFORT = "effort", pgettext_lazy("what an item lacks", "no effort guessed")
    COMPASS = "compass", pgettext_lazy("what an item lacks", "no objective of today")
    RANK = "rank", pgettext_lazy("what an item lacks", "not ranked yet")
    NEED = "need", pgettext_lazy("what an item lacks", "needs an item that cannot be chosen")
    DROPPED = "dropped", pgettext_lazy("what an item lacks", "needs an item that was dropped")
