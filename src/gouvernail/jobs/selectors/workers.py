"""Which workers live."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from gouvernail.jobs.models import Worker

SILENCE = timedelta(seconds=60)  # six beats missed: the worker is dead


def silent_since() -> datetime:
    """Give the instant before which a worker must have been heard of to be dead."""
    return timezone.now() - SILENCE


def workers_alive() -> QuerySet[Worker]:
    """List the workers heard of in the last minute."""
    return Worker.objects.filter(beat_at__gte=silent_since())
