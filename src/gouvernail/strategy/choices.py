"""The words that rows may hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way a measure gets better."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")
