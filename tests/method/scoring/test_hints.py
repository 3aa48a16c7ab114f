import numpy as np
import pytest

from gouvernail.method.scoring import (
    HintKind,
    InvalidScores,
    central_hints,
    halo_hints,
    own_team_hints,
    senior_hints,
    votes,
)

ITEMS = 24


def table(levels):
    """Votes of a table with one rater a row; not a number is no vote."""
    rows = np.asarray(levels, float)
    raters, items = np.indices(rows.shape).reshape(2, -1)
    return votes(items, raters, np.clip(rows, 0, 5).ravel(), item_count=rows.shape[1], rater_count=rows.shape[0])


def opinions(raters, seed=0):
    return np.random.default_rng(seed).integers(0, 6, (raters, ITEMS)).astype(float)


def test_a_halo_makes_two_filters_one():
    first, second = opinions(3), opinions(3, seed=1)
    second[1] = first[1]
    second[2] = 5 - first[2]
    ours = halo_hints(table(first), table(second))
    assert [(one.kind, one.rater, one.count) for one in ours] == [(HintKind.HALO, 1, ITEMS), (HintKind.HALO, 2, ITEMS)]
    assert [one.figure for one in ours] == pytest.approx([1, -1])


def test_a_halo_needs_ten_items_on_both_filters():
    first = opinions(2)
    first[0, 9:] = np.nan
    assert [one.rater for one in halo_hints(table(first), table(opinions(2) * 0 + first))] == [1]


def test_the_same_level_everywhere_is_no_halo_but_a_central_tendency():
    rows = opinions(4)
    rows[0] = 3
    assert halo_hints(table(rows), table(opinions(4, seed=1))) == ()
    (ours,) = central_hints(table(rows))
    assert (ours.kind, ours.rater, ours.figure, ours.count) == (HintKind.CENTRAL, 0, 0.0, ITEMS)


def test_items_that_are_alike_for_everyone_are_no_central_tendency():
    rows = 3 + np.tile([0.0, 1.0], (3, ITEMS // 2))
    assert central_hints(table(rows)) == ()


def test_favour_to_ones_own_team_is_told_from_leniency():
    truth = opinions(1)[0] / 2 + 1
    rows = np.tile(truth, (4, 1)) + np.random.default_rng(3).normal(0, 0.2, (4, ITEMS))
    owners = np.arange(ITEMS) % 3
    rows[0] += 0.8  # lenient with everyone
    rows[1] += np.where(owners == 1, 1.2, 0)
    (ours,) = own_team_hints(table(rows), rater_teams=[0, 1, 2, -1], item_teams=owners)
    assert (ours.kind, ours.rater, ours.count) == (HintKind.OWN_TEAM, 1, ITEMS // 3)
    assert ours.figure == pytest.approx(1.2, abs=0.3)


def test_too_few_items_of_ones_own_say_nothing():
    rows = opinions(3)
    owners = np.where(np.arange(ITEMS) < 3, 0, 1)
    rows[0, :3] = 5
    assert own_team_hints(table(rows), rater_teams=[0, -1, -1], item_teams=owners) == ()


def test_following_the_most_senior_vote_is_seen():
    first = np.array([[5.0] * 12, [1.0] * 12, [3.0] * 12])
    second = first.copy()
    second[1] += np.where(np.arange(12) < 7, 2, 0)
    second[2] += np.where(np.arange(12) % 2, 1, -1)
    (ours,) = senior_hints(table(first), table(second), senior=0)
    assert (ours.kind, ours.rater, ours.figure, ours.count) == (HintKind.SENIOR, 1, 1.0, 7)


@pytest.mark.parametrize(("moves", "seen"), [(5, False), (6, True)])
def test_six_moves_are_the_first_that_are_not_chance(moves, seen):
    first = np.array([[5.0] * 12, [1.0] * 12])
    second = first + np.array([[0.0], [2.0]]) * (np.arange(12) < moves)
    assert bool(senior_hints(table(first), table(second), senior=0)) is seen


def test_a_senior_who_did_not_vote_leads_nobody():
    first = np.array([[np.nan] * 12, [1.0] * 12])
    assert senior_hints(table(first), table(first + 1), senior=0) == ()


def test_two_filters_are_of_the_same_people():
    with pytest.raises(InvalidScores):
        halo_hints(table(opinions(2)), table(opinions(3)))
    with pytest.raises(InvalidScores):
        own_team_hints(table(opinions(2)), rater_teams=[0], item_teams=[0] * ITEMS)


def test_nobody_voted_yet():
    none = votes([], [], [], item_count=0, rater_count=2)
    assert halo_hints(none, none) == central_hints(none) == senior_hints(none, none, senior=0) == ()
    assert own_team_hints(none, rater_teams=[0, 1], item_teams=[]) == ()
