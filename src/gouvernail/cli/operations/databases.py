"""Copy a database out while it is used, and put a copy in its place, whole or not at all."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection

from gouvernail.cli.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping


def dump(target: Path) -> None:
    """Write a consistent copy of the database, whoever writes in it meanwhile.

    Raises
    ------
    Refusal
        When PostgreSQL's own tools are missing or refuse; with the first line of what they say.
    """
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(_file())) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole in itself
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Put a copy in the place of the database, in one transaction: a failure leaves what was there."""
    connection.close()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(_file(), timeout=20)) as target:
            copy.backup(target)
        return
    script, emptied = source.with_suffix(".sql"), source.with_name("emptied.sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    emptied.write_text("DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n", encoding="utf-8")
    _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
         f"--file={emptied}", f"--file={script}")  # fmt: skip


def check(copy: Path, kind: str) -> str:
    """Say what is wrong inside a copy; nothing when it is sound."""
    if kind == "sqlite":
        try:
            with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as base:
                found = str(base.execute("PRAGMA integrity_check").fetchone()[0])
        except sqlite3.DatabaseError as error:
            return str(error)
        return "" if found == "ok" else found
    if shutil.which("pg_restore") is None:  # the sums were checked: that is all that can be said here
        return ""
    told = subprocess.run(["pg_restore", "--list", str(copy)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return told.stderr.strip().splitlines()[0] if told.returncode else ""


def _file() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise Refusal("no_program", program=program)
    told = subprocess.run([program, *arguments], capture_output=True, text=True, check=False, env=_environment())  # noqa: S603
    if told.returncode:
        lines = [line for line in told.stderr.strip().splitlines() if line.strip()] or ["?"]
        raise Refusal("program_failed", program=program, reason=lines[0])


def _environment() -> dict[str, str]:
    """Say to PostgreSQL's tools where the database is: never on the command line, which other people can read."""
    given: Mapping[str, Any] = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    known = {variable: str(given[name]) for variable, name in names.items() if given.get(name)}
    options = {f"PG{name.upper()}": str(value) for name, value in given.get("OPTIONS", {}).items() if name == "sslmode"}
    return {**os.environ, **known, **options}
