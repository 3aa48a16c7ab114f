"""Why an item comes after another, and what it would cost to bring it forward."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.method.sequencing import Horizon, Item, forward, sequence, why_after
from gouvernail.method.urgency.profiles import Decline, Erosion
from tests.method.sequencing.works import least_loss, programme, works

FAST, SLOW = Erosion(0.2), Erosion(0.02)


def plan_of(items, horizon):
    return sequence(items, horizon, rng=np.random.default_rng(1), seconds=30)


def why(items, horizon, key, other):
    return why_after(items, horizon, plan_of(items, horizon), key, other)


ONE_TEAM = Horizon.steady({"A": 4.0}, iterations=4)


def test_because_it_needs_it():
    items = [
        Item("base", 0.0, {"A": 4.0}),
        Item("middle", 1.0, {"A": 4.0}, FAST, ("base",)),
        Item("end", 9.0, {"A": 4.0}, FAST, ("middle",)),
    ]
    found = why(items, ONE_TEAM, "end", "base")
    assert (found.reason, found.path) == ("prerequisite", ("end", "middle", "base"))
    assert (found.key_iteration, found.other_iteration) == (3, 1)


def test_because_the_other_would_miss_its_date():
    items = [Item("law", 30.0, {"A": 4.0}, Decline(2.0, 2.0)), Item("nice", 40.0, {"A": 4.0}, FAST)]
    found = why(items, ONE_TEAM, "nice", "law")
    assert (found.reason, found.loss) == ("date", pytest.approx(30.0))
    asked = [Item("promised", 0.0, {"A": 4.0}, by=1), Item("nice", 40.0, {"A": 4.0}, FAST)]
    assert why(asked, ONE_TEAM, "nice", "promised").reason == "date"


def test_because_its_team_has_no_room():
    items = [
        Item("big", 90.0, {"A": 4.0}, FAST),
        Item("late", 10.0, {"A": 3.0}, FAST),
        Item("elsewhere", 1.0, {"B": 1.0}, SLOW),
    ]
    found = why(items, Horizon.steady({"A": 4.0, "B": 4.0}, iterations=4), "late", "elsewhere")
    assert (found.reason, found.teams, found.needed) == ("team", (("A", 0.0),), (3.0,))


def test_because_the_other_saves_more_per_day_with_what_it_opens():
    items = [
        Item("base", 0.0, {"A": 2.0}),
        Item("opened", 60.0, {"A": 2.0}, FAST, ("base",)),
        Item("later", 20.0, {"A": 4.0}, FAST),
    ]
    found = why(items, ONE_TEAM, "later", "base")
    assert (found.reason, found.opened, found.brought) == ("return", ("opened",), ())
    step = np.exp(-0.4) - np.exp(-0.8)
    assert (found.own_return, found.other_return) == (pytest.approx(20 * step / 4), pytest.approx(60 * step / 4))


def test_because_nothing_tells_them_apart():
    items = [Item("x", 5.0, {"A": 4.0}, FAST), Item("y", 5.0, {"A": 4.0}, FAST)]
    at = plan_of(items, ONE_TEAM).iterations
    late, early = sorted(at, key=lambda key: -at[key])
    assert why(items, ONE_TEAM, late, early).reason == "equal"


def test_because_what_it_needs_comes_after_the_other():
    items = [
        Item("small", 1.0, {"B": 1.0}, SLOW),
        Item("base", 0.0, {"A": 8.0}),
        Item("x", 90.0, {"B": 1.0}, FAST, ("base",)),
    ]
    found = why(items, Horizon.steady({"A": 4.0, "B": 4.0}, iterations=4), "x", "small")
    assert (found.reason, found.path) == ("waits", ("x", "base"))


def test_because_it_has_started():
    items = [Item("started", 1.0, {"A": 4.0}, fixed=1), Item("x", 50.0, {"A": 4.0}, FAST)]
    assert why(items, ONE_TEAM, "x", "started").reason == "fixed"


def test_it_is_not_after():
    items = [Item("x", 50.0, {"A": 4.0}, FAST), Item("y", 5.0, {"A": 4.0}, FAST)]
    assert why(items, ONE_TEAM, "x", "y").reason == "not_after"


def test_every_pair_of_a_programme_has_a_reason():
    items, horizon = programme(40, 8, 5)
    plan = sequence(items, horizon, rng=np.random.default_rng(1), seconds=0)
    keys = [line.key for line in plan.lines]
    reasons = {why_after(items, horizon, plan, late, early).reason for late in keys for early in keys[::3]}
    assert reasons >= {"not_after", "prerequisite", "date", "team", "return"}


@settings(max_examples=40)
@given(works(most=4), st.data())
def test_what_it_costs_to_bring_forward_is_bounded_by_every_plan_tried(work, data):
    items, horizon = work
    plan = plan_of(items, horizon)
    key = data.draw(st.sampled_from([item.key for item in items]))
    iteration = data.draw(st.integers(1, horizon.iterations))
    found = forward(items, horizon, plan, key, iteration, rng=np.random.default_rng(1), seconds=30)
    forced = least_loss([item.before(iteration) if item.key == key else item for item in items], horizon)
    assert (forced is None) == bool(found.conflict)
    if forced is not None:
        assert found.found == pytest.approx(forced - plan.loss, rel=1e-4, abs=1e-5 * (1 + plan.loss))
        assert found.at_least >= 0
        assert found.share == pytest.approx(found.at_least / plan.loss if plan.loss else 0)
        assert found.plan.iterations[key] <= iteration


def test_what_moves_for_it_is_said_with_who_loses_first():
    items = [Item("x", 50.0, {"A": 4.0}, FAST), Item("y", 5.0, {"A": 4.0}, FAST), Item("z", 1.0, {"A": 4.0}, SLOW)]
    found = forward(items, ONE_TEAM, plan_of(items, ONE_TEAM), "y", 1, rng=np.random.default_rng(1))
    assert [(one.key, one.before, one.after) for one in found.moved] == [("x", 1, 2)]
    step = np.exp(-0.4) - np.exp(-0.8)
    assert found.at_least == found.found == pytest.approx(45 * step, rel=1e-5)


def test_what_cannot_be_brought_forward_says_why():
    items = [Item("base", 0.0, {"A": 3.0}), Item("x", 5.0, {"A": 4.0}, FAST, ("base",))]
    found = forward(items, ONE_TEAM, plan_of(items, ONE_TEAM), "x", 1, rng=np.random.default_rng(1))
    assert (found.at_least, found.plan) == (None, None)
    assert [each.kind for each in found.conflict] == ["by", "needs", "days"]
