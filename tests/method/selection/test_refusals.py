"""What cannot be chosen from is refused with a sentence that names it."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.selection import ANY_TEAM, Benefit, Capacity, InvalidSelection, Item, Portfolio, select
from gouvernail.method.selection.cycles import first_cycle


def day(key, *needs, value=1.0, cost=1.0):
    return Item(key, value, {ANY_TEAM: cost}, needs)


def refused(*items, capacity=Capacity(10.0), benefits=(), **forced):  # noqa: B008  # frozen
    with pytest.raises(InvalidSelection) as caught:
        select(Portfolio(items, benefits), capacity, **forced)
    return [(fault.code, fault.subject, fault.found) for fault in caught.value.faults]


def test_a_circle_of_prerequisites_is_printed():
    with pytest.raises(InvalidSelection, match="b → d → c → b"):
        select(Portfolio((day("a", "b"), day("b", "d"), day("c", "b"), day("d", "c"))), Capacity(9))
    assert refused(day("a", "a")) == [("cycle", "a", "a → a")]


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        ((day(""),), ("no_key", "", "")),
        ((day("a"), day("a")), ("same_key", "a", "a")),
        ((day("a", value=-1),), ("value_negative", "a", "-1")),
        ((day("a", value=math.nan),), ("value_not_finite", "a", "nan")),
        ((day("a", value=math.inf),), ("value_not_finite", "a", "inf")),
        ((day("a", cost=-2),), ("cost_negative", "a", "-2")),
        ((day("a", cost=math.inf),), ("cost_not_finite", "a", "inf")),
        ((day("a", cost=3e6),), ("cost_huge", "", "3e+06")),
        ((day("a", "b"),), ("unknown_need", "a", "b")),
    ],
    ids=lambda each: each[0] if isinstance(each[0], str) else "",
)
def test_an_item_that_means_nothing_is_named(items, fault):
    assert refused(*items) == [fault]


def test_every_fault_is_given_at_once():
    found = refused(day("a", value=-1), day("b", "x", cost=-1))
    assert [code for code, *_ in found] == ["value_negative", "cost_negative", "unknown_need"]


def test_a_benefit_of_an_unknown_item_is_refused():
    assert refused(day("a"), benefits=(Benefit("b", 1, ("z",)),)) == [("unknown_need", "b", "z")]
    assert refused(day("a"), benefits=(Benefit("a", 1, ("a",)),)) == [("same_key", "a", "a")]


@pytest.mark.parametrize(
    ("capacity", "fault"),
    [
        (Capacity(), ("no_capacity", "", "")),
        (Capacity(-1), ("capacity_negative", "", "-1")),
        (Capacity(math.nan), ("capacity_not_finite", "", "nan")),
        (Capacity(5, {"Nobody": 2}), ("unknown_team", "Nobody", "Nobody")),
    ],
    ids=["none", "negative", "nan", "team"],
)
def test_a_capacity_that_means_nothing_is_refused(capacity, fault):
    assert refused(day("a"), capacity=capacity) == [fault]


def test_what_is_forced_must_exist_and_fit():
    items = (day("a", cost=6), day("b", "a", cost=6), day("c"))
    assert refused(*items, include=["z"]) == [("unknown_forced", "z", "z")]
    assert refused(*items, include=["c"], exclude=["c"]) == [("forced_both_ways", "c", "c")]
    assert refused(*items, include=["b"], exclude=["a"]) == [("forced_both_ways", "b", "a")]
    assert refused(*items, include=["b"]) == [("forced_too_large", "", "12")]


links = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3))


@given(links)
def test_a_cycle_is_found_exactly_where_there_is_one(needs):
    whole = {key: needs.get(key, []) for key in "abcdef"}
    found = first_cycle(whole)
    assert bool(found) is any(key in _reached(whole, key) for key in whole)
    if found:
        assert found[0] == found[-1]
        assert all(after in whole[before] for before, after in pairwise(found))


def _reached(needs, start):
    seen, waiting = set(), list(needs[start])
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(needs[key])
    return seen
