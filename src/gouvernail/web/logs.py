"""Lines of the log carry the name of the request they belong to."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestFilter(logging.Filter):
    """Adds `request_id` to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every record; a refusal (403, 404) is a line, not a fault with its traceback."""
        record.request_id = request_id.get()
        if record.name == "django.request" and record.levelno < logging.ERROR:
            record.exc_info = None
        return True


@contextmanager
def lines_named(name: str) -> Iterator[None]:
    """Name the lines written in the block, where they belong to no request: a job."""
    token = request_id.set(name)
    try:
        yield
    finally:
        request_id.reset(token)
