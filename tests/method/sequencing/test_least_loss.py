"""The plan that loses least, against every plan tried, and against the exact order of one machine."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.method.sequencing import Horizon, ImpossiblePlan, Item, Plan, sequence
from gouvernail.method.urgency.profiles import Decline, Erosion
from tests.method.sequencing.works import holds, least_loss, loss_of, programme, works


def plan_of(items, horizon, *, seed=1, seconds=60.0) -> Plan:
    return sequence(items, horizon, rng=np.random.default_rng(seed), seconds=seconds)


@settings(max_examples=60)
@given(works())
def test_no_plan_loses_less(work):
    items, horizon = work
    found = plan_of(items, horizon)
    assert found.proved
    assert found.gap == 0
    assert found.loss == pytest.approx(least_loss(items, horizon), rel=1e-5, abs=1e-9)
    assert holds(items, horizon, found.iterations)
    of_key = {item.key: item for item in items}
    assert [line.loss for line in found.lines] == pytest.approx(
        [loss_of(of_key[line.key], horizon, line.iteration) for line in found.lines]
    )


@settings(max_examples=60)
@given(works(asked=True))
def test_what_is_asked_is_kept_or_refused_when_no_plan_keeps_it(work):
    items, horizon = work
    least = least_loss(items, horizon)
    try:
        found = plan_of(items, horizon)
    except ImpossiblePlan:
        assert least is None
    else:
        assert found.loss == pytest.approx(least, rel=1e-5, abs=1e-9)
        assert holds(items, horizon, found.iterations)


@settings(max_examples=60)
@given(works(asked=True))
def test_the_first_plan_is_possible_and_its_bound_holds(work):
    items, horizon = work
    least = least_loss(items, horizon)
    if least is not None:
        found = plan_of(items, horizon, seconds=0)
        assert holds(items, horizon, found.iterations)
        assert found.bound <= least + 1e-6 * max(1.0, least)
        assert found.loss >= least - 1e-6 * max(1.0, least)
        assert found.relaxed <= found.bound


@given(works(), st.randoms(use_true_random=False))
def test_the_order_of_a_file_changes_nothing(work, rng):
    items, horizon = work
    mixed = list(items)
    rng.shuffle(mixed)
    assert plan_of(mixed, horizon, seconds=0) == plan_of(items, horizon, seconds=0)


def test_the_lines_are_an_order_of_building():
    items, horizon = programme(80, 13, 3)
    found = plan_of(items, horizon, seconds=0)
    seen: set[str] = set()
    needs = {item.key: item.needs for item in items}
    for line in found.lines:
        assert seen.issuperset(needs[line.key])
        seen.add(line.key)
    iterations = [line.iteration or 99 for line in found.lines]
    assert iterations == sorted(iterations)


@pytest.mark.parametrize(("count", "iterations", "most"), [(60, 13, 0.10), (150, 26, 0.05), (300, 26, 0.03)])
def test_plans_of_usual_sizes_are_near_the_bound_before_any_exact_search(count, iterations, most):
    items, horizon = programme(count, iterations, 7)
    found = plan_of(items, horizon, seconds=0)
    assert 0 <= found.gap <= most
    assert holds(items, horizon, found.iterations)


@pytest.mark.parametrize("seconds", [1e-6, 1e-3, 0.05])
def test_a_search_stopped_before_it_began_proves_nothing(seconds):
    items, horizon = programme(60, 13, 7)
    found = plan_of(items, horizon, seconds=seconds)
    assert not found.proved
    assert found.relaxed <= found.bound < found.loss
    assert found.gap > 0.001


def least_tardiness(jobs):
    """Give the least weighted tardiness of (duration, weight, due) on one machine (Held and Karp: every subset)."""
    best = {0: 0.0}
    for done in range(1 << len(jobs)):
        end = sum(jobs[job][0] for job in range(len(jobs)) if done >> job & 1)
        best[done] = min(
            (
                best[done ^ (1 << job)] + weight * max(0, end - due)
                for job, (_, weight, due) in enumerate(jobs)
                if done >> job & 1
            ),
            default=0.0,
        )
    return best[(1 << len(jobs)) - 1]


@pytest.mark.parametrize("seed", range(8))
def test_one_machine_reaches_the_least_weighted_tardiness(seed):
    rng = np.random.default_rng(seed)
    jobs = [(int(rng.integers(1, 7)), int(rng.integers(1, 11)), 0) for _ in range(10)]
    total = sum(job[0] for job in jobs)
    jobs = [(length, weight, int(rng.integers(0, total))) for length, weight, _ in jobs]
    items = [
        # Nothing is lost until the due date, then `weight` a week: a line down to 0 long after the end.
        Item(f"j{number}", float(weight * 1000), {"M": float(length)}, Decline(float(due), due + 1000.0))
        for number, (length, weight, due) in enumerate(jobs)
    ]
    found = plan_of(items, Horizon.steady({"M": 1.0}, iterations=total, weeks=1.0))
    assert found.proved
    assert found.loss == pytest.approx(least_tardiness(jobs))


def test_a_cliff_is_met_when_it_can_be():
    items = [
        Item("steady", 100.0, {"A": 5.0}, Erosion(0.05)),
        Item("law", 50.0, {"A": 5.0}, Decline(2.0, 2.0)),
    ]
    horizon = Horizon.steady({"A": 5.0}, iterations=2)
    assert plan_of(items, horizon).iterations == {"law": 1, "steady": 2}
    late = [items[0], replace(items[1], profile=Decline(1.0, 1.0))]  # lost anyway: the other comes first
    assert plan_of(late, horizon).iterations == {"steady": 1, "law": 2}


def test_what_opens_others_comes_with_what_it_opens():
    items = [
        Item("base", 0.0, {"A": 4.0}),
        Item("offers", 100.0, {"A": 2.0}, Erosion(0.1), ("base",)),
        Item("mobile", 40.0, {"A": 4.0}, Erosion(0.1)),
    ]
    found = plan_of(items, Horizon.steady({"A": 3.0}, iterations=4))
    assert found.iterations == {"base": 2, "offers": 2, "mobile": 4}


def test_an_iteration_without_a_day_finishes_nothing_new():
    items = [Item("a", 10.0, {"A": 4.0}, Erosion(0.1)), Item("b", 9.0, {"A": 4.0}, Erosion(0.1))]
    found = plan_of(items, Horizon({"A": (4.0, 0.0, 0.0, 4.0)}))
    assert found.iterations == {"a": 1, "b": 4}


def test_an_item_larger_than_an_iteration_goes_over_several_and_is_said():
    items = [Item("huge", 10.0, {"A": 9.0}, Erosion(0.1)), Item("small", 1.0, {"A": 3.0}, Erosion(0.1))]
    found = plan_of(items, Horizon.steady({"A": 4.0}, iterations=3))
    assert found.large == ("huge",)
    assert found.iterations["huge"] == 3


def test_what_does_not_fit_in_the_horizon_is_listed_with_what_it_loses():
    items = [Item("a", 10.0, {"A": 4.0}, Erosion(0.1)), Item("b", 9.0, {"A": 4.0}, Erosion(0.1))]
    found = plan_of(items, Horizon.steady({"A": 4.0}, iterations=1))
    (left,) = found.unfinished
    assert (left.key, left.loss) == ("b", pytest.approx(9 * (1 - np.exp(-0.4))))  # as if one iteration after the last


def test_a_started_item_stays_where_it_is():
    items = [Item("a", 1.0, {"A": 4.0}, fixed=1), Item("b", 99.0, {"A": 4.0}, Erosion(1.0))]
    assert plan_of(items, Horizon.steady({"A": 4.0}, iterations=3)).iterations == {"a": 1, "b": 2}
    moved = [replace(items[0], fixed=3), items[1]]
    assert plan_of(moved, Horizon.steady({"A": 4.0}, iterations=3)).iterations == {"b": 1, "a": 3}


def test_nothing_to_build_loses_nothing():
    found = plan_of([], Horizon.steady({"A": 4.0}, iterations=2))
    assert (found.lines, found.loss, found.proved) == ((), 0.0, True)


def test_a_plan_is_kept_and_read_again():
    items, horizon = programme(30, 6, 1)
    found = plan_of(items, horizon, seconds=0)
    assert Plan.from_data(found.as_data()) == found
    with pytest.raises(ValueError, match="version 2"):
        Plan.from_data(found.as_data() | {"version": 2})


def test_one_seed_gives_one_plan():
    items, horizon = programme(80, 13, 2)
    assert plan_of(items, horizon, seed=5, seconds=0) == plan_of(items, horizon, seed=5, seconds=0)


@settings(max_examples=25)
@given(works(), st.sampled_from([0.25, 1.0]))
def test_one_more_day_never_avoids_more_than_its_price(work, more):
    items, horizon = work
    found = plan_of(items, horizon, seconds=0)
    added = {(price.team, price.iteration): price.added for price in found.prices}
    for team, given_days in horizon.days.items():
        larger = replace(horizon, days={**horizon.days, team: (given_days[0] + more, *given_days[1:])})
        gain = found.relaxed - plan_of(items, larger, seconds=0).relaxed
        assert -1e-6 * (1 + found.loss) <= gain <= added.get((team, 1), 0.0) * more + 1e-5 * (1 + found.loss)


def test_the_price_of_a_day_is_what_it_saves():
    items = [Item("a", 10.0, {"A": 4.0}, Erosion(0.1)), Item("b", 0.0, {"B": 1.0})]
    found = plan_of(items, Horizon.steady({"A": 2.0, "B": 9.0}, iterations=3), seconds=0)
    # Half of "a" is done by the end of iteration 1 and all by that of 2: a day more by then saves a quarter of a step.
    step = 10 * (np.exp(-0.2) - np.exp(-0.4))
    assert {(price.team, price.iteration): price.sooner for price in found.prices}[("A", 1)] == pytest.approx(step / 4)
    assert "B" not in {price.team for price in found.prices}
