"""What is done now and then is done once, whatever the number of workers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from gouvernail.jobs.models import Tick, Worker
from gouvernail.jobs.services.clock import tick_take, ticks_run
from gouvernail.jobs.services.presence import worker_beat, worker_leave

CALLS: list[str] = []


def strike() -> None:
    CALLS.append("strike")


def break_down() -> None:
    CALLS.append("break down")
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _quiet(db: None, settings: Settings) -> None:
    CALLS.clear()
    settings.PERIODIC = [("tests.jobs.test_clock.break_down", 60), ("tests.jobs.test_clock.strike", 60)]


def test_one_that_fails_does_not_stop_the_others() -> None:
    ticks_run("a")
    assert CALLS == ["break down", "strike"]


def test_two_workers_strike_once() -> None:
    for worker in ("a", "b", "a", "b"):
        ticks_run(worker)
    assert CALLS == ["break down", "strike"]


def test_it_strikes_again_at_its_time() -> None:
    ticks_run("a")
    Tick.objects.update(begun_at=timezone.now() - timedelta(seconds=61))
    ticks_run("b")
    assert CALLS == ["break down", "strike"] * 2


def late(worker_id: str) -> Tick:
    return Tick.objects.create(path="slow", begun_at=timezone.now() - timedelta(hours=1), worker_id=worker_id)


def test_nobody_takes_what_a_living_worker_is_still_at() -> None:
    worker_beat("a")
    late("a")
    assert not tick_take("slow", 60, "b")
    worker_leave("a")
    assert tick_take("slow", 60, "b")
    assert not tick_take("slow", 60, "c")


def test_what_a_dead_worker_was_at_is_taken() -> None:
    late("dead")
    Worker.objects.create(worker_id="dead", beat_at=timezone.now() - timedelta(minutes=5))
    assert tick_take("slow", 60, "b")


def test_every_periodic_thing_of_the_product_can_be_called() -> None:
    from django.utils.module_loading import import_string

    from gouvernail.config import settings as ours

    for path, seconds in ours.PERIODIC:
        assert callable(import_string(path))
        assert seconds > 0
