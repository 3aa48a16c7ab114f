"""Try again and stop: who may, when, and what the trail says."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.jobs.choices import State
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import JobCancelled, Run, job_start
from gouvernail.jobs.services.steering import job_cancel, job_retry
from gouvernail.workspaces.services.door import Forbidden
from tests.cast import Cast
from tests.jobs import works

RunJobs = Callable[[], None]


@pytest.fixture
def job(cast: Cast) -> Job:
    with scope(workspace=cast.workspace):
        return job_start(workspace=cast.workspace, actor=cast.lou, work=works.count, label="Counting", steps=2)


def after(job: Job) -> Job:
    with scope(workspace=job.workspace):
        return Job.objects.get(pk=job.pk)


def test_a_waiting_job_stops_at_once_and_comes_back(cast: Cast, job: Job, run_jobs: RunJobs) -> None:
    with scope(workspace=cast.workspace):
        job_cancel(actor=cast.lou, job=job)
    run_jobs()
    assert (after(job).state, after(job).done) == (State.CANCELLED, 0)
    with scope(workspace=cast.workspace):
        job_retry(actor=cast.lou, job=job)
    run_jobs()
    assert (after(job).state, after(job).done) == (State.SUCCEEDED, 2)


def test_a_running_job_stops_at_its_next_step(cast: Cast, job: Job) -> None:
    with scope(workspace=cast.workspace):
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=1)
        running = Run(after(job))
        running.progress(1, 2)
        job_cancel(actor=cast.lou, job=job)
        assert after(job).is_stopping
        with pytest.raises(JobCancelled):
            running.progress(2, 2)


def test_work_that_stops_half_way_ends_as_cancelled(cast: Cast, run_jobs: RunJobs) -> None:
    with scope(workspace=cast.workspace):
        job = job_start(workspace=cast.workspace, actor=cast.lou, work=works.cancel_itself, label="Counting")
    run_jobs()
    assert (after(job).state, after(job).done) == (State.CANCELLED, 1)


@pytest.mark.parametrize("name", ["camille", "lou"])
def test_the_owner_and_the_managers_may(cast: Cast, job: Job, name: str) -> None:
    with scope(workspace=cast.workspace):
        job_cancel(actor=getattr(cast, name), job=job)
        job_retry(actor=getattr(cast, name), job=job)
    assert after(job).state == State.WAITING


@pytest.mark.parametrize("name", ["sacha", "robin", "maxime"])
def test_others_may_not(cast: Cast, job: Job, name: str) -> None:
    with scope(workspace=cast.workspace):
        with pytest.raises(Forbidden):
            job_cancel(actor=getattr(cast, name), job=job)
        with pytest.raises(Forbidden):
            job_retry(actor=getattr(cast, name), job=job)


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING, State.SUCCEEDED])
def test_what_did_not_fail_is_not_tried_again(cast: Cast, job: Job, state: State) -> None:
    with scope(workspace=cast.workspace):
        Job.objects.filter(pk=job.pk).update(state=state)
        with pytest.raises(ValidationError):
            job_retry(actor=cast.lou, job=job)


@pytest.mark.parametrize("state", [State.SUCCEEDED, State.FAILED, State.CANCELLED])
def test_what_has_ended_is_not_cancelled(cast: Cast, job: Job, state: State) -> None:
    with scope(workspace=cast.workspace):
        Job.objects.filter(pk=job.pk).update(state=state)
        with pytest.raises(ValidationError):
            job_cancel(actor=cast.lou, job=job)


def test_the_trail_says_who_stopped_it(cast: Cast, job: Job) -> None:
    with scope(workspace=cast.workspace):
        job_cancel(actor=cast.camille, job=job)
        entry = Change.objects.get(verb="job_cancel")
        assert (entry.actor, entry.field, entry.old, entry.new) == (cast.camille, "state", "waiting", "cancelled")
