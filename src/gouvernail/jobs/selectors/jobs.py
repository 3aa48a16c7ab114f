"""Find jobs. Call inside the workspace's scope."""

import hashlib

from django.db.models import QuerySet
from django.utils import translation

from gouvernail.jobs.choices import ENDED, State
from gouvernail.jobs.models import Job
from gouvernail.jobs.selectors.workers import workers_alive
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import may


def jobs_all() -> QuerySet[Job]:
    """List the jobs of the workspace, the last asked first, with who asked."""
    return Job.objects.select_related("actor__user").order_by("-created_at", "-pk")


def jobs_of(member: Member) -> QuerySet[Job]:
    """List the jobs that a member asked for."""
    return jobs_all().filter(actor=member)


def any_goes_on(jobs: list[Job]) -> bool:
    """Tell whether one of them may still change by itself."""
    return any(job.state not in ENDED for job in jobs)


def may_steer(member: Member, job: Job) -> bool:
    """Tell whether a member may stop a job or try it again."""
    return job.actor_id == member.pk or may(member, Right.JOB_MANAGE)


def nobody_works(job: Job) -> bool:
    """Tell whether a job waits because no worker lives."""
    return job.state == State.WAITING and not workers_alive().exists()


def etag_of(*seen: object) -> str:
    """Name what a reader sees of jobs: the same name says that there is nothing new to draw."""
    text = "\0".join(map(_known, seen)) + (translation.get_language() or "")
    return f'"{hashlib.blake2s(text.encode(), digest_size=12).hexdigest()}"'


def _known(seen: object) -> str:
    if isinstance(seen, Job):
        return repr((seen.pk, seen.state, seen.done, seen.total, seen.message, seen.cancel_asked_at, seen.task_id))
    return repr(seen)
