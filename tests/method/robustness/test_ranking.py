"""Ranks over samples of scores and weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata

from gouvernail.method.robustness import (
    QuantileScores,
    fixed,
    known,
    rank,
    rank_twice,
    stored,
    uniform,
)
from gouvernail.method.robustness.ranking import block_for, totals
from tests.method.robustness.tables import doubtful, sure, tables

SAMPLES = 256


def one(scores, weights, **options):
    return rank(scores, {"one": weights}, **{"k": 3, "seed": 1, **options})["one"]


def test_as_a_loop_over_samples_would() -> None:
    scores, weights = QuantileScores(doubtful(40), costs=[2]), uniform(3, samples=SAMPLES, seed=5)
    found = one(scores, weights, k=7, seed=5)
    total = totals(scores.draws(seed=5, rows=SAMPLES)(0, SAMPLES), scores.scaled(weights))
    ranks = rankdata(-total, axis=1)
    # Two scores nearer than one 2,048th of the spread are a tie here and not in the loop.
    assert found.expected_rank == pytest.approx(ranks.mean(axis=0), abs=0.1)
    assert found.top == pytest.approx((ranks <= 7).mean(axis=0), abs=0.02)
    assert found.first == pytest.approx((ranks == 1).mean(axis=0), abs=0.02)


def test_scores_in_doubt_follow_their_quantiles() -> None:
    table = np.zeros((2, 1, 16), np.uint8)
    table[0], table[1] = 100, np.arange(16) * 16  # 0, 16 ... 96 are below 100, 112 ... 240 above: 9 of 16
    found = one(QuantileScores(table), np.ones((40_000, 1)), k=1)
    assert found.first == pytest.approx([7 / 16, 9 / 16], abs=0.01)


def test_a_clear_order_leaves_no_doubt() -> None:
    found = one(
        QuantileScores(sure([(5, 5, 0), (3, 3, 2), (1, 1, 4), (0, 0, 5)]), costs=[2]),
        uniform(3, samples=64, seed=1),
        k=2,
    )
    assert found.top.tolist() == [1, 1, 0, 0]
    assert found.expected_rank.tolist() == [1, 2, 3, 4]
    assert found.interval().tolist() == [[1, 1], [2, 2], [3, 3], [4, 4]]
    assert found.choice_entropy == 0
    assert found.ranking_entropy == 0


def test_points_that_are_equal_share_their_places() -> None:
    # 5+1-2, 4+2-2 and 3+1+0 make four points each, by three different sums; the last has none.
    found = one(
        QuantileScores(sure([(5, 1, 2), (4, 2, 2), (3, 1, 0), (0, 0, 0)]), costs=[2]), fixed([1, 1, 1], samples=8), k=2
    )
    assert found.top == pytest.approx([2 / 3, 2 / 3, 2 / 3, 0])
    assert found.first == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])
    assert found.expected_rank.tolist() == [2, 2, 2, 4]
    assert found.ranks is not None
    assert found.ranks[0] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])


def test_thirds_that_are_equal_are_tied_whatever_the_rounding() -> None:
    scores = known(np.array([(0.1, 0.2, 0.3), (0.3, 0.2, 0.1), (0.2, 0.2, 0.2), (0.2, 0.3, 0.1)]))
    found = one(scores, fixed([1, 1, 1], samples=4), k=1)
    assert found.top == pytest.approx([0.25] * 4)


@pytest.mark.parametrize("k", [0, 4, 9])
def test_a_capacity_of_none_or_of_all(k: int) -> None:
    found = one(QuantileScores(doubtful(4)), uniform(3, samples=64, seed=2), k=k)
    assert found.top.tolist() == [min(k, 1)] * 4


def test_one_item_is_first() -> None:
    found = one(QuantileScores(doubtful(1)), uniform(3, samples=64, seed=2), k=1)
    assert found.top.tolist() == [1]
    assert found.interval().tolist() == [[1, 1]]


@settings(max_examples=60, deadline=None)
@given(tables, st.integers(0, 13), st.integers(0, 2**64))
def test_chances_add_up(table: np.ndarray, k: int, seed: int) -> None:
    items, filters = table.shape[:2]
    found = one(QuantileScores(table), uniform(filters, samples=SAMPLES, seed=seed), k=k, seed=seed)
    assert found.top.sum() == pytest.approx(min(k, items), abs=1e-9)
    assert found.first.sum() == pytest.approx(1, abs=1e-9)
    assert found.expected_rank.sum() == pytest.approx(items * (items + 1) / 2)
    assert found.ranks is not None
    assert found.ranks.sum(axis=0) == pytest.approx(np.ones(items), abs=1e-9)
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(items), abs=1e-9)
    assert found.ranks[:, :k].sum(axis=1) == pytest.approx(found.top, abs=1e-9)
    assert found.ranks[:, 0] == pytest.approx(found.first, abs=1e-9)
    assert found.ranks @ np.arange(1, items + 1) == pytest.approx(found.expected_rank)
    known_centres = found.central_top[~np.isnan(found.central_top)]
    assert known_centres.reshape(-1, filters).sum(axis=1) == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(tables, st.integers(1, 40), st.integers(0, 2**32))
def test_blocks_of_any_size_give_the_same_answer_to_the_last_bit(table: np.ndarray, quarter: int, seed: int) -> None:
    scores, weights = QuantileScores(table), uniform(table.shape[1], samples=SAMPLES, seed=seed)
    whole = one(scores, weights, seed=seed, block=SAMPLES)
    parts = one(scores, weights, seed=seed, block=4 * quarter)
    for name in ("top", "first", "expected_rank", "ranks", "kept", "central_first", "central_top"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(parts, name))


@settings(max_examples=60, deadline=None)
@given(tables, st.data())
def test_an_item_keeps_its_chances_wherever_it_stands_in_the_list(table: np.ndarray, data: st.DataObject) -> None:
    keys = [f"CRM-{number}" for number in range(len(table))]
    order = data.draw(st.permutations(range(len(table))))
    weights = uniform(table.shape[1], samples=SAMPLES, seed=3)
    straight = one(QuantileScores(table, keys=keys), weights)
    mixed = one(QuantileScores(table[order], keys=[keys[place] for place in order]), weights)
    assert mixed.top == pytest.approx(straight.top[order], abs=1e-12)
    assert mixed.expected_rank == pytest.approx(straight.expected_rank[order])
    np.testing.assert_array_equal(mixed.kept, straight.kept[:, order])


@settings(max_examples=60, deadline=None)
@given(tables, st.integers(0, 12), st.data())
def test_a_level_more_for_everyone_changes_nothing(table: np.ndarray, shift: int, data: st.DataObject) -> None:
    table = np.minimum(table, 240)
    moved = table.copy()
    moved[:, data.draw(st.integers(0, table.shape[1] - 1))] += np.uint8(shift)
    weights = uniform(table.shape[1], samples=SAMPLES, seed=3)
    before, after = one(QuantileScores(table), weights), one(QuantileScores(moved), weights)
    np.testing.assert_array_equal(before.kept, after.kept)
    np.testing.assert_array_equal(before.top, after.top)


def test_an_item_more_does_not_turn_two_others_round() -> None:
    table = doubtful(30, seed=3)
    keys = [str(number) for number in range(30)]
    weights = uniform(3, samples=SAMPLES, seed=3)
    fewer = one(QuantileScores(table[:29], keys=keys[:29]), weights)
    more = one(QuantileScores(table, keys=keys), weights)
    turned = (np.diff(fewer.kept.astype(int), axis=1) > 0) & (np.diff(more.kept[:, :29].astype(int), axis=1) < 0)
    assert not turned.any()


def test_the_two_columns_share_the_draws_and_differ_by_the_weights() -> None:
    found = rank_twice(QuantileScores(doubtful(30), costs=[2]), np.array([1, 1, 1]), k=5, seed=4, samples=2_048)
    assert found.agreed.top != pytest.approx(found.uniform.top, abs=0.01)
    assert np.abs(found.agreed.top - 0.5).mean() > np.abs(found.uniform.top - 0.5).mean()  # less doubt


def test_the_same_seed_gives_the_same_answer_and_another_seed_nearly() -> None:
    scores = QuantileScores(doubtful(30), costs=[2])
    one_run, again, other = (rank_twice(scores, np.ones(3), k=5, seed=seed).agreed.top for seed in (4, 4, 5))
    np.testing.assert_array_equal(one_run, again)
    assert other == pytest.approx(one_run, abs=0.02)


def test_progress_is_told_to_the_end() -> None:
    said: list[tuple[int, int]] = []
    scores = QuantileScores(doubtful(30))
    rank(
        scores, {"u": uniform(3, samples=1_001, seed=1)}, k=1, seed=1, progress=lambda *step: said.append(step), block=4
    )
    assert said[-1] == (1_001, 1_001)
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert 50 <= len(said) <= 101


def test_a_large_backlog_keeps_the_ranks_of_the_first_samples_only() -> None:
    found = one(QuantileScores(doubtful(9_000)), uniform(3, samples=1_000, seed=1), k=900)
    assert found.ranks is None
    assert len(found.kept) == 512
    assert found.top.sum() == pytest.approx(900)
    assert np.corrcoef(found.kept.mean(axis=0), found.expected_rank)[0, 1] > 0.999
    assert block_for(9_000) % 4 == 0


def test_more_filters_than_three() -> None:
    table = doubtful(6, filters=7)
    found = one(QuantileScores(table), uniform(7, samples=4_096, seed=2), k=2)
    assert found.top.sum() == pytest.approx(2)
    drawn = QuantileScores(table).draws(seed=2, rows=4_096)(0, 4_096)
    assert abs(np.corrcoef(drawn[0][:, 0], drawn[4][:, 0])[0, 1]) < 0.05  # another word, not the same again


def test_what_is_better_on_a_cost_is_less() -> None:
    cheap_first = one(QuantileScores(sure([(3, 3, 1), (3, 3, 4)]), costs=[2]), fixed([1, 1, 1], samples=4), k=1)
    assert cheap_first.top.tolist() == [1, 0]


def test_the_worth_of_the_ranks_reached() -> None:
    found = one(QuantileScores(sure([(5,), (4,), (4,)])), np.ones((4, 1)), k=1)
    assert found.holistic([1, 0.5, 0]).tolist() == [1, 0.25, 0.25]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: one(known([(1, 2)]), np.ones((4, 3))), "filters"),
        (lambda: one(stored(np.zeros((5, 2, 1))), np.ones((4, 1))), "samples"),
        (lambda: one(known(np.zeros((0, 2))), np.ones((4, 2))), "item"),
        (lambda: one(known([(1, 2)]), np.ones((4, 2)), k=-1), "capacity"),
        (lambda: rank(known([(1, 2)]), {}, k=1, seed=1), "weights"),
        (lambda: known([(1, float("nan"))]), "finite"),
        (lambda: stored([(1, 2)]), "samples"),
        (lambda: QuantileScores(np.zeros((2, 3, 15), np.uint8)), "16"),
        (lambda: QuantileScores(sure([(1,), (2,)]), keys=["a"]), "keys"),
        (lambda: QuantileScores(sure([(1,), (2,)]), keys=["a", "a"]), "twice"),
    ],
    ids=["filters", "samples", "items", "capacity", "weights", "nan", "stored", "quantiles", "keys", "twice"],
)
def test_what_does_not_fit_is_refused(call, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()
