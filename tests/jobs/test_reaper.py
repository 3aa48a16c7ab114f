"""The work of a worker that died is given back, three times at most."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gouvernail.jobs.choices import State
from gouvernail.jobs.models import Job, Worker
from gouvernail.jobs.services.presence import worker_beat, worker_leave
from gouvernail.jobs.services.reaper import ATTEMPTS, jobs_reap
from gouvernail.jobs.services.run import JobTakenOver, Run, job_start
from tests.cast import Cast
from tests.jobs import works

RunJobs = Callable[[], None]


@pytest.fixture
def job(cast: Cast) -> Job:
    with scope(workspace=cast.workspace):
        return job_start(workspace=cast.workspace, actor=cast.lou, work=works.count, label="Counting", steps=2)


def after(job: Job) -> Job:
    with scopes_disabled():
        return Job.objects.get(pk=job.pk)


def die_in_the_middle(job: Job, worker_id: str, *, ago: timedelta = timedelta(minutes=2)) -> None:
    """Leave what a killed worker leaves: a claimed task, a running job, a last beat."""
    task = DBTaskResult.objects.get(pk=after(job).task_id)
    task.claim(worker_id)
    then = timezone.now() - ago
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=then)
    Worker.objects.update_or_create(worker_id=worker_id, defaults={"beat_at": then})
    with scopes_disabled():
        Job.objects.filter(pk=job.pk).update(
            state=State.RUNNING, worker_id=worker_id, attempts=len(task.worker_ids), done=1, total=2
        )


def test_the_job_of_a_dead_worker_is_done_by_another(job: Job, run_jobs: RunJobs) -> None:
    die_in_the_middle(job, "dead")
    run_jobs()
    assert after(job).state == State.RUNNING
    jobs_reap()
    assert after(job).state == State.WAITING
    run_jobs()
    assert (after(job).state, after(job).attempts) == (State.SUCCEEDED, 2)


def test_a_worker_that_lives_keeps_its_job(job: Job) -> None:
    die_in_the_middle(job, "alive")
    worker_beat("alive")
    jobs_reap()
    assert after(job).state == State.RUNNING


def test_a_worker_that_has_just_begun_is_left_alone(job: Job) -> None:
    die_in_the_middle(job, "young", ago=timedelta(seconds=30))
    jobs_reap()
    assert after(job).state == State.RUNNING


def test_a_job_that_kills_its_worker_each_time_ends_with_a_sentence(job: Job, run_jobs: RunJobs) -> None:
    for attempt in range(ATTEMPTS):
        die_in_the_middle(job, f"dead {attempt}")
        jobs_reap()
    assert after(job).state == State.FAILED
    assert "3 fois" in after(job).error
    assert after(job).ended_at is not None
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    run_jobs()
    assert after(job).state == State.FAILED


def test_a_dead_job_that_was_asked_to_stop_is_cancelled(job: Job, run_jobs: RunJobs) -> None:
    die_in_the_middle(job, "dead")
    with scopes_disabled():
        Job.objects.filter(pk=job.pk).update(cancel_asked_at=timezone.now())
    jobs_reap()
    run_jobs()
    assert after(job).state == State.CANCELLED


def test_a_worker_that_wakes_up_no_longer_counts(job: Job, run_jobs: RunJobs) -> None:
    die_in_the_middle(job, "asleep")
    sleeper = Run(after(job))
    jobs_reap()
    run_jobs()
    with pytest.raises(JobTakenOver), scopes_disabled():
        sleeper.progress(1, 2, "I was asleep")
    assert after(job).message == "step 2"


def test_a_worker_that_leaves_gives_its_job_back_at_once(job: Job, run_jobs: RunJobs) -> None:
    die_in_the_middle(job, "leaving", ago=timedelta())
    worker_leave("leaving")
    assert after(job).state == State.WAITING
    assert not Worker.objects.exists()


@pytest.mark.parametrize("loss", ["gone", "failed"])
def test_a_job_whose_task_is_lost_is_queued_again(job: Job, run_jobs: RunJobs, loss: str) -> None:
    die_in_the_middle(job, "forced")
    if loss == "gone":
        DBTaskResult.objects.all().delete()
    else:
        DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    jobs_reap()
    run_jobs()
    assert (after(job).state, after(job).attempts) == (State.SUCCEEDED, 2)


def test_a_lost_job_is_not_tried_for_ever(job: Job) -> None:
    for _attempt in range(ATTEMPTS + 1):
        if after(job).state == State.WAITING:
            with scopes_disabled():
                Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=after(job).attempts + 1)
            DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
        jobs_reap()
    assert after(job).state == State.FAILED


def test_the_reaper_finds_nothing_to_do_twice(job: Job) -> None:
    die_in_the_middle(job, "dead")
    jobs_reap()
    once = after(job)
    jobs_reap()
    assert (after(job).task_id, after(job).state) == (once.task_id, once.state)


def test_workers_dead_for_a_day_are_forgotten(db: None) -> None:
    Worker.objects.create(worker_id="old", beat_at=timezone.now() - timedelta(days=2))
    worker_beat("new")
    jobs_reap()
    assert list(Worker.objects.values_list("worker_id", flat=True)) == ["new"]
