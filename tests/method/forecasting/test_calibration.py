import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from gouvernail.method.forecasting import brier, brier_skill, crps, pit, pit_histogram

figures = st.floats(-1e6, 1e6)


def test_the_brier_score_by_hand():
    assert brier([1, 0, 0.5, 0.8], [1, 0, 0, 1]) == pytest.approx((0.25 + 0.04) / 4)
    assert brier([0.5] * 4, [1, 0, 0, 1]) == 0.25
    with pytest.raises(ValueError, match="no forecast"):
        brier([], [])


def test_skill_is_measured_against_the_base_rate():
    outcomes = [1, 1, 1, 0]
    assert brier_skill([0.75] * 4, outcomes) == pytest.approx(0)
    assert brier_skill(outcomes, outcomes) == 1
    assert brier_skill([0.5] * 4, outcomes) == pytest.approx(1 - 0.25 / 0.1875)
    assert brier_skill([0.9] * 4, [1, 1, 1, 1]) is None


def test_the_crps_of_the_normal_law_at_its_mean():
    """N(0, 1) at 0: 2 phi(0) - 1/sqrt(pi) = .2336950 (Gneiting & Raftery 2007)."""
    quantiles = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    assert crps(quantiles, 0) == pytest.approx(0.2336950, abs=1e-5)
    away = 1.3 * (2 * norm.cdf(1.3) - 1) + 2 * norm.pdf(1.3) - 1 / np.sqrt(np.pi)
    assert crps(quantiles, 1.3) == pytest.approx(away, abs=1e-4)


@given(st.lists(figures, min_size=1, max_size=30), figures)
def test_the_crps_is_its_definition(samples, observed):
    drawn = np.array(samples)
    plain = np.abs(drawn - observed).mean() - np.abs(np.subtract.outer(drawn, drawn)).mean() / 2
    assert crps(samples, observed) == pytest.approx(plain, rel=1e-9, abs=1e-6)
    assert crps(samples, observed) >= -1e-6


def test_the_crps_of_one_number_is_the_error():
    assert crps([3], 7.5) == 4.5
    with pytest.raises(ValueError, match="no sample"):
        crps([], 1)


def test_places_in_the_forecast():
    assert [pit([1, 2, 2, 3], y) for y in (0, 1, 2, 3, 4)] == [0, 0.125, 0.5, 0.875, 1]
    assert pit_histogram([0, 0.05, 0.5, 0.99, 1], bins=4).tolist() == [2, 0, 1, 2]
