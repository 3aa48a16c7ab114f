"""Real processes on a real database: what only a kill, two of them at once, or a command line can show."""

import json
import os
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[1]
POSTGRESQL = "GOUVERNAIL_TEST_DATABASE_URL"
DATABASES = ("sqlite", "postgresql")
_COMMAND = "import sys; from gouvernail.cli.main import run; sys.exit(run())"


@dataclass(frozen=True)
class Place:
    """A database and a data folder of their own, for the processes of one test."""

    url: str
    data: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Give the environment of a process here: as in production, with nothing of this one's own settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOUVERNAIL_", "DJANGO_"))}
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "GOUVERNAIL_LANG": "en",
            "GOUVERNAIL_SECRET_KEY": "only for tests, and long enough to be taken for a real one",
            "GOUVERNAIL_DATA": str(self.data),
            "GOUVERNAIL_DATABASE_URL": self.url,
            **more,
        }

    def command(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run `gouvernail` to its end; its words come with plain spaces."""
        done = subprocess.run(
            [sys.executable, "-c", _COMMAND, *arguments],
            env=self.environment(**environment),
            cwd=self.data,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        plain = {0xA0: " ", 0x202F: " "}
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.translate(plain), done.stderr.translate(plain)
        )

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        """Start `gouvernail` and leave it running; its words go to a file of the data folder."""
        with (self.data / f"{arguments[0]}-{uuid.uuid4().hex[:6]}.log").open("w", encoding="utf-8") as said:
            return subprocess.Popen(
                [sys.executable, "-c", _COMMAND, *arguments],
                env=self.environment(**environment),
                cwd=self.data,
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Look into the database without starting a process; `?` stands for a value."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as line, line:
                return line.execute(statement, values).fetchall()
        import psycopg

        with psycopg.connect(self.url) as line:
            found = line.execute(statement.replace("?", "%s").encode(), values)
            return found.fetchall() if found.description else []

    def ask(self, function: str, **arguments: Any) -> Any:
        """Call `module:function(**arguments)` in a process with Django set up, and give what it answers."""
        module, _, name = function.partition(":")
        script = (
            "import sys, json, django; django.setup()\n"
            f"from {module} import {name}\n"
            f"print(json.dumps({name}(**json.loads(sys.argv[1]))))"
        )
        answer = subprocess.run(
            [sys.executable, "-c", script, json.dumps(arguments)],
            env=self.environment(DJANGO_SETTINGS_MODULE="gouvernail.config.settings"),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout.splitlines()[-1])


@contextmanager
def a_place(kind: str, folder: Path) -> Iterator[Place]:
    """Make an empty database of that kind; PostgreSQL is skipped where the tests have none."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield Place(f"sqlite:///{folder / 'base.sqlite3'}", folder)
        return
    server = os.environ.get(POSTGRESQL)
    if not server:
        pytest.skip(f"{POSTGRESQL} is not set: nothing was tried on PostgreSQL")
    import psycopg

    name = f"gouvernail_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}"')
    try:
        yield Place(urlsplit(server)._replace(path=f"/{name}").geturl(), folder)
    finally:
        with psycopg.connect(server, autocommit=True) as line:
            line.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
