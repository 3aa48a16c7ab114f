import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.forecasting import credibility, finish_weeks, forecast
from gouvernail.method.forecasting.exact import finish_probabilities

TWELVE_WEEKS = np.array([1, 5, 1, 2, 13, 8, 5, 5, 4, 1, 4, 11])


@pytest.fixture
def queue():
    return forecast(TWELVE_WEEKS, weeks=60, rng=np.random.default_rng(0))


def test_dates_of_the_reference_queue(queue):
    assert queue.weeks_for([80], 0.5).tolist() == [17]
    assert queue.weeks_for([80], 0.85).tolist() == [22]
    assert queue.weeks_for([80], 0.95).tolist() == [26]
    assert queue.history_weeks == 12


def test_the_plain_kernel_equals_the_exact_convolution_at_every_place():
    plain = forecast(TWELVE_WEEKS, weeks=30, rng=np.random.default_rng(3), runs=40_000, bayesian=False)
    for place in (1, 10, 40, 80):
        exact = finish_probabilities(TWELVE_WEEKS, place, weeks=30)
        days = 7 * np.arange(1, 31)
        assert plain.probability(np.full(30, place), days) == pytest.approx(exact, abs=0.01)


def test_the_queue_and_the_single_forecast_agree(queue):
    single = finish_weeks(TWELVE_WEEKS, 40, rng=np.random.default_rng(5))
    assert queue.probability([40], [70])[0] == pytest.approx((single <= 10).mean(), abs=0.02)


def test_what_is_done_is_kept_and_what_is_over_is_not(queue):
    assert queue.probability([0, 0, 3], [-10, 5, -1]).tolist() == [1, 1, 0]


def test_between_two_weeks_the_probability_is_between_theirs(queue):
    low, middle, high = queue.probability([30, 30, 30], [42, 45.5, 49])
    assert middle == pytest.approx((low + high) / 2)


@given(
    place=st.integers(0, 200),
    days=st.lists(st.integers(-10, 700), min_size=2, max_size=2).map(sorted),
    level=st.sampled_from([0.5, 0.85, 0.95]),
)
def test_later_dates_and_earlier_places_are_safer(place, days, level):
    queue = forecast(TWELVE_WEEKS, weeks=60, rng=np.random.default_rng(0), runs=500)
    early, late = queue.probability([place, place], days)
    assert 0 <= early <= late <= 1
    assert queue.probability([place + 5], days[:1])[0] <= early
    week = queue.weeks_for([place], level)[0]
    if np.isfinite(week) and week > 0:
        assert queue.probability([place], [7 * week])[0] >= level
        assert queue.probability([place], [7 * (week - 1)])[0] < level


@pytest.mark.parametrize("history", [[], [0, 0]])
def test_no_forecast_without_anything_finished(history):
    assert forecast(history, weeks=10, rng=np.random.default_rng(0)) is None


def test_a_place_beyond_the_horizon_has_no_date(queue):
    assert queue.weeks_for([100_000], 0.5).tolist() == [np.inf]


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (1, "safe"),
        (0.85, "safe"),
        (0.849, "risky"),
        (0.5, "risky"),
        (0.49, "optimistic"),
        (0.15, "optimistic"),
        (0.149, "not_credible"),
        (0, "not_credible"),
    ],
)
def test_words_of_credibility(probability, word):
    assert credibility(probability) == word
