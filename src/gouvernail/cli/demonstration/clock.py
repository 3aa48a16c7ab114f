"""Play the past: inside `at(...)`, the services believe that it is another day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Set the clock that services read (`timezone.now()`), in this process and for this block only.

    The history of a demonstration has to look as if it had been lived; services write the day of the act themselves
    and take no day from outside, so that nobody else can write into the past.
    """
    real = timezone.now
    timezone.now = lambda: instant
    try:
        yield
    finally:
        timezone.now = real
