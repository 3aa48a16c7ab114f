import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.diagnosis.estimates import concentration, gini, hhi
from gouvernail.method.diagnosis.estimates.concentration import ConcentrationEstimate
from gouvernail.method.diagnosis.finding import Verdict

held = st.lists(st.integers(1, 50), min_size=2, max_size=20)


def _estimate(counts: list[int], **changed: float) -> ConcentrationEstimate:
    return concentration(counts, threshold=0.18, beyond="above", rng=np.random.default_rng(0), **changed)


@given(persons=st.integers(2, 30), each=st.integers(1, 20))
def test_equals_are_the_least_concentrated(persons: int, each: int) -> None:
    counts = np.full(persons, each)
    assert (hhi(counts), gini(counts)) == (pytest.approx(1 / persons), pytest.approx(0))
    assert _estimate([each] * persons).normalised == pytest.approx(0)


@given(persons=st.integers(2, 30))
def test_one_who_holds_everything(persons: int) -> None:
    counts = np.array([7] + [0] * (persons - 1))
    assert (hhi(counts), gini(counts)) == (1, pytest.approx(1 - 1 / persons))


def test_normalised_index_of_a_hand_computed_case() -> None:
    found = _estimate([6, 3, 1])
    assert found.value == pytest.approx(0.46)
    assert found.normalised == pytest.approx((0.46 - 1 / 3) / (1 - 1 / 3))
    assert (found.first_share, found.persons, found.n) == (0.6, 3, 10)


@given(counts=held, seed=st.integers(0, 9))
def test_who_comes_first_in_the_file_does_not_matter(counts: list[int], seed: int) -> None:
    shuffled = np.random.default_rng(seed).permutation(counts).tolist()
    assert _estimate(shuffled) == _estimate(counts)


@given(counts=held)
def test_a_transfer_from_poor_to_rich_concentrates(counts: list[int]) -> None:
    richer = sorted(counts)
    richer[0] -= 1
    richer[-1] += 1
    assert hhi(np.array(richer)) > hhi(np.array(counts))
    assert gini(np.array(richer)) > gini(np.array(counts))


@pytest.mark.parametrize("counts", [[7, 1, 1], [9, 9], [100]])
def test_nine_events_or_two_persons_say_nothing(counts: list[int]) -> None:
    assert _estimate(counts).q == 0.5


def test_ten_events_of_ten_equals_are_not_concentrated() -> None:
    assert _estimate([1] * 10).verdict is Verdict.EXCLUDED


def test_few_events_of_many_equals_are_seldom_called_concentrated() -> None:
    rng = np.random.default_rng(0)
    alarms = [_estimate(rng.multinomial(12, np.full(8, 1 / 8)).tolist()).q >= 0.9 for _ in range(200)]
    assert np.mean(alarms) < 0.1


def test_the_first_person_must_hold_half_when_asked_for() -> None:
    two_chiefs = [20, 19, 1]
    assert _estimate(two_chiefs).q > 0.9
    assert _estimate(two_chiefs, first_above=0.5).q < 0.9
