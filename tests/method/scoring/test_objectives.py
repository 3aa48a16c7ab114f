import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.scoring import Gate, InvalidScores, gates, units, value

levels = st.lists(st.lists(st.floats(0, 5), min_size=3, max_size=3), min_size=1, max_size=6)
weights = st.lists(st.floats(0, 10), min_size=3, max_size=3).filter(lambda given: sum(given) > 0.01)


@pytest.mark.parametrize(("weight", "level", "expected"), [(0.25, 1, 0), (0.25, 4, 2), (1, 3, 3), (1, 5, 5)])
def test_the_values_of_the_method(weight, level, expected):
    """Test values of method.md section 1.1: one objective served, the rest of the weight elsewhere."""
    assert value([[level, 0]], [weight, 1 - weight]).levels.tolist() == [expected]


def test_amounts_are_added_not_levels():
    """Four objectives at level 1 are one objective at level 1, not at 4."""
    assert value([[1, 1, 1, 1], [3, 0, 0, 0]], [1, 1, 1, 1]).levels.tolist() == [1, 1]
    assert units(range(6)).tolist() == [0, 1, 2, 4, 8, 16]


def test_off_the_compass_is_not_anecdotal():
    ours = value([[0, 0], [1, 0], [4, 0]], [0.25, 0.75])
    assert ours.off_compass.tolist() == [True, False, False]
    assert ours.anecdotal.tolist() == [False, True, False]
    assert ours.amounts.tolist() == [0, 0.25, 2]


def test_the_gate_lists_what_serves_nothing_and_lets_the_law_through():
    assert gates([False, True, True], [True, True, False]).tolist() == [Gate.OPEN, Gate.MANDATORY, Gate.OFF_COMPASS]


def test_votes_of_an_item_may_be_valued_one_by_one():
    assert value([[[4, 0], [2, 0]]], [1, 0]).levels.tolist() == [[4, 2]]


@pytest.mark.parametrize(
    ("given_levels", "given_weights", "code"),
    [
        pytest.param([[1, 2]], [1, -1], "weight_negative", id="negative-weight"),
        pytest.param([[1, 2]], [1, np.nan], "weight_missing", id="no-weight"),
        pytest.param([[1, 2]], [0, 0], "weights_zero", id="no-weight-at-all"),
        pytest.param([[1, 2]], [], "weights_zero", id="no-objective"),
        pytest.param([[1, 2, 3]], [1, 1], "shape", id="one-weight-missing"),
        pytest.param([[1, 5.5]], [1, 1], "level_outside", id="above-the-scale"),
        pytest.param([[1, np.nan]], [1, 1], "level_outside", id="not-a-number"),
    ],
)
def test_what_cannot_be_valued_is_refused(given_levels, given_weights, code):
    with pytest.raises(InvalidScores) as refused:
        value(given_levels, given_weights)
    assert refused.value.code == code


@given(contributions=levels, given_weights=weights, factor=st.floats(0.5, 8), more=st.floats(0, 1))
def test_value_is_monotone_bounded_and_knows_weights_by_their_shares(contributions, given_weights, factor, more):
    ours = value(contributions, given_weights).levels
    assert ((ours >= 0) & (ours <= 5)).all()
    np.testing.assert_allclose(value(contributions, np.array(given_weights) * factor).levels, ours, atol=1e-9)
    raised = np.minimum(5, np.array(contributions) + np.array([more, 0, 0]))
    assert (value(raised, given_weights).levels >= ours - 1e-12).all()


@given(contributions=levels, given_weights=weights, seed=st.integers(0, 99))
def test_the_order_of_objectives_does_not_count(contributions, given_weights, seed):
    order = np.random.default_rng(seed).permutation(3)
    moved = value(np.array(contributions)[:, order], np.array(given_weights)[order])
    np.testing.assert_allclose(moved.levels, value(contributions, given_weights).levels, atol=1e-9)
