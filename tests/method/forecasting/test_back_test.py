import numpy as np
import pytest

from gouvernail.method.forecasting import back_test, pit_histogram


def test_a_steady_pace_is_forecast_without_error():
    found = back_test([3] * (12 + 4 * 20 + 3), rng=np.random.default_rng(1))

    assert found is not None
    assert (found.forecasts, found.kept) == (20, 20)  # the last three weeks are no whole stretch
    assert (found.brier, found.skill, found.crps) == (0, None, 0)
    assert found.places.tolist() == [0.5] * 20


def test_a_team_of_one_pace_keeps_what_it_promises():
    """Weeks drawn from one law: P85 is kept in 85 cases of 100 and the places are even (method.md section 5)."""
    weeks = np.random.default_rng(2).poisson(5, 12 + 4 * 600)
    found = back_test(weeks, rng=np.random.default_rng(3))

    assert found is not None
    assert found.forecasts == 600
    assert found.kept / 600 == pytest.approx(0.87, abs=0.04)
    assert pit_histogram(found.places, bins=4) == pytest.approx([150] * 4, abs=45)


def test_a_team_that_slows_down_does_not():
    pace = np.repeat([64, 32, 16, 8, 4, 2], 16)
    found = back_test(pace, rng=np.random.default_rng(4))
    steady = back_test([20] * 96, rng=np.random.default_rng(4))

    assert found is not None
    assert steady is not None
    assert found.kept / found.forecasts < 0.7
    assert found.crps > steady.crps


@pytest.mark.parametrize("weeks", [[], [2] * 15, [0] * 40], ids=["none", "too few", "nothing finished"])
def test_without_a_stretch_to_forecast_nothing_is_said(weeks):
    assert back_test(weeks, rng=np.random.default_rng(5)) is None
