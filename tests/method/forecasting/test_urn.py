import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.forecasting import finish_weeks, simulated_weeks
from gouvernail.method.forecasting.exact import finish_probabilities

# The first draw of the prototype of method.md: rng(0).negative_binomial(3, 3/9, 12).
TWELVE_WEEKS = np.array([1, 5, 1, 2, 13, 8, 5, 5, 4, 1, 4, 11])
LEVELS = (0.5, 0.85, 0.95)

histories = st.lists(st.integers(0, 9), min_size=1, max_size=15).filter(any)


def quantiles(weeks):
    return [int(np.quantile(weeks, level, method="inverted_cdf")) for level in LEVELS]


def test_reference_quantiles_of_both_kernels():
    rng = np.random.default_rng(0)
    assert quantiles(finish_weeks(TWELVE_WEEKS, 80, rng=rng)) == [17, 22, 26]
    assert quantiles(finish_weeks(TWELVE_WEEKS, 80, rng=rng, bayesian=False)) == [17, 20, 22]


def test_the_urn_is_the_bayesian_bootstrap():
    """Explicit Dirichlet weights on the weeks of history give the same distribution."""
    rng = np.random.default_rng(1)
    weights = rng.dirichlet(np.ones(12), 20_000)
    drawn = np.array([rng.choice(TWELVE_WEEKS, 60, p=row) for row in weights[:4000]])
    explicit = np.argmax(np.cumsum(drawn, 1) >= 80, axis=1) + 1
    urn = finish_weeks(TWELVE_WEEKS, 80, rng=rng, runs=20_000)
    for week in (10, 14, 16, 18, 22, 26):
        assert (urn <= week).mean() == pytest.approx((explicit <= week).mean(), abs=0.03)


def test_the_exact_convolution_gives_the_plain_forecast():
    exact = finish_probabilities(TWELVE_WEEKS, 80, weeks=40)
    assert exact[15] == pytest.approx(0.4989, abs=5e-5)
    simulated = finish_weeks(TWELVE_WEEKS, 80, rng=np.random.default_rng(2), runs=100_000, bayesian=False)
    for week in range(1, 41):
        assert (simulated <= week).mean() == pytest.approx(exact[week - 1], abs=0.006)


@given(history=histories, items=st.integers(0, 30))
def test_exact_probabilities_only_grow(history, items):
    exact = finish_probabilities(history, items, weeks=20)
    assert (np.diff(exact) >= -1e-12).all()
    assert exact.min() >= 0
    assert exact.max() <= 1 + 1e-12
    if items:
        assert exact[0] == pytest.approx(np.mean(np.array(history) >= items))


@pytest.mark.parametrize(
    ("history", "plain", "bayesian"),
    [
        (6, (0.55, 0.77, 0.85), (0.565, 0.852, 0.942)),
        (8, (0.58, 0.77, 0.87), (0.59, 0.855, 0.95)),
        (12, (0.59, 0.84, 0.91), (0.595, 0.87, 0.965)),
        (20, (0.57, 0.845, 0.93), (0.59, 0.885, 0.97)),
        (40, (0.615, 0.86, 0.94), (0.62, 0.895, 0.95)),
    ],
)
def test_coverage_of_both_kernels_in_400_simulated_teams(history, plain, bayesian):
    kept = {False: np.zeros(3), True: np.zeros(3)}
    for seed in range(400):
        rng = np.random.default_rng(1000 + seed)
        past = rng.negative_binomial(3, 3 / 9, history)
        truth = np.argmax(np.cumsum(rng.negative_binomial(3, 3 / 9, 300)) >= 60) + 1
        for kernel in kept:
            kept[kernel] += truth <= np.array(quantiles(finish_weeks(past, 60, rng=rng, runs=1000, bayesian=kernel)))
    assert kept[False] / 400 == pytest.approx(plain, abs=0.03)
    assert kept[True] / 400 == pytest.approx(bayesian, abs=0.03)
    assert kept[True][1] > kept[False][1]  # the reason to prefer it


@given(history=histories, seed=st.integers(0, 5))
def test_only_weeks_of_the_history_are_drawn(history, seed):
    drawn = simulated_weeks(history, weeks=30, rng=np.random.default_rng(seed), runs=50)
    assert drawn.shape == (30, 50)
    assert set(drawn.ravel()) <= set(history)


def test_nothing_to_do_is_done_today():
    assert not finish_weeks(TWELVE_WEEKS, 0, rng=np.random.default_rng(0)).any()


@pytest.mark.parametrize("history", [[], [0, 0, 0]])
def test_no_forecast_without_anything_finished(history):
    with pytest.raises(ValueError, match=r"no week|nothing was finished"):
        finish_weeks(history, 5, rng=np.random.default_rng(0))


def test_what_lies_beyond_the_weeks_looked_ahead_is_not_dated():
    assert set(finish_weeks([1], 50, rng=np.random.default_rng(0), runs=10, most=20)) == {21}


def test_the_same_seed_gives_the_same_weeks():
    one, two = (finish_weeks(TWELVE_WEEKS, 80, rng=np.random.default_rng(7)) for _ in range(2))
    assert (one == two).all()
