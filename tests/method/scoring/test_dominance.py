import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.scoring import InvalidScores, Inversion, inversions, pareto_layers, points

coarse = st.integers(0, 3).map(float)
backlogs = st.lists(st.tuples(coarse, coarse, coarse), max_size=25).map(lambda rows: np.array(rows).reshape(-1, 3))


def dominates(levels):
    """`[i, j]`: i is at least as good as j on every filter and better on one, by the definition."""
    better = levels * [1, 1, -1]
    return (better[:, None] >= better[None]).all(axis=2) & (better[:, None] > better[None]).any(axis=2)


def peeled(levels):
    over, layer = dominates(levels), np.zeros(len(levels), int)
    while (layer == 0).any():
        left = layer == 0
        layer[left & ~over[left].any(axis=0)] = layer.max() + 1
    return layer


def test_layers_of_a_plain_case():
    levels = [[5, 5, 1], [4, 5, 1], [5, 5, 1], [1, 1, 0], [4, 4, 2]]
    assert pareto_layers(levels).tolist() == [1, 2, 1, 1, 3]


def test_an_item_above_its_dominator_is_told_with_it():
    levels = [[3, 3, 3], [4, 3, 3], [5, 0, 0]]
    assert inversions(levels, [0, 2, 1]) == (Inversion(above=0, dominator=1),)
    assert inversions(levels, [1, 2, 0]) == ()


def test_equals_may_stand_in_any_order():
    assert inversions([[3, 3, 3], [3, 3, 3]], [1, 0]) == ()


def test_no_item_no_layer():
    assert pareto_layers([]).tolist() == []
    assert inversions([], []) == ()


@pytest.mark.parametrize("order", [[0, 0], [0], [0, 2], [1, 2]])
def test_an_order_names_each_item_once(order):
    with pytest.raises(InvalidScores, match="order"):
        inversions([[1, 2, 3], [3, 2, 1]], order)


def test_a_level_that_is_no_number_is_refused():
    with pytest.raises(InvalidScores, match="levels"):
        pareto_layers([[1, 2, np.nan]])


@given(levels=backlogs)
def test_layers_are_those_of_the_definition(levels):
    assert pareto_layers(levels).tolist() == peeled(levels).tolist()


@given(levels=backlogs, seed=st.integers(0, 999))
def test_inversions_are_those_of_the_definition(levels, seed):
    order = np.random.default_rng(seed).permutation(len(levels))
    place, over = np.argsort(order), dominates(levels)
    wrong = over & (place[:, None] > place[None])
    ours = inversions(levels, order)
    assert [one.above for one in ours] == [int(item) for item in order if wrong[:, item].any()]
    assert all(wrong[one.dominator, one.above] for one in ours)


@given(levels=backlogs)
def test_an_order_by_points_has_no_inversion(levels):
    assert inversions(levels, np.argsort(-points(levels), kind="stable")) == ()
