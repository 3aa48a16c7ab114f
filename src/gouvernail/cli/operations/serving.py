"""Serve the product: static files, migrations, then the server; a worker beside it where asked."""

import logging
import multiprocessing
import os
import threading
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from typing import Any, Final

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.errors import ConfigurationError
from granian.log import LogLevels

from gouvernail.cli.operations.migrating import alone, bring_up_to_date
from gouvernail.cli.operations.opening import database_at_hand, open_product
from gouvernail.cli.operations.static_files import gather
from gouvernail.cli.operations.unfinished import refuse_unfinished
from gouvernail.cli.refusals import Refusal
from gouvernail.web.readiness import migrations_lacking

_THREADS: Final = 4  # of each web process: as many connections to the database
_AGAIN: Final = 5.0  # seconds before a worker that fell is started again
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Server:
    """How the service is asked to run."""

    host: str
    port: int
    processes: int
    with_worker: bool
    migrate: bool

    def prepare(self) -> None:
        """Bring the database and the static files up to date, or say what lacks.

        Raises
        ------
        Refusal
            When the port is taken or may not be opened, the database does not answer, or a restoration stopped half
            way.
        """
        refuse_unfinished()
        _check_port(self.host, self.port)
        with database_at_hand():
            if self.migrate:
                for name in bring_up_to_date():
                    _log.info("migrated %s", name)
            elif migrations_lacking():
                _log.warning("the database waits for migrations: gouvernail migrate")
        with alone():
            gather()
        connections.close_all()

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT.

        Raises
        ------
        Refusal
            When the server itself finds that it cannot start.
        """
        # A fork copies the locks of Polars without the threads that hold them: once this process has read a frame, as
        # the demonstration does, a page that reads one would wait for ever.
        multiprocessing.set_start_method("spawn", force=True)
        beside = Beside() if self.with_worker else None
        if beside:
            beside.start()
        try:
            Granian(
                "gouvernail.config.served:application",
                address=self.host,
                port=self.port,
                interface=Interfaces.WSGI,
                workers=self.processes,
                blocking_threads=_THREADS,
                respawn_failed_workers=True,
                workers_kill_timeout=30,
                websockets=False,
                log_level=LogLevels(_level().lower()),
                log_dictconfig={**settings.LOGGING, "loggers": {"_granian": {"level": _level()}}},
            ).serve()
        except ConfigurationError as error:
            raise Refusal("server", reason=str(error)) from error
        finally:
            if beside:
                beside.stop()


class Beside:
    """A worker process beside the server: started again when it falls, stopped with it."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._process = self._new()

    def start(self) -> None:
        """Start the worker and watch over it."""
        self._process.start()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Let the worker finish the job at hand, then leave."""
        self._ending.set()
        self._process.terminate()
        self._process.join()

    def _watch(self) -> None:
        while True:
            self._process.join()
            if self._process.exitcode == 0 or self._ending.wait(_AGAIN):  # it was asked to leave, by Ctrl-C too
                return
            _log.error("the worker fell; starting another one")
            self._process = self._new()
            self._process.start()

    def _new(self) -> SpawnProcess:
        return multiprocessing.get_context("spawn").Process(target=work, kwargs={"parent": os.getpid()})


def work(*, parent: int | None = None) -> None:
    """Be a worker until told to stop."""
    open_product()
    refuse_unfinished()
    from gouvernail.jobs.services.worker import worker_run

    with database_at_hand():
        worker_run(parent=parent)


def _level() -> str:
    """Give the level at which the server itself speaks: that of everything else."""
    root: Any = settings.LOGGING["root"]
    return str(root["level"])


def _check_port(host: str, port: int) -> None:
    """Find before the start what would stop it: the server itself would try again and again."""
    import socket

    try:
        family, kind, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Refusal("port", host=host, port=str(port), reason=error.strerror or str(error)) from error
