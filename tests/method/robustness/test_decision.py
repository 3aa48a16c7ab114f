"""From chances to what people are told: sure, grey, out; what to clarify; why X before Y."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import norm

from gouvernail.method.robustness import (
    QuantileScores,
    Standing,
    doubt_shares,
    duel,
    fixed,
    grey_zone,
    known,
    rank,
    rank_twice,
    standings,
    stored,
    turning_weights,
    uniform,
)
from tests.method.robustness.tables import doubtful, sure

SIX_STEPS = np.repeat(np.array([0, 51, 102, 153]), 4).astype(np.uint8)


def test_each_item_is_sure_or_grey_or_out() -> None:
    found = rank_twice(QuantileScores(doubtful(60, seed=2), costs=[2]), np.ones(3), k=12, seed=1).agreed
    said = standings(found)
    assert {Standing.SURE, Standing.GREY, Standing.OUT} == set(said)
    for chance, standing in zip(found.top, said, strict=True):
        assert (standing is Standing.SURE) == (chance >= 0.85)
        assert (standing is Standing.OUT) == (chance <= 0.15)
    agenda = grey_zone(found)
    assert sorted(agenda) == [place for place, standing in enumerate(said) if standing is Standing.GREY]
    assert np.all(np.diff(np.abs(found.top[agenda] - 0.5)) >= 0)


def test_the_reading_order_is_by_certainty_then_by_rank() -> None:
    found = rank(known([(1,), (5,), (3,)]), {"one": np.ones((4, 1))}, k=1, seed=0)["one"]
    assert found.order.tolist() == [1, 2, 0]


def test_the_filter_in_doubt_is_the_one_to_clarify() -> None:
    table = sure([(3, 3, 2), (3, 2, 2), (5, 5, 0)])
    table[0, 2] = np.repeat(np.array([0, 204]), 8).astype(np.uint8)  # light, or very heavy: decides alone
    scores = QuantileScores(table, costs=[2])
    found = rank(scores, {"one": fixed([1, 1, 1], samples=4_096)}, k=2, seed=1)["one"]
    assert found.top[0] == pytest.approx(0.5, abs=0.05)
    assert doubt_shares(scores, found, [0, 2], seed=1) == pytest.approx(np.array([(0, 0, 1), (0, 0, 0)]), abs=1e-9)


def test_two_filters_share_the_doubt_as_they_should() -> None:
    # In when the sum of two independent draws of 0..3 is 4 or more: 6 of 16 cases.
    table = sure([(0, 0), (1, 1)])
    table[0] = SIX_STEPS
    table[1, 0] = 178  # between a sum of 3 and one of 4
    table[1, 1] = 0
    scores = QuantileScores(table)
    found = rank(scores, {"one": fixed([1, 1], samples=40_000)}, k=1, seed=2)["one"]
    assert found.top[0] == pytest.approx(6 / 16, abs=0.01)
    given_one = np.array([0, 1, 2, 3]) / 4
    expected = given_one.var() / (6 / 16 * 10 / 16)
    assert doubt_shares(scores, found, [0], seed=2)[0] == pytest.approx([expected] * 2, abs=0.02)


def test_doubt_of_stored_samples_is_shared_too() -> None:
    rng = np.random.default_rng(1)
    table = np.zeros((20_000, 2, 2))
    table[:, 0] = rng.normal(0, (2, 1), (20_000, 2))
    scores = stored(table)
    found = rank(scores, {"one": fixed([1, 1], samples=20_000)}, k=1, seed=0)["one"]
    # P(x + y > 0 | x) = Phi(x / 1); its variance over x ~ N(0, 4), by orthant probabilities: asin(4/5) / (2 pi).
    expected = [math.asin(part) / (2 * math.pi) / 0.25 for part in (4 / 5, 1 / 5)]
    assert doubt_shares(scores, found, [0], seed=0)[0] == pytest.approx(expected, abs=0.02)


def test_a_pair_is_won_tied_and_lost() -> None:
    table = sure([(0,), (2,)])
    table[0, 0] = SIX_STEPS
    found = duel(QuantileScores(table), (0, 1), np.ones((40_000, 1)), seed=3)
    assert (found.wins, found.ties, found.losses) == pytest.approx((0.25, 0.25, 0.5), abs=0.01)
    turned = duel(QuantileScores(table), (1, 0), np.ones((40_000, 1)), seed=3)
    assert (turned.losses, turned.ties, turned.wins) == (found.wins, found.ties, found.losses)


def test_a_pair_of_normal_scores_has_the_closed_form() -> None:
    rng = np.random.default_rng(2)
    table = np.stack((rng.normal(1, 1, (50_000, 1)), rng.normal(0, 1, (50_000, 1))), axis=1)
    found = duel(stored(table), (0, 1), np.ones((50_000, 1)), seed=0)
    assert found.wins == pytest.approx(norm.cdf(1 / math.sqrt(2)), abs=0.01)


def test_a_pair_that_is_one_item_is_refused() -> None:
    with pytest.raises(ValueError, match="itself"):
        duel(known([(1,), (2,)]), (1, 1), np.ones((4, 1)), seed=0)


def test_the_weight_at_which_the_other_wins() -> None:
    # X leads by two levels of value, Y by one of urgency; complexity is the same.
    (value, urgency) = turning_weights((4, 2, 3), (2, 3, 3), (1, 1, 1))
    assert (value.filter, value.weight, value.above) == (0, pytest.approx(0.2), False)
    assert (urgency.filter, urgency.weight, urgency.above) == (1, pytest.approx(0.5), True)


def test_nothing_turns_an_item_that_is_better_everywhere() -> None:
    assert turning_weights((4, 3, 3), (2, 2, 1), (1, 1, 1)) == []


def test_an_item_that_is_behind_has_no_lead_to_lose() -> None:
    assert turning_weights((1, 1, 1), (2, 2, 1), (1, 1, 1)) == []


LEVELS = st.tuples(*[st.integers(0, 5)] * 3)


@given(LEVELS, LEVELS, st.tuples(*[st.integers(0, 4)] * 3))
def test_at_the_turn_both_are_level_and_beyond_it_the_other_leads(first, second, weights) -> None:
    assume(any(weights))
    centre = np.array(weights) / sum(weights)
    lead = np.array(first) - np.array(second)
    for turn in turning_weights(first, second, weights):
        others = np.delete(np.arange(3), turn.filter)
        among = centre[others] if centre[others].any() else np.ones(2)

        def margin(weight: float, turn=turn, others=others, among=among) -> float:
            return weight * lead[turn.filter] + (1 - weight) * float(lead[others] @ among) / among.sum()

        assert margin(turn.weight) == pytest.approx(0, abs=1e-9)
        step = 1e-3 if turn.above else -1e-3
        assert margin(turn.weight + step) < 0 < margin(turn.weight - step)


def test_uniform_weights_doubt_more_than_scores_alone() -> None:
    scores = known(np.array([(5, 0), (0, 5)]))
    found = rank(scores, {"u": uniform(2, samples=4_096, seed=1)}, k=1, seed=1)["u"]
    assert found.first == pytest.approx([0.5, 0.5], abs=0.001)
    assert found.central_first == pytest.approx(np.array([(0.75, 0.25), (0.25, 0.75)]), abs=0.001)
