"""What cannot hold together: the smallest set of constraints, against every plan tried."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings

from gouvernail.method.sequencing import Constraint, Horizon, ImpossiblePlan, Item, sequence
from tests.method.sequencing.works import is_possible, works


def conflict_of(items, horizon):
    with pytest.raises(ImpossiblePlan) as refused:
        sequence(items, horizon, rng=np.random.default_rng(1), seconds=0)
    return refused.value


def only(items, horizon, constraints):
    """Keep of a work nothing but these constraints: days that are not among them are without end."""
    needs, fixed, by = set(), {}, {}
    given_days = {team: [1e6] * horizon.iterations for team in horizon.days}
    for each in constraints:
        match each.kind:
            case "needs":
                needs.add((each.key, each.other))
            case "fixed":
                fixed[each.key] = each.iteration
            case "by":
                by[each.key] = each.iteration
            case "days":
                given_days[each.team] = [each.available] + [0.0] * (each.iteration - 1)
                given_days[each.team] += [1e6] * (horizon.iterations - each.iteration)
    kept = [
        replace(
            item,
            fixed=fixed.get(item.key),
            by=by.get(item.key),
            needs=tuple(need for need in item.needs if (item.key, need) in needs),
        )
        for item in items
    ]
    return kept, Horizon({team: tuple(each) for team, each in given_days.items()}, horizon.weeks)


NEEDED_BUT_TOO_MUCH_ALONE = (
    (
        Item("i0", 0.0, {"CRM": 0.0, "Data": 1.0}),
        Item("i1", 0.0),
        Item("i2", 0.0, {"Data": 1.0}, needs=("i0",), by=1),
    ),
    Horizon({"CRM": (0.0,), "Data": (0.0,)}, weeks=1.0),
)


@settings(max_examples=80)
@given(works(most=4, asked=True))
@example(NEEDED_BUT_TOO_MUCH_ALONE)
def test_the_set_cannot_hold_and_none_of_it_can_be_spared(work):
    items, horizon = work
    if is_possible(items, horizon):
        return
    constraints = conflict_of(items, horizon).constraints
    assert not is_possible(*only(items, horizon, constraints))
    for spared in constraints:
        rest = [each for each in constraints if each != spared]
        assert is_possible(*only(items, horizon, rest))


def test_too_few_days_name_the_fewest_items_and_both_amounts():
    items = [
        Item("small", 1.0, {"A": 1.0}, by=1),
        Item("base", 0.0, {"A": 5.0}),
        Item("large", 1.0, {"A": 4.0}, needs=("base",), by=1),
        Item("other", 1.0, {"A": 50.0}),
    ]
    refused = conflict_of(items, Horizon.steady({"A": 8.0}, iterations=2))
    assert refused.constraints == (
        Constraint("by", "large", iteration=1),
        Constraint("needs", "large", other="base"),
        Constraint("days", team="A", iteration=1, needed=9.0, available=8.0),
    )
    assert str(refused) == (
        "'large' is asked for by the end of iteration 1; 'large' needs 'base'; "
        "by the end of iteration 1 the team 'A' has 8 days, and 9 are needed"
    )


def test_a_prerequisite_is_not_named_where_the_item_alone_takes_too_many_days():
    assert conflict_of(*NEEDED_BUT_TOO_MUCH_ALONE).constraints == (
        Constraint("by", "i2", iteration=1),
        Constraint("days", team="Data", iteration=1, needed=1.0, available=0.0),
    )


def test_two_dates_are_named_rather_than_one_and_a_long_way_to_what_it_needs():
    items = [
        Item("base", 0.0, {"A": 9.0}),
        Item("middle", 0.0, {"A": 0.0}, needs=("base",)),
        Item("end", 1.0, {"A": 0.0}, needs=("middle",), by=1),
        Item("one", 1.0, {"A": 5.0}, by=1),
        Item("two", 1.0, {"A": 4.0}, by=1),
    ]
    assert conflict_of(items, Horizon.steady({"A": 8.0}, iterations=2)).constraints == (
        Constraint("by", "one", iteration=1),
        Constraint("by", "two", iteration=1),
        Constraint("days", team="A", iteration=1, needed=9.0, available=8.0),
    )


def test_the_days_needed_count_all_that_the_set_asks_for():
    items = [
        Item("base", 0.0, {"A": 9.0}),
        Item("middle", 0.0, {"A": 2.0}, needs=("base",)),
        Item("end", 1.0, {"A": 1.0}, needs=("middle",), by=1),
    ]
    assert conflict_of(items, Horizon.steady({"A": 8.0}, iterations=2)).constraints == (
        Constraint("by", "end", iteration=1),
        Constraint("needs", "end", other="middle"),
        Constraint("needs", "middle", other="base"),
        Constraint("days", team="A", iteration=1, needed=12.0, available=8.0),
    )


def test_a_started_item_that_comes_after_what_needs_it():
    items = [
        Item("base", 0.0, {"A": 1.0}, fixed=3),
        Item("middle", 0.0, {"A": 1.0}, needs=("base",)),
        Item("end", 1.0, {"A": 1.0}, needs=("middle",), fixed=2),
    ]
    assert conflict_of(items, Horizon.steady({"A": 8.0}, iterations=4)).constraints == (
        Constraint("fixed", "base", iteration=3),
        Constraint("needs", "middle", other="base"),
        Constraint("needs", "end", other="middle"),
        Constraint("fixed", "end", iteration=2),
    )


def test_an_item_fixed_after_its_own_last_iteration():
    items = [Item("a", 1.0, {"A": 1.0}, fixed=3, by=2)]
    assert conflict_of(items, Horizon.steady({"A": 8.0}, iterations=4)).constraints == (
        Constraint("fixed", "a", iteration=3),
        Constraint("by", "a", iteration=2),
    )
