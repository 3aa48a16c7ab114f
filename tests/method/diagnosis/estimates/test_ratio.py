import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.diagnosis.estimates import ratio
from gouvernail.method.diagnosis.estimates import ratio as ratio_of
from gouvernail.method.diagnosis.estimates.ratio import _ratios


def _pairs(n: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(n)
    bottom = rng.uniform(1, 5, n)
    return bottom * rng.uniform(0, 1, n), bottom


def test_a_ratio_of_sums_not_a_mean_of_ratios() -> None:
    assert ratio([1, 100], [10, 100], threshold=0, beyond="above", rng=np.random.default_rng(0)).value == 101 / 110


@pytest.mark.parametrize("n", range(1, 8))
def test_fewer_than_eight_pairs_say_nothing(n: int) -> None:
    estimate = ratio(*_pairs(n), threshold=0.01, beyond="above", rng=np.random.default_rng(0))
    assert (estimate.q, estimate.needs) == (0.5, 8 - n)


def test_the_normal_law_agrees_with_the_bootstrap_where_it_takes_over() -> None:
    top, bottom = _pairs(2_400)
    draws = _ratios(top, bottom, np.random.default_rng(1))
    for threshold in np.quantile(draws, [0.02, 0.3, 0.5, 0.9]):
        normal = ratio(top, bottom, threshold=threshold, beyond="above", rng=np.random.default_rng(0)).q
        assert normal == pytest.approx(float((draws > threshold).mean()), abs=0.035)


def test_the_same_seed_gives_the_same_answer() -> None:
    one, other = (ratio_of(*_pairs(30), threshold=0.5, beyond="below", rng=np.random.default_rng(3)) for _ in range(2))
    assert one == other


@given(scale=st.floats(0.1, 100))
def test_the_unit_of_both_does_not_matter(scale: float) -> None:
    top, bottom = _pairs(25)
    first = ratio(top, bottom, threshold=0.45, beyond="above", rng=np.random.default_rng(0))
    second = ratio(scale * top, scale * bottom, threshold=0.45, beyond="above", rng=np.random.default_rng(0))
    assert second.value == pytest.approx(first.value)
    assert second.q == pytest.approx(first.q, abs=0.002)


def test_nothing_to_divide_by() -> None:
    estimate = ratio([1] * 9, [0] * 9, threshold=0.5, beyond="above", rng=np.random.default_rng(0))
    assert (estimate.value, estimate.q) == (None, 0.5)
