"""The words that rows may hold."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    """Where an import is. While its job runs, the job says how far it is."""

    WAITING = "waiting", _("being read")
    REFUSED = "refused", _("to correct")
    READY = "ready", _("to confirm")
    APPLIED = "applied", _("diagnosed")


KEPT_AFTER_UNDO = timedelta(days=7)
"""How long what was undone can still be brought back; its files are then removed."""

VERSION_COLUMN = "version"
"""Written in place of a field: the column dates each row of stacked copies."""

IGNORE = "ignore"
"""Written in place of a field: the column is left out."""


class BacklogKind(TextChoices):
    """What the rows of an import become."""

    REQUESTS = "requests", _("requests")
    ITEMS = "items", _("items of the backlog")


class BacklogState(TextChoices):
    """Where rows are on their way to the backlog. While a job runs, the job says how far it is."""

    WAITING = "waiting", _("being compared")
    PLANNED = "planned", _("to confirm")
    APPLYING = "applying", _("being written")
    APPLIED = "applied", _("in the backlog")
    UNDOING = "undoing", _("being taken away")
    UNDONE = "undone", _("taken away")
    RESTORING = "restoring", _("being brought back")


LEFT_OUT = "left_out"
"""Written in place of a state: rows in that state do not enter the backlog."""
