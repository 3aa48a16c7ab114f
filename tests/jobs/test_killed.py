"""A worker is killed in the middle of a job: no half state, and the job resumes or says that it failed."""

import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gouvernail.jobs.services.reaper import ATTEMPTS
from tests.jobs.scenes import STEPS
from tests.processes import DATABASES, Place, a_place

if TYPE_CHECKING:
    import subprocess

PATIENCE = 90.0  # seconds, on a machine that does much else
TABLES = ("jobs_job", "django_tasks_database_dbtaskresult", "jobs_worker", "jobs_tick", "workspaces_team")


@pytest.fixture(scope="module", params=DATABASES)
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with a_place(request.param, tmp_path_factory.mktemp("killed")) as place:
        done = place.command("migrate")
        assert done.returncode == 0, done.stderr
        yield place


@pytest.fixture
def place(migrated: Place) -> Place:
    for table in TABLES:
        migrated.sql(f"DELETE FROM {table}")
    return migrated


@pytest.fixture
def start_worker(place: Place) -> "Iterator[Callable[[], subprocess.Popen[str]]]":
    started: list[subprocess.Popen[str]] = []

    def start() -> "subprocess.Popen[str]":
        started.append(place.start("worker"))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def jobs(place: Place) -> list[tuple[object, ...]]:
    return place.sql("SELECT state, done, attempts FROM jobs_job ORDER BY id")


def halves(place: Place) -> list[str]:
    """List the steps of which one row of two is written."""
    steps = [name.rsplit(" ", 1)[0] for (name,) in place.sql("SELECT name FROM workspaces_team")]
    return sorted(step for step in set(steps) if steps.count(step) != 2)


def pairs(place: Place) -> int:
    return len(place.sql("SELECT name FROM workspaces_team")) // 2


def let_time_pass(place: Place) -> None:
    """Make what is known of the workers older: a dead one is found after a minute of silence."""
    ago = f"{timezone.now() - timedelta(minutes=2):%Y-%m-%d %H:%M:%S+00:00}"
    place.sql("UPDATE jobs_worker SET beat_at = ?", ago)
    place.sql("UPDATE django_tasks_database_dbtaskresult SET started_at = ? WHERE status = 'RUNNING'", ago)


def until(place: Place, holds: Callable[[], bool]) -> None:
    """Wait for what must come."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, jobs(place)
        time.sleep(0.1)


def is_half_way(place: Place) -> bool:
    return any(state == "running" and 1 < done < STEPS for state, done, _attempts in jobs(place))  # type: ignore[operator]


def test_the_job_resumes_and_nothing_is_half_written(
    place: Place, start_worker: "Callable[[], subprocess.Popen[str]]"
) -> None:
    place.ask("tests.jobs.scenes:set_up", pause=0.2)
    first = start_worker()
    until(place, lambda: is_half_way(place))
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert halves(place) == []
    assert 0 < pairs(place) < STEPS
    assert jobs(place)[0][0] == "running"  # nobody knows yet
    let_time_pass(place)
    start_worker()
    until(place, lambda: jobs(place)[0][0] not in {"running", "waiting"})
    assert jobs(place) == [("succeeded", STEPS, 2)]
    assert (pairs(place), halves(place)) == (STEPS, [])


def test_a_job_that_is_killed_each_time_says_that_it_failed(
    place: Place, start_worker: "Callable[[], subprocess.Popen[str]]"
) -> None:
    place.ask("tests.jobs.scenes:set_up", pause=60)
    for attempt in range(1, ATTEMPTS + 1):
        worker = start_worker()
        until(place, lambda n=attempt: jobs(place)[0][::2] == ("running", n))  # type: ignore[misc]
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        let_time_pass(place)
    start_worker()
    until(place, lambda: jobs(place)[0][0] == "failed")
    assert f"{ATTEMPTS} fois" in place.sql("SELECT error FROM jobs_job")[0][0]
    assert halves(place) == []


def test_a_worker_that_is_asked_to_stop_finishes_its_job(
    place: Place, start_worker: "Callable[[], subprocess.Popen[str]]"
) -> None:
    place.ask("tests.jobs.scenes:set_up", jobs=2, pause=0.1)
    before = set(place.data.glob("worker-*.log"))  # those that other tests killed here had something to say
    worker = start_worker()
    until(place, lambda: is_half_way(place))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    said = "".join(path.read_text(encoding="utf-8") for path in set(place.data.glob("worker-*.log")) - before)
    assert "the job at hand is finished first" in said
    assert "WARNING" not in said  # to be stopped is in the order of things
    assert sorted(state for state, *_ in jobs(place)) == ["succeeded", "waiting"]
    assert place.sql("SELECT * FROM jobs_worker") == []


def test_three_workers_do_each_job_once(place: Place, start_worker: "Callable[[], subprocess.Popen[str]]") -> None:
    place.ask("tests.jobs.scenes:set_up", jobs=9, pause=0)
    for _worker in range(3):
        start_worker()
    until(place, lambda: all(state == "succeeded" for state, *_ in jobs(place)))
    assert [attempts for *_, attempts in jobs(place)] == [1] * 9
    assert (pairs(place), halves(place)) == (9 * STEPS, [])
