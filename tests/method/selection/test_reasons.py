"""Why an item is out, what would come next, and what one more day brings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.method.selection import (
    ANY_TEAM,
    Capacity,
    InvalidSelection,
    Item,
    Portfolio,
    next_increments,
    select,
    why_out,
    with_more_days,
)
from tests.method.selection.portfolios import best_by_trying, capacities, portfolios


def work(key, value, days, *needs):
    return Item(key, value, {ANY_TEAM: days}, needs)


PORTFOLIO = Portfolio(
    (
        work("base", 0, 4),
        work("offers", 12, 4, "base"),
        work("mobile", 9, 3),
        work("reports", 6, 3),
        work("archive", 2, 2),
        work("rewrite", 50, 40),
        work("idle", 0, 1),
    )
)
CHOSEN = select(PORTFOLIO, Capacity(11))


def test_the_selection_of_the_example():
    assert (CHOSEN.keys, CHOSEN.value, CHOSEN.cost) == ({"base", "offers", "mobile"}, 21, 11)
    assert CHOSEN.price == {"": pytest.approx(12 / 8)}


def test_an_item_is_out_because_what_would_leave_is_worth_more():
    why = why_out(PORTFOLIO, CHOSEN, "reports")
    assert (why.reason, why.brings, why.days, why.missing) == ("displaced", (), {"": 3}, {"": 3})
    assert why.exchange is not None
    assert [line.key for line in why.exchange.left] == ["mobile"]
    assert [line.key for line in why.exchange.entered] == ["reports"]
    assert (why.exchange.value, why.at_best) == (-3, -3)


def test_a_plain_exchange_is_said_even_where_moving_others_would_cost_less():
    portfolio = Portfolio((work("a", 10, 6), work("b", 7, 4), work("x", 8, 5), work("y", 1, 1)))
    found = select(portfolio, Capacity(10))
    assert found.keys == {"a", "b"}
    why = why_out(portfolio, found, "x")
    assert why.exchange is not None
    assert [line.key for line in why.exchange.left] == ["a"]
    assert [line.key for line in why.exchange.entered] == ["x"]
    assert (why.exchange.value, why.at_best) == (-2, -1)


def test_an_item_is_out_because_it_fits_in_no_way():
    why = why_out(PORTFOLIO, CHOSEN, "rewrite")
    assert (why.reason, why.days, why.missing, why.exchange) == ("too_large", {"": 40}, {"": 40}, None)


def test_an_item_is_out_because_something_is_refused():
    without = select(PORTFOLIO, Capacity(11), exclude=["base"])
    assert why_out(PORTFOLIO, without, "offers").because == ("base",)
    assert why_out(PORTFOLIO, without, "base").reason == "refused"


def test_an_item_without_value_that_opens_nothing_says_so():
    assert why_out(PORTFOLIO, CHOSEN, "idle").reason == "no_value"
    assert why_out(PORTFOLIO, CHOSEN, "mobile").reason == "chosen"


def test_equal_items_are_said_to_be_equal():
    twins = Portfolio((work("a", 5, 3), work("b", 5, 3)))
    found = select(twins, Capacity(3))
    (out,) = {"a", "b"} - found.keys
    assert why_out(twins, found, out).reason == "equal"


def test_prerequisites_come_with_an_item():
    found = select(PORTFOLIO, Capacity(6))
    assert found.keys == {"mobile", "reports"}
    why = why_out(PORTFOLIO, found, "offers")
    assert (why.brings, why.days, why.missing, why.reason) == (("base",), {"": 8}, {"": 8}, "too_large")


def test_an_unknown_item_is_refused():
    with pytest.raises(InvalidSelection):
        why_out(PORTFOLIO, CHOSEN, "nothing")


def test_increments_are_the_best_returns_of_what_is_left():
    first, second, third = next_increments(PORTFOLIO, CHOSEN)
    assert (first.keys, first.value, first.days, first.missing) == (("reports",), 6, {"": 3}, {"": 3})
    assert (second.keys, second.missing) == (("rewrite",), {"": 43})
    assert (third.keys, third.missing) == (("archive",), {"": 45})


def test_days_left_over_are_used_first():
    found = select(PORTFOLIO, Capacity(12))
    assert found.left() == {"": 1}
    assert next_increments(PORTFOLIO, found, count=1)[0].missing == {"": 2}


def test_one_more_day_may_bring_nothing_or_a_whole_item():
    assert with_more_days(PORTFOLIO, CHOSEN, 1).value == 0
    more = with_more_days(PORTFOLIO, CHOSEN, 3)
    assert (more.value, [line.key for line in more.entered], more.left) == (6, ["reports"], ())


def test_one_more_day_of_one_team():
    portfolio = Portfolio((Item("x", 8, {"CRM": 2}), Item("y", 6, {"CRM": 1, "Data": 3})))
    found = select(portfolio, Capacity(None, {"CRM": 2, "Data": 3}))
    assert found.keys == {"x"}
    assert found.price["CRM"] > 0
    assert found.price["Data"] == 0
    assert with_more_days(portfolio, found, 1, team="CRM").value == 6
    assert with_more_days(portfolio, found, 1, team="Data").value == 0
    (first,) = next_increments(portfolio, found)
    assert (first.days, first.missing) == ({"": 4, "CRM": 1, "Data": 3}, {"CRM": 1})


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_difference_at_best_is_that_of_every_set_tried(data):
    portfolio = data.draw(portfolios(most=6))
    capacity = data.draw(capacities(portfolio))
    found = select(portfolio, capacity, seconds=60)
    for item in portfolio.items:
        why = why_out(portfolio, found, item.key, seconds=60)
        best = best_by_trying(portfolio, capacity, include=[item.key])
        assert (why.reason == "too_large") is (best is None)
        if why.exchange is not None:
            assert why.at_best == pytest.approx(best - found.value, rel=1e-6, abs=1e-6)
            assert why.exchange.value <= why.at_best + 1e-6 <= 2e-6
            if why.reason == "displaced":
                assert {line.key for line in why.exchange.entered} == {item.key, *why.brings} - {"b0", "b1"}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_days_said_to_be_missing_are_enough(data):
    portfolio = data.draw(portfolios(most=6, teams=(ANY_TEAM,)))
    capacity = data.draw(capacities(portfolio))
    found = select(portfolio, capacity, seconds=60)
    for item in portfolio.items:
        why = why_out(portfolio, found, item.key, seconds=60)
        if why.missing:
            more = Capacity(capacity.total + why.missing[""] + 1e-3)
            assert select(portfolio, more, include=[*found.keys, item.key], seconds=0).keys >= {item.key, *found.keys}
