import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.scoring import (
    BETWEEN_CODES,
    Confidence,
    InvalidScores,
    Votes,
    certain,
    codes_of,
    distributions,
    from_cumulated,
    levels_of,
    quantiles,
    votes,
)

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH


@st.composite
def panels(draw):
    items, raters = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    pairs = draw(st.sets(st.tuples(st.integers(0, items - 1), st.integers(0, raters - 1)), max_size=20))
    levels = [draw(st.sampled_from([0, 0.6, 1, 2, 3.3, 4, 5])) for _ in pairs]
    sure = [draw(st.sampled_from(Confidence)) for _ in pairs]
    rows = np.array(sorted(pairs), np.int64).reshape(-1, 2)
    return votes(rows[:, 0], rows[:, 1], levels, sure, item_count=items, rater_count=raters)


def one(*levels, confidence=MEDIUM, **options):
    people = range(len(levels))
    cast = votes([0] * len(levels), people, levels, [confidence] * len(levels), item_count=1, rater_count=len(levels))
    return distributions(cast, **options)


def test_whole_levels_are_exact_codes():
    assert codes_of(range(6)).tolist() == [0, 51, 102, 153, 204, 255]
    assert levels_of(codes_of(range(6))).tolist() == [0, 1, 2, 3, 4, 5]


def test_a_vote_is_a_triangle_as_wide_as_its_doubt():
    """Without backlog to speak of, all the mass of a vote at 2.5 lies within the half-width of its confidence."""
    for confidence, half_width in ((LOW, 1.0), (MEDIUM, 0.75), (HIGH, 0.5)):
        ours = one(2.5, confidence=confidence, prior_weight=1e-9)
        low, high = levels_of(ours.quantile((1e-6, 1 - 1e-6)))[0]
        assert (low, high) == (pytest.approx(2.5 - half_width, abs=0.03), pytest.approx(2.5 + half_width, abs=0.03))
        # The variance of a triangle is its squared half-width over 6.
        levels = levels_of(np.arange(256))
        assert ours.mass[0] @ (levels - 2.5) ** 2 == pytest.approx(half_width**2 / 6, rel=0.02)


def test_confidence_is_a_weight():
    cast = votes([0, 0], [0, 1], [1, 4], [LOW, HIGH], item_count=1, rater_count=2)
    assert distributions(cast, prior_weight=1e-9).by_level[0, :3].sum() == pytest.approx(0.2, abs=1e-6)


def test_one_vote_is_half_backlog_and_four_are_a_fifth():
    """The vote's own mass within its triangle, the rest spread as the backlog is."""
    levels, people = [1, 4, 4, 4, 4], [0, 0, 1, 2, 3]
    ours = distributions(votes([0, 1, 1, 1, 1], people, levels, item_count=2, rater_count=4))
    # A tail that no vote touches is the backlog's alone: its share of the item is 1/2, then 1/5.
    tail = ours.mass[:, levels_of(np.arange(256)) < 0.2].sum(axis=1)
    assert tail[0] / tail[1] == pytest.approx(5 / 2)


def test_an_item_without_votes_is_the_backlog():
    cast = votes([0, 1, 1], [0, 0, 1], [1, 4, 4], item_count=4, rater_count=2)
    ours = distributions(cast)
    np.testing.assert_allclose(ours.mass[2], ours.mass[3])
    # Items count once, whatever their votes: as many at 1 as at 4.
    assert ours.by_level[2, 1] == pytest.approx(ours.by_level[2, 4])
    assert ours.mean[2] == pytest.approx(2.5, abs=1e-9)


def test_nobody_voted_yet_is_every_level_alike():
    ours = distributions(votes([], [], [], item_count=1, rater_count=0))
    np.testing.assert_allclose(ours.mass, 1 / 256)
    assert levels_of(ours.table[0, [0, 15]]) == pytest.approx([5 / 32, 5 * 31 / 32], abs=0.02)


def test_no_item_no_distribution():
    ours = distributions(votes([], [], [], item_count=0, rater_count=0))
    assert (ours.table.shape, ours.spread().shape, ours.by_level.shape) == ((0, 16), (0, 2), (0, 6))


def test_the_table_stacks_filters_as_bytes():
    ours = distributions(votes([0, 1], [0, 0], [2, 3], item_count=2, rater_count=1))
    table = quantiles([ours, certain([0.0, 4.0]), ours])
    assert (table.shape, table.dtype, table.flags["C_CONTIGUOUS"]) == ((2, 3, 16), np.uint8, True)
    assert (table[:, 1] == [[0], [204]]).all()
    assert (table[:, 0] == table[:, 2]).all()


def test_a_known_cumulative_distribution_is_put_on_the_codes():
    uniform = from_cumulated(BETWEEN_CODES / 5)
    assert uniform.mean[0] == pytest.approx(2.5)
    sure = from_cumulated(np.where(BETWEEN_CODES >= 3, 1.0, 0.0))
    assert (sure.table == 153).all()
    with pytest.raises(InvalidScores):
        from_cumulated([[0.0, 1.0]])


def test_more_votes_narrow():
    widths = [np.ptp(one(*[3] * count).spread()) for count in (1, 2, 4, 8)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 1.5 * widths[-1]


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_backlog_without_weight_is_refused(weight):
    with pytest.raises(InvalidScores, match="prior_weight"):
        one(3, prior_weight=weight)


@given(cast=panels())
def test_mass_is_probability_and_the_table_its_quantiles(cast):
    ours = distributions(cast)
    assert (ours.mass > 0).all()
    np.testing.assert_allclose(ours.mass.sum(axis=1), 1)
    np.testing.assert_allclose(ours.by_level.sum(axis=1), 1)
    table = ours.table
    assert (np.diff(table.astype(int), axis=1) >= 0).all()
    np.testing.assert_array_equal(table, ours.quantile((np.arange(16) + 0.5) / 16))
    np.testing.assert_allclose(levels_of(table).mean(axis=1), ours.mean, atol=0.06)


@given(cast=panels(), seed=st.integers(0, 99))
def test_the_order_of_items_raters_and_votes_does_not_count(cast, seed):
    rng = np.random.default_rng(seed)
    items, raters = rng.permutation(cast.item_count), rng.permutation(cast.rater_count)
    rows = rng.permutation(cast.levels.size)
    moved = Votes(
        items[cast.items][rows],
        raters[cast.raters][rows],
        cast.levels[rows],
        cast.confidences[rows],
        cast.item_count,
        cast.rater_count,
    )
    np.testing.assert_allclose(distributions(moved).mass[items], distributions(cast).mass, atol=1e-12)
    np.testing.assert_array_equal(distributions(moved).table[items], distributions(cast).table)


@given(cast=panels())
def test_a_scale_read_backwards_gives_the_mirror(cast):
    mirror = distributions(cast.at(5 - cast.levels)).mass[:, ::-1]
    np.testing.assert_allclose(mirror, distributions(cast).mass, atol=1e-12)


@given(level=st.floats(1, 3), shift=st.integers(0, 51), confidence=st.sampled_from(Confidence))
def test_a_vote_moves_with_its_level(level, shift, confidence):
    """Translation of the scale, away from its ends and from the backlog."""
    level = float(levels_of(codes_of(level)))
    here = one(level, confidence=confidence, prior_weight=1e-12)
    there = one(level + shift / 51, confidence=confidence, prior_weight=1e-12)
    np.testing.assert_allclose(np.roll(here.mass[0], shift), there.mass[0], atol=1e-9)
