import numpy as np
import pytest
from scipy.stats import t

from gouvernail.method.scoring import InvalidScores, gap, item_gap, votes

BUSINESS, IT, SALES = 0, 1, 2
TEAMS = [BUSINESS, BUSINESS, IT, IT, SALES]


def cast(levels):
    """Votes of four raters, one row an item."""
    table = np.asarray(levels, float)
    items, raters = np.indices(table.shape).reshape(2, -1)
    return votes(items, raters, table.ravel(), item_count=len(table), rater_count=5)


def test_two_teams_that_differ_by_two_levels_on_every_item():
    ours = gap(cast([[4, 4, 2, 2], [3, 3, 1, 2], [5, 4, 2, 3]]), TEAMS, BUSINESS, IT)
    # Differences 2, 1.5, 2: mean 11/6, standard error 1/6, Student's t at 95 % with 2 degrees of freedom 2.919986.
    assert (ours.mean, ours.count) == (pytest.approx(11 / 6), 3)
    assert (ours.low, ours.high) == (pytest.approx(11 / 6 - 2.919986 / 6), pytest.approx(11 / 6 + 2.919986 / 6))
    assert ours.established


def test_the_gap_has_a_direction():
    ours = cast([[4, 4, 2, 2], [3, 3, 1, 2]])
    assert gap(ours, TEAMS, IT, BUSINESS).mean == -gap(ours, TEAMS, BUSINESS, IT).mean


def test_a_difference_that_may_be_chance_is_not_established():
    assert not gap(cast([[4, 4, 2, 2], [2, 2, 3, 4]]), TEAMS, BUSINESS, IT).established


def test_teams_that_share_one_item_or_none_are_not_compared():
    assert gap(cast([[4, 4, 2, 2]]), TEAMS, BUSINESS, IT) is None
    assert gap(cast([[4, 4, 2, 2], [3, 3, 1, 2]]), TEAMS, BUSINESS, SALES) is None


def test_one_item_is_compared_vote_by_vote():
    """Welch: means 4 and 1.5, variances 2 and .5 over 2 votes each, 1.4706 degrees of freedom."""
    ours = item_gap(cast([[5, 3, 2, 1]]), TEAMS, BUSINESS, IT, item=0)
    assert (ours.mean, ours.count) == (2.5, 4)
    assert (ours.high - ours.low) / 2 == pytest.approx(t.ppf(0.95, 1.5625 / 1.0625) * np.sqrt(1.25))
    assert not ours.established


@pytest.mark.parametrize(
    "levels",
    [
        pytest.param([[5, np.nan, 2, 1]], id="one-vote-in-a-team"),
        pytest.param([[5, 5, 2, 2]], id="both-unanimous"),
    ],
)
def test_one_item_without_spread_gives_no_interval(levels):
    assert item_gap(cast(levels), TEAMS, BUSINESS, IT, item=0) is None


def test_each_rater_has_a_team():
    with pytest.raises(InvalidScores, match="teams"):
        gap(cast([[4, 4, 2, 2]]), [0, 1], BUSINESS, IT)
