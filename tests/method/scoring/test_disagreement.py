import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.scoring import Reason, disagreement, votes


def on_one_item(*levels):
    return disagreement(votes([0] * len(levels), range(len(levels)), levels, item_count=1, rater_count=len(levels)))


@pytest.mark.parametrize(
    ("levels", "reasons", "camps"),
    [
        pytest.param([3, 3, 4, 3], (), (-1, -1), id="agreed"),
        pytest.param([1, 4], (Reason.RANGE,), (-1, -1), id="two-votes-three-levels-apart"),
        pytest.param([1, 3], (), (-1, -1), id="two-votes-two-levels-apart"),
        pytest.param([1, 1, 3], (), (-1, -1), id="three-votes-are-no-camps"),
        pytest.param([0, 0, 5, 5], (Reason.POLARISED, Reason.RANGE, Reason.CAMPS), (0, 5), id="the-two-ends"),
        pytest.param([1, 1, 3, 3], (Reason.CAMPS,), (1, 3), id="two-camps-close-by"),
        pytest.param([1, 1, 2, 3, 3], (Reason.CAMPS,), (1, 3), id="a-hollow-between-the-camps"),
        pytest.param([1, 2, 2, 3], (), (-1, -1), id="one-hill-is-no-camps"),
        pytest.param([1, 2, 3, 4], (Reason.RANGE,), (-1, -1), id="spread-evenly"),
        pytest.param([2, 2, 2, 5], (Reason.RANGE,), (-1, -1), id="one-against-three-is-no-camp"),
        pytest.param([], (), (-1, -1), id="no-votes"),
    ],
)
def test_what_deserves_a_second_round(levels, reasons, camps):
    ours = on_one_item(*levels)
    assert ours.why(0) == reasons
    assert tuple(ours.camps[0]) == camps
    assert ours.flagged.tolist() == ([0] if reasons else [])


def test_below_four_votes_only_the_range_counts():
    ours = on_one_item(0, 2, 2)
    assert np.isnan(ours.agreements[0])
    assert ours.ranges[0] == 2


def test_the_worst_disagreements_come_first():
    people = list(range(4))
    levels = [1, 2, 3, 4, 0, 0, 5, 5, 3, 3, 3, 3, 1, 1, 4, 4]
    ours = disagreement(votes(np.repeat(range(4), 4), people * 4, levels, item_count=5, rater_count=4))
    assert ours.flagged.tolist() == [1, 3, 0]
    assert np.isnan(ours.ranges[4])


@given(levels=st.lists(st.sampled_from([0, 0.5, 1, 2, 3, 4, 5]), max_size=9), seed=st.integers(0, 99))
def test_neither_the_order_of_votes_nor_the_direction_of_the_scale_counts(levels, seed):
    here, there = on_one_item(*levels), on_one_item(*np.random.default_rng(seed).permutation(levels))
    assert here.why(0) == there.why(0)
    assert here.counts.sum() == len(levels)
    whole = [round(level + 0.01) for level in levels]
    assert on_one_item(*whole).why(0) == on_one_item(*(5 - level for level in whole)).why(0)
