"""Rule 6.1: established, excluded, not enough data, and how much more would settle it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.diagnosis.estimates import proportion
from gouvernail.method.diagnosis.finding import Verdict
from gouvernail.method.diagnosis.verdict import more_needed, proportion_needs, verdict_of


@pytest.mark.parametrize(
    ("q", "verdict"),
    [
        (1, Verdict.ESTABLISHED),
        (0.9, Verdict.ESTABLISHED),
        (0.8999, Verdict.NOT_ENOUGH_DATA),
        (0.5, Verdict.NOT_ENOUGH_DATA),
        (0.1001, Verdict.NOT_ENOUGH_DATA),
        (0.1, Verdict.EXCLUDED),
        (0, Verdict.EXCLUDED),
    ],
)
def test_the_three_answers(q: float, verdict: Verdict) -> None:
    assert verdict_of(q) is verdict


def test_formula_of_the_document() -> None:
    rate, threshold, n = 0.4, 0.3, 20
    wanted = math.ceil(rate * (1 - rate) * (1.2816 / (rate - threshold)) ** 2)
    assert proportion_needs(8, n, threshold=threshold, minimum=8) == wanted - n


def test_on_the_threshold_nothing_would_settle_it() -> None:
    assert proportion_needs(15, 50, threshold=0.3, minimum=8) is None


def test_below_the_minimum_only_the_way_to_it_is_announced() -> None:
    assert more_needed(spread=0.5, gap=0.4, n=3, minimum=8) == 5


@given(rate=st.floats(0.05, 0.95), n=st.integers(20, 400), threshold=st.floats(0.05, 0.95))
def test_what_is_asked_for_settles_it_or_nearly(rate: float, n: int, threshold: float) -> None:
    k = round(rate * n)
    first = proportion(k, n, threshold=threshold, beyond="above")
    if first.needs is None:
        return
    more = n + first.needs
    # The rate stays at least as far from the threshold: a whole number of hits may move it by one observation.
    away = math.ceil if k / n > threshold else math.floor
    later = proportion(away(k / n * more), more, threshold=threshold, beyond="above")
    # n* is a normal approximation, which wants five hits and five misses.
    least = 0.85 if min(k, n - k) >= 5 else 0.8
    assert later.q >= least or later.q <= 1 - least
