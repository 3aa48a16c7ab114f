"""The secret address of a person's calendar."""

from django.db import models
from django.utils import timezone


class CalendarFeed(models.Model):
    """The stamp that a person's calendar address is signed with; a new stamp kills the old address."""

    user = models.OneToOneField("workspaces.User", on_delete=models.CASCADE, related_name="+")
    stamp = models.CharField(max_length=32)
    renewed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"
