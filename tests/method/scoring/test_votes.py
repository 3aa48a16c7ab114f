import numpy as np
import pytest

from gouvernail.method.scoring import Confidence, InvalidScores, votes


def cast(items=(0, 0, 1), raters=(0, 1, 0), levels=(2.0, 4.0, 5.0), confidences=None):
    return votes(items, raters, levels, confidences, item_count=3, rater_count=2)


def test_means_medians_and_counts_by_item():
    ours = cast()
    assert ours.counts.tolist() == [2, 1, 0]
    np.testing.assert_array_equal(ours.means, [3, 5, np.nan])
    np.testing.assert_array_equal(ours.medians(), [3, 5, np.nan])


def test_the_median_of_an_odd_number_is_the_middle_one():
    ours = votes([0, 0, 0], [0, 1, 2], [5, 0, 1], item_count=1, rater_count=3)
    assert ours.medians().tolist() == [1]


def test_dont_know_is_no_vote():
    ours = cast(levels=(2.0, np.nan, 5.0))
    assert ours.counts.tolist() == [1, 1, 0]
    assert ours.means[0] == 2


def test_confidence_weighs_half_one_or_two():
    ours = cast(confidences=[Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH])
    assert ours.weights.tolist() == [0.5, 1, 2]


def test_nobody_voted_yet():
    ours = votes([], [], [], item_count=2, rater_count=0)
    assert np.isnan(ours.means).all()
    assert np.isnan(ours.medians()).all()


@pytest.mark.parametrize(
    ("changed", "code", "row"),
    [
        pytest.param({"levels": (2.0, 5.1, 0.0)}, "level_outside", 1, id="above-the-scale"),
        pytest.param({"levels": (2.0, 3.0, -1.0)}, "level_outside", 2, id="below-the-scale"),
        pytest.param({"levels": (np.inf, 3.0, 1.0)}, "level_outside", 0, id="infinite"),
        pytest.param({"items": (0, 3, 1)}, "item_unknown", 1, id="item-beyond-the-list"),
        pytest.param({"raters": (0, 1, -1)}, "rater_unknown", 2, id="rater-before-the-list"),
        pytest.param({"confidences": (0, 1, 3)}, "confidence_unknown", 2, id="confidence-not-a-step"),
        pytest.param({"items": (0, 0, 0)}, "voted_twice", 2, id="twice-on-one-item"),
        pytest.param({"items": (0, 0)}, "shape", None, id="one-item-missing"),
    ],
)
def test_what_is_no_vote_is_refused_with_its_place(changed, code, row):
    with pytest.raises(InvalidScores) as refused:
        cast(**changed)
    assert (refused.value.code, refused.value.row) == (code, row)


def test_a_second_vote_is_found_at_its_place_in_what_was_given():
    with pytest.raises(InvalidScores) as refused:
        votes([0, 1, 1], [0, 0, 0], [np.nan, 2, 3], item_count=2, rater_count=1)
    assert refused.value.row == 2
