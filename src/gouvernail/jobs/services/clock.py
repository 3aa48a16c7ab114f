"""What is done now and then (settings.PERIODIC), once for all workers."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from gouvernail.jobs.models import Tick
from gouvernail.jobs.selectors.workers import workers_alive

_log = logging.getLogger(__name__)
_NEVER = datetime.fromtimestamp(0, tz=timezone.get_default_timezone())


def ticks_run(worker_id: str) -> None:
    """Do what is due and that no other worker does. What fails is logged, and done again at its next time."""
    for path, seconds in _due(settings.PERIODIC):
        if tick_take(path, seconds, worker_id):
            try:
                import_string(path)()
            except Exception:  # noqa: BLE001  # one that fails must not stop the others
                _log.exception("%s failed", path)
            finally:
                Tick.objects.filter(path=path, worker_id=worker_id).update(worker_id="")


def tick_take(path: str, seconds: int, worker_id: str) -> bool:
    """Take one tick: of all workers that try, one gets it. None does while another worker that lives is still at it."""
    now = timezone.now()
    free = Q(worker_id="") | ~Q(worker_id__in=workers_alive().values("worker_id"))
    due = Tick.objects.filter(free, path=path, begun_at__lte=now - timedelta(seconds=seconds))
    return due.update(begun_at=now, worker_id=worker_id) == 1


def _due(periodic: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Read first: a write a second would disturb SQLite's only writer."""
    begun = dict(Tick.objects.values_list("path", "begun_at"))
    for path, _seconds in periodic:
        if path not in begun:
            Tick.objects.get_or_create(path=path, defaults={"begun_at": _NEVER})
    now = timezone.now()
    return [(path, each) for path, each in periodic if begun.get(path, _NEVER) <= now - timedelta(seconds=each)]
