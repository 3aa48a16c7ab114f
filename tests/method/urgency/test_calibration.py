import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.urgency import NOISE, InvalidEvidence, calibration, shrunk


def test_the_batters_of_efron_and_morris():
    """Scientific American 236(5), 1977: 18 batters, 45 times at bat, grand mean .265, factor .212, Clemente .294."""
    averages = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]) / 45
    overall = averages.mean()
    noise = overall * (1 - overall) / 45
    # Theirs is the estimate of Stein, with k - 3 where the moments have k - 1.
    between = ((averages - overall) ** 2).sum() / (len(averages) - 3) - noise
    ours, left = shrunk(averages, np.ones(18), overall=overall, noise=noise, between=between)
    assert overall == pytest.approx(0.2654, abs=5e-5)
    assert (ours[0] - overall) / (averages[0] - overall) == pytest.approx(0.2117, abs=5e-5)
    assert ours[0] == pytest.approx(0.2939, abs=5e-5)
    assert left == pytest.approx(np.full(18, noise * 0.2117), rel=1e-3)


def test_shrinking_halves_the_error_of_raw_means():
    """Simulation of method.md section 2.3: 10 teams, 1 to 9 claims each; .307 raw, .349 global, .177 shrunk."""
    errors = []
    for run in range(500):
        rng = np.random.default_rng(run)
        truth = rng.normal(0.9, 0.6, 10)
        team = np.repeat(np.arange(10), rng.integers(1, 10, 10))
        found = truth[team] + rng.normal(0, 1, team.size)
        raw = np.bincount(team, found) / np.bincount(team)
        guesses = (raw, found.mean(), calibration(found, team, team_count=10).shifts)
        errors.append([np.mean((guess - truth) ** 2) for guess in guesses])
    assert np.mean(errors, axis=0) == pytest.approx([0.307, 0.349, 0.177], abs=0.003)


def test_the_doubt_left_is_two_thirds_of_the_error_made():
    """Over the same simulation, the variance announced against the squared error met: what the docstring says."""
    announced, met = [], []
    for run in range(300):
        rng = np.random.default_rng(run)
        truth = rng.normal(0.9, 0.6, 10)
        team = np.repeat(np.arange(10), rng.integers(1, 10, 10))
        ours = calibration(truth[team] + rng.normal(0, 1, team.size), team, team_count=10)
        announced.append(ours.variances.mean())
        met.append(((ours.shifts - truth) ** 2).mean())
    assert np.mean(announced) / np.mean(met) == pytest.approx(2 / 3, abs=0.05)


@pytest.mark.parametrize(("claims", "available"), [(0, False), (2, False), (3, True)])
def test_nothing_is_corrected_before_three_verified_claims(claims, available):
    ours = calibration([2.0] * claims, [0] * claims, team_count=2)
    assert ours.is_available is available
    assert (ours.shifts == (2 if available else 0)).all()
    assert ours.noise == (pytest.approx(NOISE * 3 / (3 + claims - 1)) if available else NOISE)
    assert ours.counts.tolist() == [claims, 0]


def test_a_team_without_record_is_taken_for_an_average_one():
    ours = calibration([2, 2.2, 1.8, 2, 0, 0.1, -0.1, 0], [0, 0, 0, 0, 1, 1, 1, 1], team_count=3)
    assert ours.shifts[2] == pytest.approx(1)
    assert ours.shifts[1] < 0.5 < 1.5 < ours.shifts[0]
    assert ours.variances[2] > ours.variances[0]


@pytest.mark.parametrize(
    ("residuals", "teams", "code"),
    [
        pytest.param([1, 2], [0], "shape", id="a-team-missing"),
        pytest.param([1, 2], [0, 5], "team_unknown", id="beyond-the-list"),
        pytest.param([1, 2], [0, -1], "team_unknown", id="before-the-list"),
        pytest.param([1, np.nan], [0, 0], "level_outside", id="not-a-number"),
    ],
)
def test_what_cannot_be_learnt_from_is_refused(residuals, teams, code):
    with pytest.raises(InvalidEvidence) as refused:
        calibration(residuals, teams, team_count=2)
    assert refused.value.code == code


@given(
    claims=st.lists(st.tuples(st.integers(0, 3), st.floats(-5, 5)), min_size=3, max_size=20),
    seed=st.integers(0, 99),
)
def test_a_shift_lies_between_the_team_and_all_teams(claims, seed):
    team, found = np.array([one for one, _ in claims]), np.array([two for _, two in claims])
    ours = calibration(found, team, team_count=4)
    for one in np.unique(team):
        low, high = sorted([found[team == one].mean(), found.mean()])
        assert low - 1e-9 <= ours.shifts[one] <= high + 1e-9
    order = np.random.default_rng(seed).permutation(len(claims))
    np.testing.assert_allclose(calibration(found[order], team[order], team_count=4).shifts, ours.shifts, atol=1e-9)
