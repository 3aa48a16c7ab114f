"""The words of items."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ItemState(TextChoices):
    """Where an item stands. Now, next and later are verdicts: they come with decisions."""

    OPEN = "open", pgettext_lazy("state of an item", "Open")
    STARTED = "started", pgettext_lazy("state of an item", "Started")
    DONE = "done", pgettext_lazy("state of an item", "Done")
    DROPPED = "dropped", pgettext_lazy("state of an item", "Dropped")


RANKED = frozenset({ItemState.OPEN, ItemState.STARTED})
