"""What a worker writes for people is in their language and in their time."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from gouvernail.jobs.models import Job


@contextmanager
def spoken_to_the_actor(job: Job) -> Iterator[None]:
    """Speak the language of who asked for the job; the workspace's where the product itself did."""
    reader = job.actor.user if job.actor is not None else job.workspace
    with translation.override(reader.language), timezone.override(ZoneInfo(reader.time_zone)):
        yield
