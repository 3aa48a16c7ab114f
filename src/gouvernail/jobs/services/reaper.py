"""Give back the jobs of workers that died, three times at most."""

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gouvernail.jobs.choices import ENDED, State
from gouvernail.jobs.models import Job, Worker
from gouvernail.jobs.selectors.workers import silent_since, workers_alive
from gouvernail.jobs.services.run import job_queue
from gouvernail.jobs.services.speech import spoken_to_the_actor

ATTEMPTS = 3
_FORGOTTEN_AFTER = timedelta(days=1)
_log = logging.getLogger(__name__)


def jobs_reap() -> None:
    """Put the tasks of dead workers back in the queue, three times at most, and keep jobs in step with their tasks."""
    alive = set(workers_alive().values_list("worker_id", flat=True))
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=silent_since())
    for key in [task.pk for task in running if not alive.intersection(task.worker_ids[-1:])]:
        _reap(key)
    _follow_lost_tasks()
    Worker.objects.filter(beat_at__lt=timezone.now() - _FORGOTTEN_AFTER).delete()


def task_give_back(task: DBTaskResult[Any, Any]) -> None:
    """Put a locked task that is running nowhere back in the queue, or end it when it was tried enough."""
    _log.warning("task %s: its worker %s is gone", task.pk, task.worker_ids[-1:])
    is_last = len(task.worker_ids) >= ATTEMPTS
    task.status = TaskResultStatus.FAILED if is_last else TaskResultStatus.READY
    task.finished_at = timezone.now() if is_last else None
    task.save(update_fields=["status", "finished_at"])
    with scopes_disabled():
        job = Job.objects.select_for_update().filter(task_id=task.pk).exclude(state__in=ENDED).first()
        if job is not None:
            _step_back(job, is_last=is_last)


@transaction.atomic
def _reap(key: UUID) -> None:
    task = DBTaskResult.objects.select_for_update(skip_locked=True).filter(pk=key).first()
    if task is not None and task.status == TaskResultStatus.RUNNING:
        task_give_back(task)


def _step_back(job: Job, *, is_last: bool) -> None:
    if job.cancel_asked_at is not None:
        job.state = State.CANCELLED
    elif is_last:
        job.state = State.FAILED
        with spoken_to_the_actor(job):
            job.error = _(
                "The program that did this work was stopped %(times)d times in the middle of it. "
                "Nothing was half-written. Try again; if it is stopped again, tell your administrator."
            ) % {"times": ATTEMPTS}
    else:
        job.state = State.WAITING
    job.worker_id = ""
    job.ended_at = timezone.now() if job.state in ENDED else None
    job.save(update_fields=["state", "error", "worker_id", "ended_at"])


@transaction.atomic
def _follow_lost_tasks() -> None:
    """Find jobs that have not ended though their task has, or is gone: a worker forced to stop, a restored backup."""
    pending = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    with scopes_disabled():
        lost = Job.objects.select_for_update(skip_locked=True).exclude(state__in=ENDED)
        for job in lost.exclude(task_id__in=pending.values("pk")):
            attempts = job.attempts
            _step_back(job, is_last=attempts >= ATTEMPTS)
            if not job.has_ended:
                job_queue(job, attempts=attempts)
