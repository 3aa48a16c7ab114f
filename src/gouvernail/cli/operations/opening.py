"""Open the product from the command line: settings, database, and what is said when one of them is wrong."""

import gc
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from gouvernail.cli.refusals import Refusal

SETTINGS: Final = "gouvernail.config.settings"
_DRIVER: Final = "psycopg"


def open_product() -> None:
    """Read the settings and load the rooms.

    Raises
    ------
    Refusal
        When a variable of the environment is missing or makes no sense: the sentence names it.
    """
    _live_long()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        code = "no_postgres" if _DRIVER in str(error) else "settings"
        raise Refusal(code, what=str(error)) from error


@contextmanager
def database_at_hand() -> Iterator[None]:
    """Say in a sentence that the database does not answer, is not ready, or is locked.

    Raises
    ------
    Refusal
        Without the password: only the first line of what the driver says is shown.
    """
    from django.db import OperationalError, ProgrammingError

    try:
        yield
    except OperationalError as error:
        raise Refusal("database_silent", reason=first_line(error)) from error
    except ProgrammingError as error:
        raise Refusal("database_not_ready", reason=first_line(error)) from error


def first_line(error: Exception) -> str:
    """Give the first line of what a library says."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _live_long() -> None:
    """Undo what suits a command that lasts a second: this process may last for months."""
    gc.enable()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a reader who leaves must not end the server
