import numpy as np
import pytest

from gouvernail.method.scoring import assess, disagreement, distributions, reliability
from tests.method.scoring.panels import panel


def test_ranking_reads_corrected_votes_and_people_those_they_cast():
    truth, _, cast = panel(0)
    ours = assess(cast)
    assert (ours.corrected.levels != cast.levels).any()
    np.testing.assert_array_equal(ours.distributions.mass, distributions(ours.corrected).mass)
    np.testing.assert_array_equal(ours.disagreement.reasons, disagreement(cast).reasons)
    assert ours.reliability == reliability(cast)
    # The level shown is nearer to the truth than the plain mean of the votes.
    assert np.mean((ours.levels - truth) ** 2) < 0.7 * np.mean((cast.means - truth) ** 2)


@pytest.mark.parametrize("per_item", [1, 2, 3, 5])
def test_the_spread_shown_is_prudent(per_item):
    """The true level lies between P10 and P90 more often than eight times in ten, and its mean beats that of votes."""
    held, error, plain = [], [], []
    for run in range(10):
        truth, _, cast = panel(run, per_item=per_item)
        ours = assess(cast)
        low, high = ours.distributions.spread().T
        held.append(((low <= truth) & (truth <= high)).mean())
        error.append(np.mean((ours.levels - truth) ** 2))
        plain.append(np.mean((cast.means - truth) ** 2))
    assert 0.85 < np.mean(held) < 0.97
    assert np.mean(error) < np.mean(plain)
