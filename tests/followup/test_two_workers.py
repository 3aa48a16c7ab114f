"""Workers at once, on both databases: one letter, one notice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.processes import DATABASES, Place, a_place

WORKERS = 3


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with a_place(request.param, tmp_path / "place") as place:
        done = place.command("migrate")
        assert done.returncode == 0, done.stderr
        yield place


def test_each_is_told_once(place: Place) -> None:
    assert place.ask("tests.followup.workers:prepare") == 0
    meeting = str(place.data)
    with ThreadPoolExecutor(WORKERS) as pool:
        rounds = [
            pool.submit(place.ask, "tests.followup.workers:work", meeting=meeting, together=WORKERS)
            for _worker in range(WORKERS)
        ]
        assert [one.result() for one in rounds] == [0] * WORKERS
    found = place.ask("tests.followup.workers:outcome")
    assert found["letters"] == found["readers"] == 3
    assert found["days"] == 8  # of both workspaces: everybody's day was looked at once
    assert found["notices"] == found["causes"] > 0
    assert found["answers"] == found["news"] == 2


def test_a_worker_that_dies_before_a_letter_is_queued_loses_nothing(place: Place) -> None:
    assert place.ask("tests.followup.workers:prepare") == 0
    witness = place.data / "written"
    with pytest.raises(AssertionError):  # it has nothing to answer: it is dead
        place.ask("tests.followup.workers:work_cut", witness=str(witness))
    assert witness.exists()
    found = place.ask("tests.followup.workers:outcome")
    assert (found["letters"], found["answers"], found["news"]) == (0, 0, 0)
    for _round in range(2):
        place.ask("tests.followup.workers:work", meeting=str(place.data), together=1)
    found = place.ask("tests.followup.workers:outcome")
    assert found["letters"] == found["readers"] == 3
    assert found["answers"] == found["news"] == 2
