import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from gouvernail.method.diagnosis.estimates import mann_kendall, trend
from gouvernail.method.diagnosis.estimates.mann_kendall import autocorrelation_stretch
from gouvernail.method.diagnosis.estimates.trend import theil_sen
from gouvernail.method.diagnosis.finding import Verdict

GILBERT = [20, 20, 20, 20, 15, 20, 20, 30, 27, 26, 23, 35, 25, 28, 70, 26, 24, 34, 32, 23, 50, 30]
"""Gilbert 1987, p. 212."""

series = arrays(float, st.integers(5, 18), elements=st.integers(-30, 30).map(float))


def test_series_of_gilbert_1987() -> None:
    test = mann_kendall(np.array(GILBERT, dtype=float))
    assert (test.s, round(test.variance, 2), round(test.z, 1)) == (111, 1226.33, 3.1)
    assert theil_sen(np.array(GILBERT, dtype=float), np.arange(22.0)) == pytest.approx(0.6667, abs=5e-5)


@pytest.mark.parametrize(("n", "least"), [(4, 0.083), (5, 0.017)])
def test_least_p_that_few_points_can_reach(n: int, least: float) -> None:
    assert mann_kendall(np.arange(n, dtype=float)).p == pytest.approx(least, abs=5e-4)


@pytest.mark.parametrize("n", [5, 8, 13])
def test_exact_law_is_that_of_scipy(n: int) -> None:
    for seed in range(20):
        values = np.random.default_rng(seed).permutation(n).astype(float)
        expected = stats.kendalltau(np.arange(n), values, method="exact").pvalue
        assert mann_kendall(values).p == pytest.approx(expected, abs=1e-9)


POWERS = {
    6: (0.03, 0.10, 0.20),
    8: (0.07, 0.23, 0.46),
    10: (0.13, 0.37, 0.68),
    12: (0.15, 0.43, 0.77),
    24: (0.27, 0.77, 0.98),
}


@pytest.mark.parametrize(("n", "powers"), POWERS.items())
def test_power_is_that_of_the_document(n: int, powers: tuple[float, ...]) -> None:
    rng = np.random.default_rng(0)
    for total, power in zip((1, 2, 3), powers, strict=True):
        found = [mann_kendall(rng.normal(size=n) + np.linspace(0, total, n)).p < 0.05 for _ in range(600)]
        assert np.mean(found) == pytest.approx(power, abs=0.06)  # 3 errors of 600 simulations


@pytest.mark.parametrize(("autocorrelation", "share"), [(0.2, 0.077), (0.4, 0.137)])
def test_autocorrelation_raises_false_alarms_as_the_document_says(autocorrelation: float, share: float) -> None:
    rng = np.random.default_rng(0)
    alarms = 0
    for _ in range(1_500):
        noise, values = rng.normal(size=12), np.zeros(12)
        for t in range(12):
            values[t] = (autocorrelation * values[t - 1] if t else 0) + noise[t]
        alarms += mann_kendall(values).p < 0.05
    assert alarms / 1_500 == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize("n", range(5))
def test_fewer_than_five_points_are_not_tested(n: int) -> None:
    estimate = trend(np.arange(n) * 10.0, threshold=1, beyond="above")
    assert (estimate.q, estimate.p, estimate.needs) == (0.5, None, 5 - n)


@pytest.mark.parametrize(("n", "caveats"), [(5, True), (9, True), (10, False)])
def test_five_to_nine_points_carry_a_caveat(n: int, caveats: bool) -> None:
    found = trend(np.arange(n) * 10.0, threshold=1, beyond="above").caveats
    assert found == (("only_a_large_drop_would_show",) if caveats else ())


def test_a_significant_but_small_slope_is_not_established() -> None:
    small = trend(1 - 0.01 * np.arange(12), threshold=-0.05, beyond="below")
    large = trend(1 - 0.08 * np.arange(12), threshold=-0.05, beyond="below")
    assert small.p == large.p
    assert (small.verdict, large.verdict) == (Verdict.EXCLUDED, Verdict.ESTABLISHED)


@given(values=series, threshold=st.floats(-2, 2))
def test_established_exactly_when_both_conditions_hold(values: np.ndarray, threshold: float) -> None:
    found = trend(values, threshold=threshold, beyond="below")
    assert found.p is not None
    assert found.value is not None
    both = found.p < 0.05 and found.value < threshold
    assert (found.verdict is Verdict.ESTABLISHED) == both


@given(values=series, threshold=st.floats(-2, 2))
def test_a_mirror_turns_rise_into_fall(values: np.ndarray, threshold: float) -> None:
    one = trend(values, threshold=threshold, beyond="above")
    other = trend(-values, threshold=-threshold, beyond="below")
    assert (one.p, one.value) == (pytest.approx(other.p), pytest.approx(-(other.value or 0.0)))
    assert one.q == pytest.approx(other.q, abs=1e-9)


@given(values=series, shift=st.integers(-100, 100))
def test_only_differences_count(values: np.ndarray, shift: int) -> None:
    assert trend(values + shift, threshold=0.5, beyond="above") == trend(values, threshold=0.5, beyond="above")


@given(values=series)
def test_the_test_sees_order_only(values: np.ndarray) -> None:
    assert mann_kendall(np.exp(values / 10)).s == mann_kendall(values).s


@given(values=series)
def test_the_interval_holds_the_slope(values: np.ndarray) -> None:
    found = trend(values, threshold=0, beyond="above")
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert found.low <= found.value <= found.high


def test_a_flat_series_excludes_a_fall() -> None:
    assert trend([4] * 12, threshold=-0.2, beyond="below").verdict is Verdict.EXCLUDED


def test_missing_months_keep_their_place() -> None:
    gap = trend([1, 2, float("nan"), 4, 5, 6], threshold=0, beyond="above")
    assert (gap.n, gap.value) == (5, 1)


def test_autocorrelation_widens_the_variance_from_twenty_points() -> None:
    rng = np.random.default_rng(4)
    walk = np.cumsum(rng.normal(size=40))
    slope, places = theil_sen(walk, np.arange(40.0)), np.arange(40.0)
    assert autocorrelation_stretch(walk, slope, places) > 2
    corrected = trend(walk, threshold=0, beyond="above")
    assert corrected.p is not None
    assert corrected.p > mann_kendall(walk).p


@given(values=arrays(float, st.integers(20, 40), elements=st.integers(-30, 30).map(float)))
def test_autocorrelation_never_makes_a_trend_surer(values: np.ndarray) -> None:
    assume(len(set(values)) > 1)
    assert autocorrelation_stretch(values, 0.0, np.arange(float(len(values)))) >= 1
