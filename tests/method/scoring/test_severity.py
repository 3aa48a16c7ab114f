import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from gouvernail.method.scoring import Confidence, SeverityState, Votes, severity, votes
from tests.method.scoring.panels import panel

RUNS = 20


def quality(levels, truth):
    return np.sqrt(np.mean((levels - truth) ** 2)), kendalltau(levels, truth)[0]


@pytest.mark.parametrize(
    ("per_item", "mean", "median", "corrected", "severity_found"),
    [
        (2, (0.690, 0.659), (0.690, 0.659), (0.521, 0.699), 0.97),
        (3, (0.565, 0.712), (0.703, 0.684), (0.456, 0.744), 0.98),
        (5, (0.423, 0.783), (0.581, 0.748), (0.367, 0.804), 0.99),
    ],
)
def test_the_reference_panels_are_recovered(per_item, mean, median, corrected, severity_found):
    """Table of method.md section 1.2: error and Kendall's tau of the true levels, 200 items, 12 raters, 20 runs."""
    found = []
    for run in range(RUNS):
        truth, severe, cast = panel(run, per_item=per_item)
        ours = severity(cast)
        assert ours.state is SeverityState.CORRECTED
        link = np.corrcoef(-ours.shifts, severe)[0, 1]
        levels = (cast.means, cast.medians(), ours.items)
        found.append([*(figure for level in levels for figure in quality(level, truth)), link])
    assert np.mean(found, axis=0) == pytest.approx([*mean, *median, *corrected, severity_found], abs=0.006)


def test_without_severity_nothing_is_corrected():
    ours = [severity(panel(run, items=60, raters=5, severity=0.0).cast) for run in range(RUNS)]
    assert np.mean([np.abs(one.estimates).max() for one in ours]) <= 0.011
    assert [one.state for one in ours if one.state is not SeverityState.SMALL] in ([], [SeverityState.CORRECTED])
    assert all((one.shifts == 0).all() for one in ours if one.state is SeverityState.SMALL)


def test_corrected_votes_stay_on_the_scale():
    _, _, cast = panel(3)
    corrected = severity(cast).corrected(cast)
    assert corrected.levels.min() >= 0
    assert corrected.levels.max() <= 5
    assert np.std(corrected.means - panel(3).truth) < np.std(cast.means - panel(3).truth)


def test_raters_that_nothing_compares_are_named_and_nobody_is_corrected():
    """Two panels that share no item; rater 4 never votes and is no concern."""
    rows = [(item, rater) for item in range(8) for rater in (0, 1)] + [
        (item, rater) for item in (8, 9) for rater in (2, 3)
    ]
    items, raters = np.array(rows).T
    cast = votes(items, raters, np.where(raters % 2, 4.0, 2.0), item_count=10, rater_count=5)
    ours = severity(cast)
    assert (ours.state, ours.unlinked) == (SeverityState.UNLINKED, (2, 3))
    assert (ours.shifts == 0).all()
    np.testing.assert_array_equal(ours.items, cast.means)


@pytest.mark.parametrize("raters", [1, 3])
def test_few_votes_say_nothing_of_a_rater(raters):
    items, who = np.repeat([0, 1], raters), np.tile(range(raters), 2)
    ours = severity(votes(items, who, np.linspace(0, 5, who.size), item_count=3, rater_count=raters))
    assert ours.state is SeverityState.TOO_FEW
    assert not ours.estimates.any()
    assert ours.share == 0
    assert np.isnan(ours.items[2])


def test_nobody_voted_yet():
    ours = severity(votes([], [], [], item_count=2, rater_count=2))
    assert (ours.state, ours.unlinked) == (SeverityState.TOO_FEW, ())


def test_everyone_says_the_same():
    items, raters = np.repeat(np.arange(10), 3), np.tile(range(3), 10)
    ours = severity(votes(items, raters, np.full(30, 3.0), item_count=10, rater_count=3))
    assert ours.state is SeverityState.SMALL
    assert ours.items == pytest.approx(np.full(10, 3.0))


def test_a_vote_that_is_sure_teaches_more():
    """The same harsh rater, once sure and once not: the shift is shrunk less when sure."""
    items, raters = np.repeat(np.arange(6), 3), np.tile(range(3), 6)
    rng = np.random.default_rng(0)
    levels = np.where(raters == 0, 1.0, 3.0) + rng.normal(0, 0.3, 18).round(1)
    shift = {}
    for confidence in (Confidence.LOW, Confidence.HIGH):
        sure = np.where(raters == 0, confidence, Confidence.MEDIUM)
        shift[confidence] = severity(votes(items, raters, levels, sure, item_count=6, rater_count=3)).estimates[0]
    assert shift[Confidence.HIGH] != shift[Confidence.LOW]
    assert max(shift.values()) < -0.8


def test_the_judges_of_shrout_and_fleiss_come_out_in_their_order():
    """Psych. Bull. 86:420 (1979), 6 targets by 4 judges, halved: effects 2.375, -2.792, -.958, 1.375 shrunk."""
    marks = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]) / 2
    items, raters = np.indices(marks.shape).reshape(2, -1)
    ours = severity(votes(items, raters, marks.ravel(), item_count=6, rater_count=4))
    effects = np.array([2.375, -2.792, -0.958, 1.375]) / 2
    assert ours.state is SeverityState.CORRECTED
    assert (np.abs(ours.shifts) < np.abs(effects)).all()
    assert ours.shifts == pytest.approx(effects * (ours.shifts[0] / effects[0]), abs=0.005)
    assert ours.shifts[0] / effects[0] > 0.9


@settings(max_examples=25)
@given(seed=st.integers(0, 999), shuffle=st.integers(0, 999), shift=st.sampled_from([-1.0, 0.5, 1.0]))
def test_order_does_not_count_and_a_scale_may_be_moved(seed, shuffle, shift):
    rng = np.random.default_rng(shuffle)
    cast = panel(seed, items=30, raters=6).cast
    cast = cast.at(1 + cast.levels * 0.6)  # room to move
    items, raters, rows = rng.permutation(30), rng.permutation(6), rng.permutation(cast.levels.size)
    moved = Votes(
        items[cast.items][rows], raters[cast.raters][rows], cast.levels[rows] + shift, cast.confidences[rows], 30, 6
    )
    here, there = severity(cast), severity(moved)
    assert here.state is there.state
    np.testing.assert_allclose(there.shifts[raters], here.shifts, atol=1e-6)
    np.testing.assert_allclose(there.items[items], np.clip(here.items + shift, 0, 5), atol=1e-6)
