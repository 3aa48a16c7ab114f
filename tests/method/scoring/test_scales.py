import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.scoring import InvalidScores, Scale


def test_the_anchors_of_the_method():
    """Table of method.md section 1.1."""
    money, effort = Scale(10_000), Scale(1)
    assert money.level([0, 10_000, 20_000, 40_000, 80_000, 160_000, 9e9]).tolist() == [0, 1, 2, 3, 4, 5, 5]
    assert effort.level([0.5, 1, 2, 4, 8, 16]).tolist() == [0, 1, 2, 3, 4, 5]
    assert money.amount([1, 3, 5]).tolist() == [10_000, 40_000, 160_000]


@pytest.mark.parametrize("unit", [0, -1, float("nan"), float("inf")])
def test_a_scale_without_anchor_is_refused(unit):
    with pytest.raises(InvalidScores, match="unit"):
        Scale(unit)


@pytest.mark.parametrize("amount", [-1, float("nan")])
def test_an_amount_below_nothing_is_refused(amount):
    with pytest.raises(InvalidScores) as refused:
        Scale(1).level([3, amount])
    assert (refused.value.code, refused.value.row) == ("amount_negative", 1)


@given(level=st.floats(0, 5), unit=st.floats(0.01, 1e6))
def test_a_level_is_that_of_its_amount(level, unit):
    assert Scale(unit).level(Scale(unit).amount(level)) == pytest.approx(level, abs=1e-9)


@given(amounts=st.lists(st.floats(0, 1e7), min_size=2, max_size=9), unit=st.floats(0.1, 1e5))
def test_more_is_never_less(amounts, unit):
    levels = Scale(unit).level(sorted(amounts))
    assert (np.diff(levels) >= 0).all()


@given(amount=st.floats(0.5, 8), unit=st.floats(0.1, 1e5))
def test_twice_as_much_is_one_level_up(amount, unit):
    one, twice = Scale(unit).level([amount * unit, 2 * amount * unit])
    assert twice - one == pytest.approx(1, abs=1e-9)
