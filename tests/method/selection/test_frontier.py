"""Nested points, a bound that no selection exceeds, and blocks that return less and less."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.selection import ANY_TEAM, Capacity, Item, Portfolio, frontier
from gouvernail.method.selection.cut import best_closed_set
from tests.method.selection.portfolios import best_by_trying, fits, portfolios, value_of


@given(st.data())
def test_every_point_is_the_best_of_its_cost(data):
    portfolio = data.draw(portfolios())
    line = frontier(portfolio)
    taken: set[str] = set()
    for point in line.points:
        assert not taken & set(point.entered)
        taken |= set(point.entered)
        keys = {item.key for item in portfolio.items} & taken
        assert fits(portfolio, Capacity(point.cost), keys)
        assert value_of(portfolio, keys) == pytest.approx(point.value)
        assert best_by_trying(portfolio, Capacity(point.cost)) == pytest.approx(point.value, rel=1e-6)


@given(st.data())
def test_the_bound_holds_for_every_capacity_and_the_points_within_it_can_be_done(data):
    portfolio = data.draw(portfolios())
    line = frontier(portfolio)
    for days in range(0, 50, 7):
        best = best_by_trying(portfolio, Capacity(float(days)))
        assert line.bound(days) >= best - 1e-6
        assert (line.within(days) or line.points[0]).value <= best + 1e-6
        keys = line.chosen(days) & {item.key for item in portfolio.items}
        assert fits(portfolio, Capacity(float(days)), keys)


@given(st.data())
def test_each_block_returns_less_a_day_than_the_one_before(data):
    points = frontier(data.draw(portfolios())).points
    slopes = [(after.value - before.value) / (after.cost - before.cost) for before, after in pairwise(points)]
    assert all(after < before * (1 + 1e-9) for before, after in pairwise(slopes))


@given(st.data())
def test_the_order_of_the_items_changes_nothing(data):
    portfolio = data.draw(portfolios())
    shuffled = Portfolio(tuple(data.draw(st.permutations(portfolio.items))), portfolio.benefits)
    assert frontier(shuffled) == frontier(portfolio)


def test_a_base_comes_with_what_it_opens_in_one_block():
    base = Item("base", 0, {ANY_TEAM: 6})
    opened = [Item(name, 8, {ANY_TEAM: 1}, ("base",)) for name in "abc"]
    quick, slow = Item("quick", 5, {ANY_TEAM: 1}), Item("slow", 2, {ANY_TEAM: 4})
    line = frontier(Portfolio((slow, base, *opened, quick)))
    assert [(point.cost, point.value, point.entered) for point in line.points] == [
        (0, 0, ()),
        (1, 5, ("quick",)),
        (10, 29, ("a", "b", "base", "c")),
        (14, 31, ("slow",)),
    ]
    assert line.slope(3) == pytest.approx(24 / 9)
    assert line.bound(5.5) == pytest.approx(5 + 4.5 * 24 / 9)
    assert (line.slope(14), line.bound(99)) == (0, 31)


def test_what_is_asked_for_is_in_from_the_first_point_and_what_is_refused_in_none():
    items = (Item("a", 1, {ANY_TEAM: 5}), Item("b", 1, {ANY_TEAM: 1}, ("a",)), Item("c", 9, {ANY_TEAM: 1}))
    line = frontier(Portfolio(items), include=["b"], exclude=["c"])
    assert [(point.cost, point.entered) for point in line.points] == [(6, ("a", "b"))]
    assert line.within(5) is None
    assert line.chosen(5) == set()


def test_what_has_no_value_and_opens_nothing_is_never_in():
    line = frontier(Portfolio((Item("a", 1, {ANY_TEAM: 5}), Item("idle", 0, {ANY_TEAM: 1}), Item("free", 0))))
    assert [point.entered for point in line.points] == [(), ("a",)]


def test_a_cut_takes_the_smallest_of_equal_sets():
    import numpy as np

    no_arc = (np.array([], np.intp), np.array([], np.intp))
    assert best_closed_set(np.array([0, 3, -1]), no_arc).tolist() == [False, True, False]
    assert best_closed_set(np.array([0, 0]), no_arc).tolist() == [False, False]
    needs = (np.array([1], np.intp), np.array([2], np.intp))
    assert best_closed_set(np.array([0, 3, -3]), needs).tolist() == [False, False, False]
