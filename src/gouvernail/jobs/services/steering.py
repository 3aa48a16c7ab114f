"""Try a job again, or stop it: by who asked for it, or by who may manage the jobs of others."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.jobs.choices import State
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import job_queue
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record


@transaction.atomic
def job_retry(*, actor: Member, job: Job) -> Job:
    """Queue again a job that failed or was cancelled; `job_cancel` undoes it.

    Raises
    ------
    Forbidden, ValidationError
        The second when the job still runs or has succeeded.
    """
    _check(actor, job)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in {State.FAILED, State.CANCELLED}:
        raise ValidationError(_("This job did not fail: there is nothing to try again."))
    old = job.state
    job_queue(job)
    _record(actor, job, "job_retry", old)
    return job


@transaction.atomic
def job_cancel(*, actor: Member, job: Job) -> Job:
    """Stop a job: at once while it waits, at its next step when it runs; `job_retry` undoes it.

    Raises
    ------
    Forbidden, ValidationError
        The second when the job has already ended.
    """
    _check(actor, job)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.has_ended:
        raise ValidationError(_("This job has already ended: there is nothing to cancel."))
    old, now = job.state, timezone.now()
    job.cancel_asked_at = now
    if job.state == State.WAITING:
        job.state, job.ended_at = State.CANCELLED, now
    job.save(update_fields=["state", "cancel_asked_at", "ended_at"])
    _record(actor, job, "job_cancel", old)
    return job


def _check(actor: Member, job: Job) -> None:
    if job.actor_id != actor.pk:
        require(actor, Right.JOB_MANAGE)


def _record(actor: Member, job: Job, verb: str, old: str) -> None:
    changes = {"state": (old, job.state)} if old != job.state else {}
    record(workspace=job.workspace, actor=actor, verb=verb, subject=job, changes=changes)
