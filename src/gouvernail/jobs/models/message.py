"""E-mail on its way: written in the transaction that causes it, sent by a worker."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from gouvernail.jobs.choices import Delivery, Trouble


class Message(models.Model):
    """One e-mail message to one address. The text is forgotten once it is sent: it may hold a secret link.

    What did not surely leave keeps its text for a few days (`services.forgetting`), so that it can be sent again.
    """

    workspace = models.ForeignKey(  # empty for what concerns an account: a password, an address to confirm
        "workspaces.Workspace", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=255)
    sender = models.CharField(max_length=320)
    recipient = models.CharField(pgettext_lazy("letter", "to"), max_length=320)
    content = models.BinaryField(null=True, blank=True)  # as it goes over the wire
    state = models.CharField(gettext_lazy("state"), max_length=8, choices=Delivery, default=Delivery.WAITING)
    trouble = models.CharField(max_length=9, choices=Trouble, default=Trouble.NONE, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    resent_at = models.DateTimeField(null=True, blank=True)  # somebody asked for it to be sent again
    next_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = gettext_lazy("letter")
        ordering = ("next_at", "pk")
        constraints = (models.UniqueConstraint(fields=("message_id", "recipient"), name="one_message_once"),)
        indexes = (
            models.Index(fields=("state", "next_at"), name="messages_that_wait"),
            models.Index(fields=("workspace", "-created_at"), name="letters_of_a_workspace"),
        )

    @property
    def is_fresh(self) -> bool:
        """Tell whether nobody tried yet to hand it over, or not since it was asked for again."""
        return self.state == Delivery.WAITING and self.attempts == 0

    def __str__(self) -> str:
        return f"{_('Letter')} {timezone.localdate(self.created_at)}"  # the trail keeps it: no name, no address
