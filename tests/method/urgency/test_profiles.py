import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.urgency import Decline, Erosion, InvalidEvidence, Peak, discounted, urgency_level

weeks = st.floats(0.1, 200)


def numeric_half_delay(profile, *, longest=2000.0):
    """The definition: the first delay at which half of what is left now is gone."""
    half = profile.value(0) / 2
    low, high = 0.0, longest
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if profile.value(middle) <= half else (middle, high)
    return high


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        pytest.param(Decline(8, 8), 8, id="fixed-date"),
        pytest.param(Erosion(np.log(2) / 6), 6, id="erosion"),
        pytest.param(Decline(0, 20), 10, id="steady-until"),
        pytest.param(Peak(10), 2.93, id="short-life-peak-affected"),
        pytest.param(Decline(4, 12), 8, id="season-to-come"),
        pytest.param(Decline(-4, 12), 6, id="season-begun"),
        pytest.param(Decline(6, 30), 18, id="effect-from-a-date"),
        pytest.param(discounted(0.10), 361, id="life-that-starts-at-delivery"),
    ],
)
def test_the_half_value_delays_of_the_method(profile, expected):
    """Table of method.md section 2.1, and the same found from the definition."""
    assert profile.half_delay == pytest.approx(expected, rel=2e-3)
    assert numeric_half_delay(profile) == pytest.approx(profile.half_delay, abs=1e-6)


@given(start=st.floats(-50, 100), length=weeks)
def test_closed_forms_of_declines_are_those_of_the_definition(start, length):
    profile = Decline(start, start + length)
    if start + length > 0.1:
        assert numeric_half_delay(profile) == pytest.approx(profile.half_delay, abs=1e-5)


@given(rate=st.floats(0.001, 2), window=weeks)
def test_closed_forms_of_erosion_and_peak_are_those_of_the_definition(rate, window):
    for profile in (Erosion(rate), Peak(window)):
        assert numeric_half_delay(profile) == pytest.approx(profile.half_delay, abs=1e-5)


@given(start=st.floats(-50, 100), length=st.floats(0, 100), rate=st.floats(0, 2))
def test_waiting_never_brings_value(start, length, rate):
    delays = np.linspace(0, 150, 301)
    for profile in (Decline(start, start + length), Erosion(rate), Peak(length)):
        value = profile.value(delays)
        assert (np.diff(value) <= 1e-12).all()
        assert ((value >= 0) & (value <= 1)).all()


def test_levels_of_the_scale():
    assert urgency_level([1000, 64, 32, 16, 8, 4, 2, 0.5, 0]).tolist() == [0, 0, 1, 2, 3, 4, 5, 5, 5]
    assert urgency_level(np.inf) == 0


@given(delay=st.floats(4, 64))
def test_half_the_delay_is_one_level_more(delay):
    assert urgency_level(delay / 2) - urgency_level(delay) == pytest.approx(1)


def test_what_is_past_has_no_delay_left():
    assert Decline(-9, -2).half_delay == Decline(-2, -2).half_delay == Peak(-1).half_delay == 0
    assert Peak(-1).value([0, 1]).tolist() == [0, 0]


def test_what_never_erodes_waits():
    assert Erosion(0).half_delay == np.inf


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda: Decline(4, 3), id="end-before-start"),
        pytest.param(lambda: Decline(float("nan"), 3), id="no-start"),
        pytest.param(lambda: Erosion(-0.1), id="negative-rate"),
        pytest.param(lambda: urgency_level([3, -1]), id="negative-delay"),
        pytest.param(lambda: urgency_level(float("nan")), id="no-delay"),
    ],
)
def test_shapes_without_sense_are_refused(broken):
    with pytest.raises(InvalidEvidence):
        broken()
