import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.scoring import (
    EQUAL,
    Filter,
    InvalidScores,
    Weights,
    comparison,
    contributions,
    ordered_weights,
    points,
)

level = st.integers(0, 50).map(lambda tenths: tenths / 10)
backlogs = st.lists(st.tuples(level, level, level), min_size=2, max_size=12)
some_weights = st.builds(Weights, st.floats(0.1, 3), st.floats(0.1, 3), st.floats(0.1, 3))


def above(figures):
    """Who is above whom, ties left out by a margin."""
    return figures[:, None] > figures[None] + 1e-6


def test_points_are_value_plus_urgency_less_complexity():
    assert points([[4, 2, 3], [1, 5, 0]]).tolist() == [3, 6]
    assert points([[4, 2, 3]], Weights(2, 1, 0.5)).tolist() == [8.5]


def test_a_pair_is_explained_by_its_differences():
    """The example of method.md section 1.4."""
    ours = comparison([4, 1, 2], [2, 2, 2.5])
    assert ours.differences == (2, -1, -0.5)
    assert (ours.parts.value, ours.parts.urgency, ours.parts.complexity) == (2, -1, 0.5)
    assert ours.points == 1.5
    assert ours.ratio == pytest.approx(2.83, abs=0.005)
    assert ours.decisive is Filter.VALUE


def test_the_decisive_filter_speaks_for_the_one_ahead():
    assert comparison([2, 2, 5], [2.5, 2.5, 1]).decisive is Filter.COMPLEXITY
    assert comparison([2, 2, 2], [2, 2, 2]).decisive is None


def test_contributions_add_up_to_the_points():
    ours = contributions([4, 2, 3], Weights(1, 2, 1))
    assert (ours.value, ours.urgency, ours.complexity, ours.points) == (4, 4, -3, 5)


def test_weights_as_shares_keep_the_order():
    ours = Weights(2, 1, 1).shares()
    assert (ours.value, ours.urgency, ours.complexity) == (0.5, 0.25, 0.25)


def test_an_order_of_filters_is_weights():
    ours = ordered_weights([Filter.COMPLEXITY, Filter.VALUE, Filter.URGENCY])
    shares = ours.shares()
    assert (shares.complexity, shares.value, shares.urgency) == pytest.approx((11 / 18, 5 / 18, 2 / 18))
    assert -ours.signed[2] == pytest.approx(3 * 11 / 18)
    with pytest.raises(InvalidScores, match="order"):
        ordered_weights([Filter.VALUE, Filter.VALUE, Filter.URGENCY])


@pytest.mark.parametrize(
    ("given_weights", "code", "field"),
    [
        pytest.param((1, -0.5, 1), "weight_negative", "urgency", id="negative"),
        pytest.param((1, 1, float("nan")), "weight_missing", "complexity", id="not-a-number"),
        pytest.param((float("inf"), 1, 1), "weight_missing", "value", id="infinite"),
        pytest.param((0, 0, 0), "weights_zero", "weights", id="all-zero"),
    ],
)
def test_weights_that_rank_nothing_are_refused(given_weights, code, field):
    with pytest.raises(InvalidScores) as refused:
        Weights(*given_weights)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("levels", [[[1, 2]], [[[1, 2, 3]]]])
def test_three_levels_are_needed(levels):
    with pytest.raises(InvalidScores):
        points(levels)
    with pytest.raises(InvalidScores):
        contributions([[1, 2, 3], [1, 2, 3]])


@given(backlog=backlogs, weights=some_weights, moves=st.tuples(*[st.floats(-3, 3)] * 3))
def test_moving_a_scale_moves_no_rank(backlog, weights, moves):
    here, there = points(backlog, weights), points(np.array(backlog) + moves, weights)
    np.testing.assert_array_equal(above(here), above(there))


@given(backlog=backlogs, base=st.sampled_from([1.5, 2.0, 3.0]))
def test_the_order_is_that_of_the_ratio_in_any_base(backlog, base):
    """Amounts that grow by `base` a level: return per week of work, cost of delay over effort."""
    value, urgency, complexity = np.array(backlog).T
    ratio = base**value * base**urgency / base**complexity
    np.testing.assert_array_equal(above(points(backlog)), above(np.log(ratio) / np.log(base)))


@given(backlog=backlogs, weights=some_weights, extra=st.tuples(level, level, level), seed=st.integers(0, 99))
def test_an_item_more_or_in_another_place_changes_nothing_between_two_others(backlog, weights, extra, seed):
    ours = points(backlog, weights)
    np.testing.assert_array_equal(points([*backlog, extra], weights)[:-1], ours)
    order = np.random.default_rng(seed).permutation(len(backlog))
    np.testing.assert_allclose(points(np.array(backlog)[order], weights), ours[order])


@given(backlog=backlogs)
def test_a_comparison_is_the_difference_of_points(backlog):
    first, second = backlog[:2]
    ours = comparison(first, second, EQUAL)
    assert ours.points == pytest.approx(np.subtract(*points([first, second])))
    assert comparison(second, first).points == -ours.points
