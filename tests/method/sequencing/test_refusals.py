"""What makes no sense is refused with every fault, in words."""

import numpy as np
import pytest

from gouvernail.method.sequencing import Horizon, InvalidPlan, Item, forward, sequence, why_after

HORIZON = Horizon.steady({"A": 5.0, "B": 5.0}, iterations=3)


def refused(items, horizon=HORIZON):
    with pytest.raises(InvalidPlan) as found:
        sequence(items, horizon, rng=np.random.default_rng(1), seconds=0)
    return found.value.faults


def test_a_circle_of_prerequisites_is_printed():
    items = [Item("a", 1.0, needs=("c",)), Item("b", 1.0, needs=("a",)), Item("c", 1.0, needs=("b",))]
    (fault,) = refused(items)
    assert (fault.code, fault.found) == ("cycle", "a → c → b → a")


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (Item(" ", 1.0), "no_key"),
        (Item("a", float("nan")), "value_not_finite"),
        (Item("a", -1.0), "value_negative"),
        (Item("a", 1.0, {"A": float("inf")}), "cost_not_finite"),
        (Item("a", 1.0, {"A": -1.0}), "cost_negative"),
        (Item("a", 1.0, {"A": 3e6}), "cost_huge"),
        (Item("a", 1.0, needs=("z",)), "unknown_need"),
        (Item("a", 1.0, {"C": 1.0}), "team_without_days"),
        (Item("a", 1.0, fixed=0), "iteration_outside"),
        (Item("a", 1.0, by=4), "iteration_outside"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_an_item_that_makes_no_sense(item, code):
    assert [fault.code for fault in refused([item])] == [code]


def test_two_items_of_one_name():
    assert [fault.code for fault in refused([Item("a", 1.0), Item("a", 2.0)])] == ["same_key"]


@pytest.mark.parametrize(
    ("horizon", "code"),
    [
        (Horizon({}), "no_team"),
        (Horizon({"A": ()}), "no_iteration"),
        (Horizon({"A": (1.0,), "B": (1.0, 2.0)}), "uneven_iterations"),
        (Horizon({"A": (1.0,)}, weeks=0.0), "no_weeks"),
        (Horizon({"A": (float("nan"),)}), "capacity_not_finite"),
        (Horizon({"A": (-1.0,)}), "capacity_negative"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_horizon_that_makes_no_sense(horizon, code):
    assert [fault.code for fault in refused([Item("a", 1.0)], horizon)] == [code]


def test_a_team_that_takes_no_day_needs_no_days():
    found = sequence([Item("a", 1.0, {"C": 0.0})], HORIZON, rng=np.random.default_rng(1), seconds=0)
    assert found.iterations == {"a": 1}


def test_questions_about_what_does_not_exist():
    items = [Item("a", 1.0)]
    found = sequence(items, HORIZON, rng=np.random.default_rng(1), seconds=0)
    with pytest.raises(InvalidPlan, match="there is no item 'z'"):
        why_after(items, HORIZON, found, "a", "z")
    with pytest.raises(InvalidPlan, match="there is no item 'z'"):
        forward(items, HORIZON, found, "z", 1, rng=np.random.default_rng(1))
    with pytest.raises(InvalidPlan, match="they go from 1 to 3"):
        forward(items, HORIZON, found, "a", 4, rng=np.random.default_rng(1))
