import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.scoring import InvalidScores, ReliabilityState, agreement, reliability, votes

# Krippendorff's example of 4 coders and 12 units; 0 is no vote.
FOUR_CODERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ]
)


def matrix(rows):
    """Votes of a table with one rater a row; not a number is no vote."""
    table = np.asarray(rows, float)
    raters, items = np.indices(table.shape).reshape(2, -1)
    return votes(items, raters, table.ravel(), item_count=table.shape[1], rater_count=table.shape[0])


def test_the_example_of_krippendorff():
    ours = reliability(matrix(np.where(FOUR_CODERS == 0, np.nan, FOUR_CODERS)))
    assert ours.alpha == pytest.approx(0.849, abs=0.0005)
    assert (ours.state, ours.items) == (ReliabilityState.RELIABLE, 11)


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        pytest.param([[3, 3, 3], [3, 3, np.nan]], ReliabilityState.NO_VARIANCE, id="all-equal"),
        pytest.param([[1, np.nan], [np.nan, 4]], ReliabilityState.TOO_FEW, id="nothing-shared"),
        pytest.param([[0, 1, 2, 3], [1, 0, 3, 3]], ReliabilityState.TENTATIVE, id="tentative"),
        pytest.param([[0, 5, 0, 5], [5, 0, 5, 0]], ReliabilityState.WEAK, id="opposed"),
    ],
)
def test_what_reliability_allows(rows, state):
    ours = reliability(matrix(rows))
    assert ours.state is state
    assert (ours.alpha is None) == (state in {ReliabilityState.NO_VARIANCE, ReliabilityState.TOO_FEW})


def test_the_example_of_van_der_eijk():
    """R package agrmt, V = (30, 40, 210, 130, 530, 50, 10)."""
    assert agreement([30, 40, 210, 130, 530, 50, 10])[0] == pytest.approx(0.6113333, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param([0, 0, 9, 0, 0, 0], 1, id="unanimous"),
        pytest.param([2, 2, 2, 2, 2, 2], 0, id="uniform"),
        pytest.param([5, 0, 0, 0, 0, 5], -1, id="the-two-ends"),
        pytest.param([0, 0, 4, 4, 0, 0], 0.8, id="two-neighbours"),
        pytest.param([0, 0, 0, 0, 0, 0], np.nan, id="no-votes"),
    ],
)
def test_agreement_of_plain_cases(counts, expected):
    np.testing.assert_allclose(agreement(counts), [expected], atol=1e-12)


@pytest.mark.parametrize("categories", [2, 17])
def test_agreement_needs_an_ordered_scale(categories):
    with pytest.raises(InvalidScores, match="categories"):
        agreement(np.ones(categories))


counts = st.lists(st.lists(st.integers(0, 9), min_size=6, max_size=6), min_size=1, max_size=8)


@given(counts=counts, factor=st.integers(2, 5))
def test_agreement_depends_on_shares_alone_and_not_on_the_direction(counts, factor):
    ours = agreement(counts)
    assert ((ours >= -1 - 1e-12) & (ours <= 1 + 1e-12) | np.isnan(ours)).all()
    np.testing.assert_allclose(agreement(np.array(counts) * factor), ours, atol=1e-12)
    np.testing.assert_allclose(agreement(np.array(counts)[:, ::-1]), ours, atol=1e-12)
    np.testing.assert_allclose(np.concatenate([agreement(row) for row in counts]), ours, atol=1e-12)


@given(
    table=st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=2, max_size=5),
    shift=st.integers(0, 2),
    seed=st.integers(0, 99),
)
def test_reliability_knows_no_origin_and_no_order(table, shift, seed):
    rng = np.random.default_rng(seed)
    rows = np.array(table)
    here = reliability(matrix(rows))
    there = reliability(matrix(rng.permutation(rng.permutation(rows + shift).T).T))
    assert here.state is there.state
    if here.alpha is not None:
        assert there.alpha == pytest.approx(here.alpha)
        assert here.alpha <= 1
