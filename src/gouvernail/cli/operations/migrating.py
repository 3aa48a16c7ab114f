"""Bring the database to the shape that this version needs, once, whoever starts at the same time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gouvernail.cli.refusals import Refusal
from gouvernail.web.readiness import migrations_lacking

if sys.platform != "win32":
    import fcntl

_LOCK: Final = 0x60_07_E2_4A  # any number that nobody else uses in this database


def bring_up_to_date(*, verbosity: int = 0) -> list[str]:
    """Apply the migrations that lack and make the cache table; give the names of what was applied.

    Several processes may start at once, on several machines: one migrates, the others wait, then find nothing to do.

    Raises
    ------
    Refusal
        When the database was shaped by a newer version of Gouvernail.
    """
    with alone():
        refuse_newer()
        lacking = migrations_lacking()
        if lacking:
            call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=0)
    return lacking


def known_migrations() -> set[str]:
    """List what this version knows, `room.migration`, with those that a squashed one stands for."""
    on_disk = MigrationExecutor(connection).loader.disk_migrations
    replaced = [pair for migration in on_disk.values() for pair in migration.replaces]
    return {f"{app}.{name}" for app, name in [*on_disk, *replaced]}


def unknown() -> list[str]:
    """List the migrations that the database has and that this version does not know."""
    applied = MigrationExecutor(connection).loader.applied_migrations
    return sorted({f"{app}.{name}" for app, name in applied} - known_migrations())


def refuse_newer() -> None:
    """Refuse to work on a database that a newer version has shaped: going back needs a backup.

    Raises
    ------
    Refusal
        With the first migration that this version does not know.
    """
    strange = unknown()
    if strange:
        raise Refusal("newer_database", name=strange[0])


@contextmanager
def alone() -> Iterator[None]:
    """Hold the one lock of those who change the database or the static files."""
    path = Path(settings.DATA) / ".starting.lock"
    with path.open("w", encoding="utf-8") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)  # freed by the system, even after kill -9
        with _alone_in_postgresql():
            yield


@contextmanager
def _alone_in_postgresql() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
