"""The process that does the queued work, says that it lives, and keeps the clock."""

import logging
import os
import signal
import socket
import sys
import threading
import time
import uuid
from collections.abc import Callable
from types import FrameType

from django.db import DatabaseError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker as QueueReader

from gouvernail.jobs.services.clock import ticks_run
from gouvernail.jobs.services.presence import worker_beat, worker_leave
from gouvernail.jobs.services.reaper import jobs_reap

BEAT_EVERY = 10.0  # seconds
CLOCK_EVERY = 2.0
_PATIENCE = 5.0  # before another try when the database is away
_log = logging.getLogger(__name__)


class _Reader(QueueReader):
    """The reader of the queue that django-tasks-db ships; to be stopped is in the order of things, and no warning."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002  # the library's signature
        """Finish the job at hand, then leave; asked a second time, leave at once."""
        if not self.running:
            _log.warning("asked twice to stop: the job at hand is left, and taken up again later")
            self.reset_signals()
            sys.exit(1)
        _log.info("asked to stop: the job at hand is finished first")
        self.running = False
        if not self.running_task:
            sys.exit(0)


def queue_empty(worker_id: str = "batch") -> None:
    """Do what is queued, in this process and this thread, then come back."""
    queue_reader(worker_id, batch=True).run()


def queue_reader(worker_id: str, *, batch: bool = False, interval: float = 1.0) -> QueueReader:
    """Make the reader of the queue, under our name for this process."""
    return _Reader(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
    )


def worker_run(*, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT: the job at hand is finished first; a second signal stops at once.

    Parameters
    ----------
    parent
        A process with which to stop, when it dies without a word.
    """
    worker_id = f"{socket.gethostname()[:24]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    reader = queue_reader(worker_id)
    reader.configure_signals()
    ended = threading.Event()
    _patiently(lambda: worker_beat(worker_id))
    beat = _every(BEAT_EVERY, lambda: _beat(worker_id, parent), ended)
    clock = _every(CLOCK_EVERY, lambda: ticks_run(worker_id), ended)
    try:
        _patiently(jobs_reap)
        while reader.running:
            _patiently(reader.run)
    finally:
        ended.set()
        beat.join(BEAT_EVERY)
        clock.join(BEAT_EVERY)
        worker_leave(worker_id)
        _log.info("worker %s left", worker_id)


def _beat(worker_id: str, parent: int | None) -> None:
    worker_beat(worker_id)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def _every(seconds: float, act: Callable[[], None], ended: threading.Event) -> threading.Thread:
    """Act again and again in a thread with its own connection; a database that is away is waited for."""

    def loop() -> None:
        while not ended.wait(seconds):
            close_old_connections()
            try:
                act()
            except DatabaseError:
                _log.exception("the database does not answer; trying again")
        connection.close()

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    return thread


def _patiently(act: Callable[[], None]) -> None:
    """Act; when the database is away, wait rather than die: it comes back."""
    try:
        act()
    except DatabaseError:
        _log.exception("the database does not answer; trying again in %d s", _PATIENCE)
        close_old_connections()
        time.sleep(_PATIENCE)
