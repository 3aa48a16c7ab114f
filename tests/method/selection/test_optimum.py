"""The best selection, against every set tried, and against optima that others published."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.method.selection import ANY_TEAM, Benefit, Capacity, InvalidSelection, Item, Portfolio, select
from tests.method.selection.portfolios import best_by_trying, capacities, fits, portfolios, value_of

# 0/1 knapsacks of J. Burkardt's collection KNAPSACK_01: capacity, weights, profits, optimum.
KNAPSACKS = {
    "p01": (165, "23 31 29 44 53 38 63 85 89 82", "92 57 49 68 60 43 67 84 87 72", 309),
    "p02": (26, "12 7 11 8 9", "24 13 23 15 16", 51),
    "p06": (170, "41 50 49 59 55 57 60", "442 525 511 593 546 564 617", 1735),
    "p07": (
        750,
        "70 73 77 80 82 87 90 94 98 106 110 113 115 118 120",
        "135 139 149 150 156 163 173 184 192 201 210 214 221 229 240",
        1458,
    ),
    "p08": (
        6404180,
        """382745 799601 909247 729069 467902 44328 34610 698150 823460 903959 853665 551830 610856 670702 488960
        951111 323046 446298 931161 31385 496951 264724 224916 169684""",
        """825594 1677009 1676628 1523970 943972 97426 69666 1296457 1679693 1902996 1844992 1049289 1252836 1319836
        953277 2067538 675367 853655 1826027 65731 901489 577243 466257 369261""",
        13549094,
    ),
}


@pytest.mark.parametrize("name", KNAPSACKS)
def test_published_optima_of_knapsacks(name):
    capacity, weights, profits, optimum = KNAPSACKS[name]
    scale = 10 if capacity > 1e6 else 1  # tenths of a day: the portfolio stays within what people can do
    items = tuple(
        Item(f"{number:02}", float(profit), {ANY_TEAM: int(weight) / scale})
        for number, (weight, profit) in enumerate(zip(weights.split(), profits.split(), strict=True))
    )
    found = select(Portfolio(items), Capacity(capacity / scale), seconds=60)
    assert (found.value, found.bound, found.proved, found.gap) == (optimum, optimum, True, 0)


@given(st.data())
def test_nothing_better_exists(data):
    portfolio = data.draw(portfolios())
    capacity = data.draw(capacities(portfolio))
    best = best_by_trying(portfolio, capacity)
    found = select(portfolio, capacity, seconds=60)
    assert found.proved
    assert found.value == pytest.approx(best, rel=1e-6, abs=1e-9)
    assert fits(portfolio, capacity, found.keys)
    assert found.value == pytest.approx(value_of(portfolio, found.keys))
    assert found.cost == pytest.approx(sum(item.cost for item in portfolio.items if item.key in found.keys))


@given(st.data())
def test_the_first_answer_is_possible_and_its_bound_holds(data):
    portfolio = data.draw(portfolios())
    capacity = data.draw(capacities(portfolio))
    best = best_by_trying(portfolio, capacity)
    found = select(portfolio, capacity, seconds=0)
    assert fits(portfolio, capacity, found.keys)
    assert found.value <= best + 1e-6 <= found.bound + 2e-6 * max(1, best)
    assert found.proved is (found.gap == 0)
    if found.proved:
        assert found.value == pytest.approx(best)


@given(st.data())
def test_what_is_asked_for_is_in_and_what_is_refused_is_out(data):
    portfolio = data.draw(portfolios(most=6))
    capacity = data.draw(capacities(portfolio))
    keys = st.lists(st.sampled_from([item.key for item in portfolio.items]), max_size=2, unique=True)
    include, exclude = data.draw(keys), data.draw(keys)
    best = best_by_trying(portfolio, capacity, include, exclude)
    if best is None:
        with pytest.raises(InvalidSelection):
            select(portfolio, capacity, include=include, exclude=exclude)
        return
    found = select(portfolio, capacity, include=include, exclude=exclude, seconds=60)
    assert set(include) <= found.keys
    assert not set(exclude) & found.keys
    assert found.value == pytest.approx(best, rel=1e-6, abs=1e-9)


@given(st.data())
def test_the_order_of_the_items_changes_nothing(data):
    portfolio = data.draw(portfolios())
    capacity = data.draw(capacities(portfolio))
    shuffled = Portfolio(
        tuple(data.draw(st.permutations(portfolio.items))), tuple(data.draw(st.permutations(portfolio.benefits)))
    )
    assert select(shuffled, capacity, seconds=60) == select(portfolio, capacity, seconds=60)


@settings(max_examples=30)
@given(st.data())
def test_more_days_never_bring_less(data):
    portfolio = data.draw(portfolios(teams=(ANY_TEAM,)))
    values = [select(portfolio, Capacity(float(days)), seconds=60).value for days in range(0, 40, 5)]
    assert values == sorted(values)


def test_an_enabler_without_value_comes_with_what_it_opens():
    base = Item("base", 0, {"Data": 9})
    opened = [Item(name, 10, {"CRM": 1}, ("base",)) for name in "abc"]
    alone = Item("alone", 5, {"CRM": 4})
    found = select(Portfolio((base, *opened, alone)), Capacity(12))
    assert (found.keys, found.value) == ({"base", "a", "b", "c"}, 30)
    assert found.by_team == {"CRM": 3, "Data": 9}
    assert select(Portfolio((base, *opened, alone)), Capacity(11)).keys == {"base", "a", "b"}
    assert select(Portfolio((base, *opened, alone)), Capacity(9)).keys == {"alone"}


def test_each_team_has_its_own_days():
    portfolio = Portfolio((Item("x", 10, {"CRM": 5, "Data": 1}), Item("y", 9, {"CRM": 1, "Data": 5})))
    assert select(portfolio, Capacity(12)).keys == {"x", "y"}
    assert select(portfolio, Capacity(12, {"CRM": 5})).keys == {"x"}
    found = select(portfolio, Capacity(None, {"Data": 5}))
    assert (found.keys, found.left()) == ({"x"}, {"Data": 4})


def test_a_benefit_is_earned_by_all_its_items_or_not_at_all():
    portfolio = Portfolio(
        (Item("a", 0, {ANY_TEAM: 3}), Item("b", 0, {ANY_TEAM: 3}), Item("c", 4, {ANY_TEAM: 4})),
        (Benefit("both", 10, ("a", "b")),),
    )
    assert select(portfolio, Capacity(5)).earned == ()
    found = select(portfolio, Capacity(6))
    assert (found.keys, found.earned, found.value) == ({"a", "b"}, (("both", 10),), 10)


def test_no_day_takes_only_what_costs_nothing():
    portfolio = Portfolio((Item("free", 1), Item("paid", 9, {ANY_TEAM: 1}), Item("late", 5, {}, ("paid",))))
    found = select(portfolio, Capacity(0))
    assert (found.keys, found.value, found.proved) == ({"free"}, 1, True)


def test_nothing_to_choose_from_is_an_empty_selection():
    found = select(Portfolio(()), Capacity(5))
    assert (found.lines, found.value, found.proved, found.gap) == ((), 0, True, 0)


def test_an_item_larger_than_the_capacity_is_left():
    found = select(Portfolio((Item("large", 99, {ANY_TEAM: 11}), Item("small", 1, {ANY_TEAM: 1}))), Capacity(10))
    assert (found.keys, found.proved) == ({"small"}, True)


@pytest.mark.parametrize("scale", [1e-9, 1, 1e9], ids=["tiny", "plain", "huge"])
def test_amounts_of_any_size_are_told_apart(scale):
    rng = np.random.default_rng(3)
    items = tuple(
        Item(f"{number:03}", float(rng.uniform(1, 9)) * scale, {ANY_TEAM: float(rng.uniform(0.1, 9))})
        for number in range(12)
    )
    best = best_by_trying(Portfolio(items), Capacity(20))
    assert select(Portfolio(items), Capacity(20), seconds=60).value == pytest.approx(best, rel=1e-6)


def test_the_largest_portfolio_that_is_read_stays_in_whole_numbers():
    items = tuple(Item(f"{number}", 2.0**number, {ANY_TEAM: 49_999.999}) for number in range(40))
    found = select(Portfolio(items), Capacity(100_000))
    assert found.keys == {"39", "38"}
