"""What is done now and then, once for all workers."""

from django.db import models


class Tick(models.Model):
    """When one of `settings.PERIODIC` was last begun, and the worker that is at it."""

    path = models.CharField(max_length=200, unique=True)
    begun_at = models.DateTimeField()
    worker_id = models.CharField(max_length=64, blank=True)  # empty between two ticks

    def __str__(self) -> str:
        return self.path
