"""Whether the database has the shape that this version needs."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

_known_ready: list[bool] = []


def migrations_lacking() -> list[str]:
    """List the migrations that this version needs and that the database lacks, `room.migration`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_up_to_date() -> bool:
    """Tell whether nothing lacks. A database that was ready once stays so for this version: it is asked no more."""
    if not _known_ready and not migrations_lacking():
        _known_ready.append(True)
    return bool(_known_ready)
