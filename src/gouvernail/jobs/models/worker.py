"""The processes that do the work: one that has not been heard of for a minute is dead."""

from django.db import models
from django.utils import timezone


class Worker(models.Model):
    """One worker process and when it was last heard of."""

    worker_id = models.CharField(max_length=64, unique=True)
    beat_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.worker_id
