import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gouvernail.method.diagnosis.estimates import proportion, survival_median
from gouvernail.method.diagnosis.estimates.kaplan_meier import kaplan_meier

waits = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=6, max_size=60)


@given(waits=waits.filter(lambda all_of: any(over for _, over in all_of)))
def test_the_curve_is_that_of_scipy(waits: list[tuple[int, bool]]) -> None:
    times, over = (np.array(column) for column in zip(*waits, strict=True))
    data = stats.CensoredData(uncensored=times[over], right=times[~over])
    expected = stats.ecdf(data).sf
    curve = kaplan_meier(times.astype(float), over)
    for time, share in zip(curve.times, curve.share, strict=True):
        assert share == pytest.approx(expected.evaluate(time), abs=1e-12)


def test_reference_of_the_leukaemia_trial() -> None:
    # 6-mercaptopurine arm of Freireich et al. 1963: median remission 23 weeks, S(10) = .753, Greenwood error .0963
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    going_on = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    times = np.array(ended + going_on, dtype=float)
    over = np.array([True] * 9 + [False] * 12)
    share, greenwood = kaplan_meier(times, over).at(10)
    assert share == pytest.approx(0.753, abs=5e-4)
    assert greenwood is not None
    assert share * greenwood**0.5 == pytest.approx(0.0963, abs=5e-5)
    estimate = survival_median(times, over, threshold=10, beyond="above")
    assert (estimate.value, estimate.low, estimate.high) == (23, 13, None)


@given(times=st.lists(st.integers(0, 40), min_size=8, max_size=60), threshold=st.integers(0, 40))
def test_without_censoring_it_is_a_share(times: list[int], threshold: int) -> None:
    found = survival_median(times, [True] * len(times), threshold=threshold, beyond="above")
    longer = sum(time > threshold for time in times)
    share = proportion(longer, len(times), threshold=0.5, beyond="above")
    assert found.q == pytest.approx(share.q, abs=1e-9)


def test_what_still_waits_counts() -> None:
    ended = [5.0] * 10
    alone = survival_median(ended, [True] * 10, threshold=30, beyond="above")
    with_waiting = survival_median([*ended, *[90.0] * 30], [True] * 10 + [False] * 30, threshold=30, beyond="above")
    assert alone.q < 0.1
    assert with_waiting.q > 0.9
    assert with_waiting.value is None


def test_nobody_followed_so_far_says_nothing() -> None:
    assert survival_median([5.0] * 20, [False] * 20, threshold=30, beyond="above").q == 0.5


@given(waits=waits, threshold=st.integers(0, 40), seed=st.integers(0, 9))
def test_order_does_not_matter(waits: list[tuple[int, bool]], threshold: int, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(waits))
    times, over = (np.array(column) for column in zip(*waits, strict=True))
    one = survival_median(times, over, threshold=threshold, beyond="below")
    assert survival_median(times[order], over[order], threshold=threshold, beyond="below") == one


@pytest.mark.parametrize("n", range(6))
def test_fewer_than_six_say_nothing(n: int) -> None:
    estimate = survival_median([50.0] * n, [True] * n, threshold=30, beyond="above")
    assert (estimate.q, estimate.needs) == (0.5, 6 - n)


def test_q_agrees_with_a_bootstrap_of_pairs() -> None:
    rng = np.random.default_rng(3)
    times, ends = rng.exponential(35, 80), rng.uniform(5, 90, 80)
    over = times <= ends
    seen = np.minimum(times, ends)
    shares = []
    for _ in range(2_000):
        drawn = rng.integers(0, 80, 80)
        shares.append(kaplan_meier(seen[drawn], over[drawn]).at(25)[0])
    q = survival_median(seen, over, threshold=25, beyond="above").q
    assert q == pytest.approx(float(np.mean(np.array(shares) > 0.5)), abs=0.06)
