import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gouvernail.method.diagnosis.estimates import median, quantile
from gouvernail.method.diagnosis.estimates.quantile import least_for

samples = arrays(float, st.integers(6, 80), elements=st.integers(-50, 50).map(float))


def _bootstrapped(sample: np.ndarray, level: float, threshold: float) -> float:
    rng = np.random.default_rng(7)
    drawn = np.sort(sample[rng.integers(0, len(sample), (2_000, len(sample)))], axis=1)
    position = (len(sample) - 1) * level
    low, weight = int(position), position - int(position)
    high = min(low + 1, len(sample) - 1)
    return float((1 - weight) * (drawn[:, low] > threshold).mean() + weight * (drawn[:, high] > threshold).mean())


@pytest.mark.parametrize("level", [0.5, 0.8, 0.85])
@pytest.mark.parametrize("n", [19, 20, 61])
def test_the_exact_law_is_what_2000_resamples_approach(level: float, n: int) -> None:
    sample = np.random.default_rng(n).exponential(30, n)
    for threshold in np.quantile(sample, [0.3, 0.5, 0.7, 0.85, 0.95]):
        exact = quantile(sample, level, threshold=threshold, beyond="above", minimum=6).q
        assert exact == pytest.approx(_bootstrapped(sample, level, threshold), abs=0.035)  # 3 errors of 2,000 draws


def test_least_observations_are_those_of_the_document() -> None:
    assert (least_for(0.5), least_for(0.85), least_for(0.8)) == (6, 19, 14)


@pytest.mark.parametrize(("level", "least"), [(0.5, 6), (0.85, 19)])
def test_below_the_least_nothing_is_said(level: float, least: int) -> None:
    values = np.arange(least, dtype=float) + 100
    few = quantile(values[:-1], level, threshold=0, beyond="above")
    enough = quantile(values, level, threshold=0, beyond="above")
    assert (few.q, few.needs, enough.q) == (0.5, 1, 1.0)


def test_six_are_bounded_by_their_extremes() -> None:
    estimate = median([3, 1, 4, 1, 5, 9], threshold=2, beyond="above")
    assert (estimate.low, estimate.value, estimate.high) == (1, 3.5, 9)


@pytest.mark.parametrize("n", [6, 11, 30])
@pytest.mark.parametrize("level", [0.5, 0.85])
def test_the_interval_covers_the_truth(n: int, level: float) -> None:
    rng = np.random.default_rng(11)
    truth = -np.log(1 - level)
    covered = 0
    for _ in range(400):
        found = quantile(rng.exponential(1, n), level, threshold=1, beyond="above", minimum=1)
        low, high = found.low, found.high
        covered += (low is None or low <= truth) and (high is None or truth <= high)
    assert covered / 400 >= 0.92


@given(sample=samples, threshold=st.integers(-60, 60), seed=st.integers(0, 99))
def test_order_of_observations_does_not_matter(sample: np.ndarray, threshold: int, seed: int) -> None:
    shuffled = np.random.default_rng(seed).permutation(sample)
    assert median(sample, threshold=threshold, beyond="above") == median(shuffled, threshold=threshold, beyond="above")


@given(sample=samples, threshold=st.integers(-60, 60))
def test_a_monotone_change_of_unit_changes_no_q(sample: np.ndarray, threshold: int) -> None:
    cubed = median(sample**3, threshold=float(threshold) ** 3, beyond="above")
    assert cubed.q == median(sample, threshold=threshold, beyond="above").q


@given(sample=samples, threshold=st.integers(-60, 60))
def test_the_mirror_turns_above_into_below(sample: np.ndarray, threshold: int) -> None:
    above = median(sample, threshold=threshold, beyond="above").q
    assert median(-sample, threshold=-threshold, beyond="below").q == pytest.approx(above, abs=1e-9)


@given(sample=samples, threshold=st.integers(-60, 60))
def test_a_higher_threshold_is_less_surely_passed(sample: np.ndarray, threshold: int) -> None:
    first, second = (median(sample, threshold=t, beyond="above").q for t in (threshold, threshold + 5))
    assert second <= first + 1e-12


def test_missing_values_are_left_out() -> None:
    assert median([1, float("nan"), 3], threshold=0, beyond="above").n == 2
    assert median([], threshold=0, beyond="above").needs == 6
