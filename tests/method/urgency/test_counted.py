import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import truncnorm

from gouvernail.method.scoring import BETWEEN_CODES, from_cumulated
from gouvernail.method.urgency import STEPS, InvalidEvidence, counted

NOTHING = float("nan")


def one(proved, weight, claim, **options):
    return counted([proved], [weight], [claim], **options)


def test_a_verified_proof_is_all_that_counts():
    ours = one(3, 1, 5)
    assert ours.mean[0] == pytest.approx(3)
    assert (from_cumulated(ours.cumulated).table == 153).all()


def test_what_is_not_proved_is_what_the_claim_is_worth():
    """Mean of a normal law cut at 0 and 5, as SciPy gives it."""
    ours = one(NOTHING, 0, 3, shifts=1.0, variances=0.5, cap_unproved=False)
    expected = truncnorm.mean(-2 / np.sqrt(0.5), 3 / np.sqrt(0.5), loc=2, scale=np.sqrt(0.5))
    assert ours.mean[0] == pytest.approx(expected, abs=1e-3)


def test_a_document_counts_for_two_thirds():
    ours = one(4, 0.67, 1, variances=0.01)
    assert ours.mean[0] == pytest.approx(0.67 * 4 + 0.33 * 1, abs=0.02)
    low, high = from_cumulated(ours.cumulated).spread()[0]
    assert (low, high) == (pytest.approx(0.95, abs=0.1), 4)


def test_unproved_urgency_is_capped_and_said_to_be_unshown():
    ours = one(NOTHING, 0, 5)
    assert ours.mean[0] == pytest.approx(2, abs=0.02)
    assert (bool(ours.is_capped[0]), bool(ours.is_unshown[0])) == (True, True)
    free = one(NOTHING, 0, 5, cap_unproved=False)
    assert free.mean[0] > 4
    assert (bool(free.is_capped[0]), bool(free.is_unshown[0])) == (False, False)


def test_a_name_lifts_the_cap():
    assert one(5, 0.33, 5).mean[0] > 4


def test_a_proof_that_says_less_than_the_claim_is_said_aloud():
    assert counted([1, 1], [1, 1], [3, 2.9]).is_unshown.tolist() == [True, False]


def test_silence_is_the_backlog_and_never_worth_more_than_a_claim():
    ours = counted([4, NOTHING, NOTHING], [1, 0, 0], [NOTHING, NOTHING, 5])
    assert ours.mean[1] <= ours.mean[2] <= 2
    free = counted([4, NOTHING], [1, 0], [NOTHING, NOTHING], cap_unproved=False)
    # One item at 4, and ignorance as one item more.
    assert free.mean[1] == pytest.approx((4 + 2.5) / 2, abs=0.01)
    assert not free.is_unshown.any()


def test_a_proof_without_claim_leaves_the_rest_to_the_backlog():
    ours = counted([4, 2], [0.67, 1], [NOTHING, NOTHING])
    assert ours.mean[0] == pytest.approx(0.67 * 4 + 0.33 * (2 + 2.5) / 2, abs=0.01)


def test_the_steps_are_those_of_the_scores():
    np.testing.assert_array_equal(STEPS, BETWEEN_CODES)


def test_no_item_counts_nothing():
    assert counted([], [], []).mean.shape == (0,)


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        pytest.param(([6], [1], [1]), {}, "level_outside", id="proof-above-the-scale"),
        pytest.param(([1], [1], [-1]), {}, "level_outside", id="claim-below-the-scale"),
        pytest.param(([1], [1.1], [1]), {}, "weight_outside", id="weight-above-one"),
        pytest.param(([1], [1, 1], [1]), {}, "shape", id="one-row-missing"),
        pytest.param(([1], [1], [1]), {"variances": -1}, "variance_negative", id="negative-variance"),
    ],
)
def test_what_cannot_be_counted_is_refused(columns, options, code):
    with pytest.raises(InvalidEvidence) as refused:
        counted(*columns, **options)
    assert refused.value.code == code


level = st.one_of(st.just(NOTHING), st.floats(0, 5))
rows = st.lists(
    st.tuples(level, st.sampled_from([0, 0.33, 0.67, 1]), level, st.floats(-2, 4), st.floats(0, 3)),
    min_size=1,
    max_size=8,
)


@given(table=rows, cap=st.booleans(), seed=st.integers(0, 99))
def test_what_counts_is_a_distribution_and_no_order_matters(table, cap, seed):
    columns = np.array(table).T
    ours = counted(*columns[:3], shifts=columns[3], variances=columns[4], cap_unproved=cap)
    assert (np.diff(ours.cumulated, axis=1) >= -1e-12).all()
    assert ((ours.cumulated >= -1e-12) & (ours.cumulated <= 1 + 1e-12)).all()
    np.testing.assert_allclose(from_cumulated(ours.cumulated).mean, ours.mean, atol=0.011)
    moved = columns[:, np.random.default_rng(seed).permutation(len(table))]
    again = counted(*moved[:3], shifts=moved[3], variances=moved[4], cap_unproved=cap)
    np.testing.assert_allclose(np.sort(again.mean), np.sort(ours.mean), atol=1e-9)


@given(claim=st.floats(0, 4), more=st.floats(0, 1), shift=st.floats(-1, 3), weight=st.sampled_from([0, 0.33, 0.67]))
def test_claiming_more_never_counts_less_and_exaggerating_counts_less(claim, more, shift, weight):
    here = one(2, weight, claim, shifts=shift).mean[0]
    assert one(2, weight, claim + more, shifts=shift).mean[0] >= here - 1e-9
    assert one(2, weight, claim, shifts=shift + more).mean[0] <= here + 1e-9
    assert weight or here <= 2
