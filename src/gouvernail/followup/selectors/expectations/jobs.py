"""Work that somebody asked for and that failed."""

from collections import defaultdict
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.jobs.choices import State
from gouvernail.jobs.models import Job
from gouvernail.workspaces.models import Member

REMEMBERED = timedelta(days=14)  # [choice] who has not tried again by then did without


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List a member's jobs that failed in the last days."""
    return [_expectation(job, facts) for job in _failed(facts).get(member.pk, [])]


def _failed(facts: Facts) -> dict[int | None, list[Job]]:
    if "failed" not in facts.seen:
        found: dict[int | None, list[Job]] = defaultdict(list)
        rows = Job.objects.filter(facts.among("actor"), state=State.FAILED, ended_at__gte=facts.now - REMEMBERED)
        for job in rows.order_by("ended_at", "pk"):
            found[job.actor_id].append(job)
        facts.seen["failed"] = found
    jobs: dict[int | None, list[Job]] = facts.seen["failed"]
    return jobs


def _expectation(job: Job, facts: Facts) -> Expectation:
    failed_on = facts.day_of(job.ended_at or job.created_at)
    return Expectation(
        kind=Kind.JOB,
        key=f"job:{job.pk}:{failed_on.isoformat()}",
        title=_("“%(label)s” did not succeed") % {"label": job.label},
        reason=job.error or _("Open it to read what stopped it, then try again."),
        why=_("You asked for it."),
        act=_("See"),
        url=reverse("jobs:job_detail", args=[facts.workspace.slug, job.pk]),
        since=failed_on,
        due_on=failed_on + timedelta(days=2),
    )
