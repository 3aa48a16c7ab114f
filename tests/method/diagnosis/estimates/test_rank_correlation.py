import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from gouvernail.method.diagnosis.estimates import tau, tau_b
from gouvernail.method.diagnosis.estimates.inversions import inversions
from gouvernail.method.diagnosis.estimates.rank_correlation import _resampled

columns = st.integers(2, 60).flatmap(
    lambda n: st.tuples(*[arrays(float, n, elements=st.integers(0, 12).map(float)) for _ in range(2)])
)


@given(columns=columns)
def test_tau_b_is_that_of_scipy_with_ties(columns: tuple[np.ndarray, np.ndarray]) -> None:
    x, y = columns
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert np.isnan(tau_b(x, y))
    else:
        assert tau_b(x, y) == pytest.approx(stats.kendalltau(x, y)[0], abs=1e-12)


def test_tau_b_of_many_is_that_of_scipy() -> None:
    rng = np.random.default_rng(0)
    x = rng.integers(0, 3_000, 20_000)
    y = x + rng.integers(0, 4_000, 20_000)
    assert tau_b(x, y) == pytest.approx(stats.kendalltau(x, y)[0], abs=1e-12)


@given(ranks=st.lists(st.integers(0, 20), max_size=40))
def test_inversions_are_those_that_one_counts_by_hand(ranks: list[int]) -> None:
    n = len(ranks)
    expected = [
        sum((j < i and ranks[j] > ranks[i]) or (j > i and ranks[j] < ranks[i]) for j in range(n)) for i in range(n)
    ]
    assert inversions(np.array(ranks, dtype=np.int64)).tolist() == expected


@given(columns=columns, seed=st.integers(0, 99))
def test_the_order_of_pairs_does_not_matter(columns: tuple[np.ndarray, np.ndarray], seed: int) -> None:
    x, y = columns
    order = np.random.default_rng(seed).permutation(len(x))
    assert tau_b(x[order], y[order]) == pytest.approx(tau_b(x, y), abs=1e-12, nan_ok=True)


@given(columns=columns)
def test_a_monotone_change_changes_nothing_and_a_mirror_the_sign(columns: tuple[np.ndarray, np.ndarray]) -> None:
    x, y = columns
    assert tau_b(np.exp(x), y**3) == pytest.approx(tau_b(x, y), abs=1e-12, nan_ok=True)
    assert tau_b(x, -y) == pytest.approx(-tau_b(x, y), abs=1e-12, nan_ok=True)


def test_resamples_are_the_tau_b_of_the_drawn_pairs() -> None:
    rng = np.random.default_rng(5)
    x = rng.integers(0, 8, 30).astype(float)
    y = x + rng.integers(0, 6, 30)
    drawn = np.random.default_rng(1).multinomial(30, np.full(30, 1 / 30), 2_000)
    expected = [stats.kendalltau(np.repeat(x, times), np.repeat(y, times))[0] for times in drawn[:50]]
    assert _resampled(x, y, np.random.default_rng(1))[:50] == pytest.approx(expected, abs=1e-5)


def test_beyond_200_pairs_the_normal_law_agrees_with_the_bootstrap() -> None:
    rng = np.random.default_rng(2)
    x = rng.integers(0, 60, 260).astype(float)
    y = x + rng.normal(0, 60, 260)
    draws = _resampled(x, y, np.random.default_rng(1))
    for threshold in np.quantile(draws, [0.05, 0.3, 0.5, 0.7, 0.95]):
        normal = tau(x, y, threshold=threshold, beyond="above", rng=np.random.default_rng(0)).q
        assert normal == pytest.approx(float((draws > threshold).mean()), abs=0.04)


@pytest.mark.parametrize("n", range(2, 10))
def test_fewer_than_ten_pairs_say_nothing(n: int) -> None:
    estimate = tau(range(n), range(n), threshold=0, beyond="above", rng=np.random.default_rng(0))
    assert (estimate.value, estimate.q, estimate.needs) == (1, 0.5, 10 - n)


def test_a_constant_column_has_no_order() -> None:
    estimate = tau([1] * 20, range(20), threshold=0, beyond="above", rng=np.random.default_rng(0))
    assert (estimate.value, estimate.q) == (None, 0.5)
