"""The shortest schedules of PSPLIB; benchmarks/sequencing.py proves all 480."""

import pytest

from gouvernail.method.sequencing import Activity, InvalidPlan, shortest
from tests.method.sequencing.psplib import instances, optima

pytest.importorskip("ortools", reason="schedules are found by OR-Tools, an optional part")

PUBLISHED = {"j301_1.sm": 43, "j301_2.sm": 47, "j301_3.sm": 47, "j301_4.sm": 62}


def test_published_optima_are_proved(shared_data):
    known = optima(shared_data("psplib_j30/kobe_j30.csv"))
    found = {
        name: shortest(activities, available, seconds=120)
        for name, activities, available in instances(shared_data("psplib_j30/j30_sm.tar.gz"), PUBLISHED)
    }
    assert {name: (project.length, project.proved) for name, project in found.items()} == {
        name: (length, True) for name, length in PUBLISHED.items()
    }
    assert {name: known[name] for name in PUBLISHED} == PUBLISHED


def test_a_schedule_respects_what_each_needs_and_what_there_is():
    activities = [
        Activity("a", 3, {"R": 2}),
        Activity("b", 2, {"R": 2}),
        Activity("c", 2, {"R": 1}, ("b",)),
        Activity("d", 1, {}, ("a", "c")),
    ]
    found = shortest(activities, {"R": 3})
    assert (found.length, found.bound, found.proved) == (6, 6, True)  # b, then a beside c, then d
    assert found.starts["b"] == 0
    assert found.starts["d"] == 5


def test_activities_that_make_no_sense():
    with pytest.raises(InvalidPlan, match="a → b → a"):
        shortest([Activity("a", 1, {}, ("b",)), Activity("b", 1, {}, ("a",))], {})
    with pytest.raises(InvalidPlan, match="no activity"):
        shortest([Activity("a", 1, {}, ("z",))], {})
    with pytest.raises(InvalidPlan, match="more than there is"):
        shortest([Activity("a", 1, {"R": 3})], {"R": 2})
