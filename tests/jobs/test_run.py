"""A job is queued with its cause, done by a worker, and says how it ended."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django_scopes import scope
from django_tasks_db.models import DBTaskResult

from gouvernail.jobs.choices import State
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.run import job_queue, job_start
from gouvernail.workspaces.models import Team
from tests.cast import Cast
from tests.jobs import works

RunJobs = Callable[[], None]


def start(cast: Cast, work: Callable[..., object], **arguments: object) -> Job:
    with scope(workspace=cast.workspace):
        return job_start(workspace=cast.workspace, actor=cast.camille, work=work, label="Counting", **arguments)


def after(job: Job) -> Job:
    with scope(workspace=job.workspace):
        return Job.objects.get(pk=job.pk)


def test_a_job_waits_then_is_done(cast: Cast, run_jobs: RunJobs) -> None:
    job = start(cast, works.count, steps=3)
    assert after(job).state == State.WAITING
    run_jobs()
    done = after(job)
    assert (done.state, done.done, done.total, done.message) == (State.SUCCEEDED, 3, 3, "step 3")
    assert done.result == {"text": "3 steps", "url": "/"}
    assert done.attempts == 1
    assert done.ended_at is not None


def test_what_is_rolled_back_is_not_queued(cast: Cast, run_jobs: RunJobs) -> None:
    with transaction.atomic():
        start(cast, works.count, steps=1)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


def test_a_job_sees_its_workspace_only(cast: Cast, run_jobs: RunJobs) -> None:
    with scope(workspace=cast.workspace):
        Team.objects.create(workspace=cast.workspace, name="Ventes Nord")
    with scope(workspace=cast.elsewhere):
        Team.objects.create(workspace=cast.elsewhere, name="Support")
    job = start(cast, works.name_teams)
    run_jobs()
    assert after(job).result == {"text": "Ventes Nord"}


def test_a_refusal_is_shown_as_it_is(cast: Cast, run_jobs: RunJobs) -> None:
    job = start(cast, works.refuse)
    run_jobs()
    assert (after(job).state, after(job).error) == (
        State.FAILED,
        "The file holds no row. Choose another one.",
    )


@pytest.mark.parametrize("work", [works.break_down, works.give_nonsense])
def test_a_fault_of_ours_shows_a_sentence_and_keeps_the_traceback_for_us(
    cast: Cast, run_jobs: RunJobs, work: Callable[..., object]
) -> None:
    job = start(cast, work)
    run_jobs()
    assert after(job).state == State.FAILED
    assert "Error" not in after(job).error
    assert after(job).error
    assert "Error" in DBTaskResult.objects.get(pk=after(job).task_id).traceback


@pytest.mark.parametrize(("language", "zone"), [("fr", "Europe/Paris"), ("en", "Asia/Tokyo")])
def test_a_job_speaks_to_who_asked(cast: Cast, run_jobs: RunJobs, language: str, zone: str) -> None:
    cast.camille.user.language, cast.camille.user.time_zone = language, zone
    cast.camille.user.save()
    job = start(cast, works.say_the_language)
    run_jobs()
    assert after(job).result == {"text": f"{language} {zone}"}


def test_a_job_queued_again_is_done_once(cast: Cast, run_jobs: RunJobs) -> None:
    job = start(cast, works.count, steps=1)
    with scope(workspace=cast.workspace):
        job_queue(job)
    assert DBTaskResult.objects.count() == 2
    run_jobs()
    assert (after(job).state, after(job).attempts) == (State.SUCCEEDED, 1)


def test_long_words_are_cut_rather_than_refused(cast: Cast, run_jobs: RunJobs) -> None:
    with scope(workspace=cast.workspace):
        job = job_start(workspace=cast.workspace, actor=None, work=works.count, label="é" * 10_000, steps=0)
    run_jobs()
    assert after(job).state == State.SUCCEEDED
    assert len(after(job).label) == 200
