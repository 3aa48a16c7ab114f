"""Start a job from a service, and what the function that does it receives."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled
from django_tasks import TaskContext, task

from gouvernail.jobs.choices import ENDED, State
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.speech import spoken_to_the_actor
from gouvernail.web.logs import lines_named
from gouvernail.workspaces.models import Member, Workspace

Result = dict[str, Any]
_log = logging.getLogger(__name__)


class JobFailed(Exception):
    """The work cannot be done; the sentence tells the person why and what to do. It is not tried again."""


class JobCancelled(Exception):
    """Somebody asked to stop."""


class JobTakenOver(JobCancelled):
    """Another worker does the job now, as this one was believed dead: stop, and say nothing."""


@dataclass(frozen=True)
class Run:
    """What the function that does a job receives: the job, and a way to say how far it is."""

    job: Job

    def progress(self, done: int, total: int = 0, message: str = "") -> None:
        """Say how far the work is; call it between steps, never inside a transaction.

        Parameters
        ----------
        done, total
            In any unit; a `total` of 0 says that the whole is not known.
        message
            At most 200 characters, in the language of who asked (it is active while the job runs).

        Raises
        ------
        JobCancelled
            Somebody asked to stop: leave no half-written state behind.
        """
        mine = _still_mine(self.job)
        if not mine.filter(cancel_asked_at=None).update(done=done, total=total, message=message[:200]):
            raise JobCancelled if mine.exists() else JobTakenOver


@transaction.atomic
def job_start(
    *, workspace: Workspace, actor: Member | None, work: Callable[..., Result | None], label: str, **arguments: Any
) -> Job:
    """Queue `work(run, **arguments)` for a worker. The queue is in the database: what is rolled back is not queued.

    Parameters
    ----------
    work
        A function at the top of a module of `services`; it runs in the workspace's scope and in the actor's language,
        and may run again after a worker was killed: it must be idempotent. What it returns is shown:
        `{"url": ..., "text": ...}`.
    label
        What is done, in the actor's language; everybody in the workspace can read it.
    arguments
        Values that JSON can hold; keys of rows, not rows.
    """
    kind = f"{work.__module__}.{work.__qualname__}"
    job = Job.objects.create(workspace=workspace, actor=actor, kind=kind, label=label[:200], arguments=arguments)
    job_queue(job)
    return job


def job_queue(job: Job, *, attempts: int = 0) -> None:
    """Put a job at the end of the queue, for the first time or again; an older place in it no longer counts."""
    queued = job_run.enqueue(job.pk)
    job.task_id, job.state, job.attempts = queued.id, State.WAITING, attempts
    job.worker_id = job.error = job.message = ""
    job.done = job.total = 0
    job.cancel_asked_at = job.started_at = job.ended_at = None
    job.save()


@task(takes_context=True)
def job_run(context: TaskContext, job_id: int) -> None:
    """Do a job: called by a worker."""
    queued = context.task_result
    with scopes_disabled():
        job = _begin(job_id, queued.id, queued.worker_ids[-1])
    if job is None:
        return
    with scope(workspace=job.workspace), spoken_to_the_actor(job), lines_named(f"job-{job.pk}-{job.attempts}"):
        try:
            result = import_string(job.kind)(Run(job), **job.arguments)
            _end(job, State.SUCCEEDED, result=result or {})
        except JobCancelled:
            _end(job, State.CANCELLED)
        except JobFailed as refusal:
            _end(job, State.FAILED, error=str(refusal))
        except Exception:
            _log.exception("job %s (%s) failed", job.pk, job.kind)
            _end(job, State.FAILED, error=_("Something went wrong on our side. Nothing was half-written; try again."))
            raise


def _begin(job_id: int, task_id: str, worker_id: str) -> Job | None:
    """Take the job; None where it was cancelled, or queued again since."""
    waiting = Job.objects.filter(pk=job_id, task_id=task_id).exclude(state__in=ENDED)
    taken = waiting.update(
        state=State.RUNNING, worker_id=worker_id, attempts=F("attempts") + 1, started_at=timezone.now()
    )
    return Job.objects.select_related("workspace", "actor__user").get(pk=job_id) if taken else None


def _still_mine(job: Job) -> Any:
    # A worker that was believed dead may wake up: what it says no longer counts.
    return Job.objects.filter(pk=job.pk, task_id=job.task_id, attempts=job.attempts, state=State.RUNNING)


@transaction.atomic
def _end(job: Job, state: State, **fields: Any) -> None:
    _still_mine(job).update(state=state, ended_at=timezone.now(), **fields)
