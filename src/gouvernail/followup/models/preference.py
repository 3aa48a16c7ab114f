"""When and how often one person wants to be written to."""

from datetime import time

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from gouvernail.followup.choices.words import Digest

# [choice] a first letter when the working day starts, nothing once it is over: the right to disconnect.
HOUR, QUIET_FROM, QUIET_TO = time(8), time(19), time(7, 30)


class Preference(models.Model):
    """One person's wishes, for all their workspaces. Without a row, those written here."""

    user = models.OneToOneField("workspaces.User", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(_("my week by mail"), max_length=8, choices=Digest, default=Digest.WEEKLY)
    reminders = models.BooleanField(_("remind me by mail of what is due soon, due today or late"), default=True)
    hour = models.TimeField(_("at what time"), default=HOUR)
    quiet_from = models.TimeField(_("no mail from"), null=True, blank=True, default=QUIET_FROM)
    quiet_to = models.TimeField(_("no mail until"), null=True, blank=True, default=QUIET_TO)
    is_weekend_quiet = models.BooleanField(_("no mail on Saturday and Sunday"), default=True)
    muted = models.ManyToManyField("workspaces.Workspace", related_name="+", blank=True)

    class Meta:
        verbose_name = _("preference")

    def __str__(self) -> str:
        return f"preference of {self.user_id}"

    def clean(self) -> None:
        """Quiet hours have two ends, or none."""
        super().clean()
        if (self.quiet_from is None) != (self.quiet_to is None):
            lacking = "quiet_from" if self.quiet_from is None else "quiet_to"
            raise ValidationError({lacking: _("Quiet hours have two ends: fill in both, or empty both.")})
