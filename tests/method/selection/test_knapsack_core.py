"""Fixing what cannot change loses no better selection, and what is said of an item is what a whole new search says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.method.selection import Capacity, Item, Portfolio, Reasons, compare, select, with_more_days
from gouvernail.method.selection.filling import filled
from gouvernail.method.selection.instance import instance_of
from gouvernail.method.selection.knapsack_core import Core, small_core, whole_core
from gouvernail.method.selection.outlook import relaxed_of
from gouvernail.method.selection.program import program_of
from gouvernail.method.selection.search import _Search
from gouvernail.method.selection.solution import improved
from tests.method.selection.portfolios import best_by_trying, capacities, portfolios

TEAMS = ("CRM", "Data", "Web")


def backlog(count: int, seed: int) -> Portfolio:
    """Draw items of one or two teams, one in three of which needs one before it."""
    rng = np.random.default_rng(seed)
    return Portfolio(
        tuple(
            Item(
                f"i{number:03}",
                2.0 ** round(float(rng.uniform(0, 10)), 2),
                {team: float(rng.integers(1, 60)) / 2 for team in rng.choice(TEAMS, rng.integers(1, 3), replace=False)},
                (f"i{rng.integers(0, number):03}",) if number and rng.random() < 0.3 else (),
            )
            for number in range(count)
        )
    )


def room(portfolio: Portfolio, share: float, *teams: str) -> Capacity:
    """A share of all days, and a share of those of some teams."""
    return Capacity(
        round(share * sum(item.cost for item in portfolio.items)),
        {team: round(share * sum(item.costs.get(team, 0.0) for item in portfolio.items)) for team in teams},
    )


def by_the_textbook(portfolio: Portfolio, capacity: Capacity) -> float:
    """The optimum of the programme as a textbook writes it, all items in it."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    number = {item.key: at for at, item in enumerate(portfolio.items)}
    values = np.array([item.value for item in portfolio.items])
    rows = [[item.cost for item in portfolio.items]]
    rows += [[item.costs.get(team, 0.0) for item in portfolio.items] for team in capacity.by_team]
    limits = [capacity.total, *capacity.by_team.values()]
    for item in portfolio.items:
        for need in item.needs:
            row = np.zeros(len(values))
            row[number[item.key]], row[number[need]] = 1, -1
            rows.append(row)
            limits.append(0)
    answer = milp(
        -values / values.max(),
        integrality=np.ones(len(values)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(np.array(rows), ub=limits),
        options={"mip_rel_gap": 0.0},
    )
    return -float(answer.fun) * values.max()


@pytest.mark.parametrize("teams", [(), TEAMS], ids=["total", "teams"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_optimum_is_that_of_the_textbook(seed, teams):
    portfolio = backlog(300, seed)
    capacity = room(portfolio, 0.3, *teams)
    found = select(portfolio, capacity, seconds=120)
    assert found.proved
    assert found.value == pytest.approx(by_the_textbook(portfolio, capacity), rel=1e-6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_most_is_fixed_once_a_good_selection_is_known(seed):
    portfolio = backlog(400, seed)
    instance = instance_of(portfolio, room(portfolio, 0.3))
    found = relaxed_of(instance)
    known = improved(instance, filled(instance, []), seconds=60)
    core = whole_core(found.relaxation, instance.worth(known.chosen) / found.program.unit)
    assert core.free.sum() < 0.4 * len(core.free)
    taken = known.chosen[found.program.nodes][~core.free]
    assert (taken == (core.fixed[~core.free] > 0)).mean() > 0.99
    small = small_core(found.relaxation, 50)
    assert (small.free.sum(), small.is_whole, core.is_whole) == (50, False, True)


@given(st.data())
def test_what_is_fixed_loses_no_better_selection(data):
    portfolio = data.draw(portfolios())
    capacity = data.draw(capacities(portfolio))
    instance = instance_of(portfolio, capacity)
    nothing = improved(instance, instance.inside, seconds=60)
    best = best_by_trying(portfolio, capacity)
    assert instance.amount(nothing.chosen) == pytest.approx(best, rel=1e-6, abs=1e-9)
    assert nothing.proved


@given(st.data())
def test_asked_for_more_than_there_is_the_search_says_that_there_is_none(data):
    portfolio = data.draw(portfolios())
    instance = instance_of(portfolio, data.draw(capacities(portfolio)))
    best = improved(instance, instance.inside, seconds=60)
    again = improved(instance, instance.inside, seconds=60, least=instance.worth(best.chosen))
    assert (again.proved, instance.worth(again.chosen) <= instance.worth(best.chosen)) == (True, True)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_reasons_are_those_of_two_whole_searches(data):
    portfolio = data.draw(portfolios(most=6))
    found = select(portfolio, data.draw(capacities(portfolio)), seconds=60)
    reasons = Reasons(portfolio, found)
    for item in portfolio.items:
        why, quick = reasons.why_out(item.key, seconds=60), reasons.why_out(item.key, seconds=60, at_best=False)
        assert (quick.reason, quick.brings, quick.days, quick.missing) == (
            why.reason,
            why.brings,
            why.days,
            why.missing,
        )
        if why.exchange is None:
            assert quick == why
            continue
        coming = {item.key, *why.brings}
        others = {one.key for one in portfolio.nodes} - found.keys - {key for key, _ in found.earned} - coming
        asked = {"include": [item.key], "seconds": 60}
        plain = compare(found, select(portfolio, found.capacity, exclude=others, **asked))
        whole = compare(found, select(portfolio, found.capacity, **asked))
        assert why.at_best == pytest.approx(max(whole.value, plain.value), rel=1e-6, abs=1e-6)
        for each in (why, quick):
            assert each.exchange.value == pytest.approx(
                plain.value if why.reason in {"displaced", "no_value"} else why.at_best, rel=1e-6, abs=1e-6
            )


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_one_more_day_brings_what_a_whole_search_finds(data):
    portfolio = data.draw(portfolios())
    found = select(portfolio, Capacity(float(data.draw(st.integers(0, 30)))), seconds=60)
    more = with_more_days(portfolio, found, 1.0, seconds=60)
    best = best_by_trying(portfolio, found.capacity.plus(1.0))
    assert more.value == pytest.approx(best - found.value, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("is_whole", [False, True], ids=["part", "whole"])
def test_only_the_whole_core_proves_that_nothing_is_better(is_whole):
    instance = instance_of(backlog(20, 1), room(backlog(20, 1), 0.3))
    program = program_of(instance)
    nodes = len(program.values)
    core = Core(np.zeros(nodes, bool), np.zeros(nodes), is_whole)
    found = _Search(instance, program, instance.inside, 0).within(core, seconds=1)
    assert (found.ended, np.isfinite(found.bound)) == (is_whole, is_whole)
