"""Two scenarios side by side, and a scenario that was kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.selection import Benefit, Capacity, Item, Portfolio, Selection, compare, select
from tests.method.selection.portfolios import capacities, portfolios

ITEMS = (Item("a", 5, {"CRM": 3}), Item("b", 4, {"Data": 2}), Item("c", 3, {"CRM": 1, "Data": 1}))


def test_what_enters_what_leaves_and_what_it_changes():
    before = select(Portfolio(ITEMS, (Benefit("both", 2, ("b", "c")),)), Capacity(4))
    after = select(Portfolio(ITEMS), Capacity(5))
    assert (before.keys, after.keys) == ({"b", "c"}, {"a", "b"})
    change = compare(before, after)
    assert [line.key for line in change.entered] == ["a"]
    assert [line.key for line in change.left] == ["c"]
    assert (change.earned, change.lost) == ((), (("both", 2),))
    assert (change.value, change.cost, change.by_team) == (0, 1, {"CRM": 2, "Data": -1})
    assert not change.is_same


def test_an_item_estimated_again_is_said_to_have_changed():
    before = select(Portfolio(ITEMS), Capacity(9))
    after = select(Portfolio((*ITEMS[:2], Item("c", 3, {"CRM": 2, "Data": 1}))), Capacity(9))
    change = compare(before, after)
    ((old, new),) = change.changed
    assert (old.cost, new.cost, change.cost) == (2, 3, 1)


@given(st.data())
def test_a_kept_selection_reads_back_the_same(data):
    portfolio = data.draw(portfolios())
    found = select(portfolio, data.draw(capacities(portfolio)), seconds=0)
    read = Selection.from_data(json.loads(json.dumps(found.as_data())))
    assert read == found
    assert compare(found, read).is_same


@given(st.data())
def test_coming_back_undoes_the_change(data):
    portfolio = data.draw(portfolios())
    one, other = (select(portfolio, data.draw(capacities(portfolio)), seconds=0) for _ in range(2))
    there, back = compare(one, other), compare(other, one)
    assert (there.entered, there.left, there.value) == (back.left, back.entered, -back.value)


def test_a_later_version_is_refused():
    data = select(Portfolio(ITEMS), Capacity(5)).as_data()
    with pytest.raises(ValueError, match="version 2"):
        Selection.from_data(data | {"version": 2})
