"""Draws of weights."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest, qmc

from gouvernail.method.robustness import InvalidWeights, agreed, between, fixed, ordered, shares, uniform
from gouvernail.method.robustness.sobol import MOST_DIMENSIONS, sobol


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 8), st.integers(0, 2**64), st.integers(1, 300))
def test_weights_add_up_to_one(filters: int, seed: int, samples: int) -> None:
    agreed_on = np.arange(1.0, filters + 1)
    for drawn in (
        uniform(filters, samples=samples, seed=seed),
        ordered(range(filters), samples=samples, seed=seed),
        agreed(agreed_on, samples=samples, seed=seed),
        fixed(agreed_on, samples=samples),
    ):
        assert drawn.shape == (samples, filters)
        assert drawn.sum(axis=1) == pytest.approx(1)
        assert (drawn >= 0).all()


def test_any_weights_are_dirichlet_of_ones() -> None:
    drawn = uniform(3, samples=8_192, seed=1)
    for column in drawn.T:  # the law of one of three weights: 1 - (1 - w)²
        assert kstest(column, lambda weight: 1 - (1 - weight) ** 2).statistic < 0.01
    assert np.cov(drawn.T)[0, 1] == pytest.approx(-1 / 36, abs=0.001)


def test_agreed_weights_vary_as_a_dirichlet() -> None:
    centre = np.array([0.5, 0.3, 0.2])
    drawn = agreed([5, 3, 2], samples=8_192, seed=1, kappa=30)
    assert drawn.mean(axis=0) == pytest.approx(centre, abs=0.002)
    assert drawn.var(axis=0) == pytest.approx(centre * (1 - centre) / 31, rel=0.02)


def test_equal_weights_vary_by_eight_hundredths() -> None:
    assert agreed([1, 1, 1], samples=8_192, seed=1).std(axis=0) == pytest.approx([0.085] * 3, abs=0.001)


def test_a_filter_without_weight_keeps_none() -> None:
    drawn = agreed([2, 0, 1], samples=512, seed=1)
    assert (drawn[:, 1] == 0).all()
    assert drawn[:, 0].mean() == pytest.approx(2 / 3, abs=0.01)


@pytest.mark.parametrize(("weights", "kappa"), [((1, 2, 1), math.inf), ((0, 3, 0), 30)], ids=["infinite", "alone"])
def test_weights_without_doubt_are_fixed(weights: tuple[int, ...], kappa: float) -> None:
    drawn = agreed(weights, samples=8, seed=1, kappa=kappa)
    np.testing.assert_array_equal(drawn, fixed(weights, samples=8))


def test_only_the_order_is_agreed() -> None:
    drawn = ordered([2, 0, 1], samples=8_192, seed=1)
    assert (drawn[:, 2] >= drawn[:, 0]).all()
    assert (drawn[:, 0] >= drawn[:, 1]).all()
    # Their mean is the rank-order centroid (Barron and Barrett 1996).
    assert drawn.mean(axis=0) == pytest.approx([5 / 18, 2 / 18, 11 / 18], abs=0.002)


def test_weights_between_bounds() -> None:
    drawn = between([0.2, 0.1, 0], [0.5, 0.4, 1], samples=2_000, seed=1)
    assert drawn.shape == (2_000, 3)
    assert (drawn >= [0.2, 0.1, 0]).all()
    assert (drawn <= [0.5, 0.4, 1]).all()


@pytest.mark.parametrize(
    ("call", "code", "place"),
    [
        (lambda: shares([]), "too_few", None),
        (lambda: uniform(12, samples=4, seed=1), "too_many", None),
        (lambda: shares([1, -1, 1]), "negative", 1),
        (lambda: shares([1, 1, math.nan]), "not_a_number", 2),
        (lambda: shares([math.inf, 1]), "not_a_number", 0),
        (lambda: shares([0, 0, 0]), "all_zero", None),
        (lambda: agreed([1, 1], samples=4, seed=1, kappa=0), "kappa", None),
        (lambda: agreed([1, 1], samples=4, seed=1, kappa=math.nan), "kappa", None),
        (lambda: ordered([0, 0, 1], samples=4, seed=1), "order", None),
        (lambda: between([0.5, 0.3], [0.4, 0.9], samples=4, seed=1), "interval", 0),
        (lambda: between([0.6, 0.6], [1, 1], samples=4, seed=1), "impossible", None),
        (lambda: between([0, 0], [0.4, 0.4], samples=4, seed=1), "impossible", None),
        (lambda: between([0.5, 0.5], [0.5, 0.5], samples=4, seed=1), "too_narrow", None),
    ],
    ids=[
        "none",
        "too-many",
        "negative",
        "nan",
        "infinite",
        "zero",
        "kappa-zero",
        "kappa-nan",
        "order",
        "interval",
        "too-high",
        "too-low",
        "too-narrow",
    ],
)
def test_weights_without_sense_are_refused(call, code: str, place: int | None) -> None:
    with pytest.raises(InvalidWeights) as refused:
        call()
    assert (refused.value.code, refused.value.place) == (code, place)


def test_huge_weights_do_not_overflow() -> None:
    assert shares([1e308, 1e308]).tolist() == [0.5, 0.5]


def test_the_points_are_those_of_sobol() -> None:
    reference = qmc.Sobol(MOST_DIMENSIONS, scramble=False).random_base2(10)
    ours = sobol(1_024, MOST_DIMENSIONS, seed=3)
    # One exclusive or in each dimension apart, in another order: so are the differences between two points.
    whole = np.floor(ours * 1_024).astype(int) ^ np.floor(ours[0] * 1_024).astype(int)
    expected = np.floor(reference * 1_024).astype(int)
    assert sorted(map(tuple, whole)) == sorted(map(tuple, expected))


def test_a_start_of_the_points_fills_the_cube_as_evenly() -> None:
    points = sobol(4_096, 3, seed=5)
    assert qmc.discrepancy(points[:256]) < 0.01 * qmc.discrepancy(np.full((256, 3), 0.5))
    for cells in (4, 16):
        counts = np.bincount((points[:256, 0] * cells).astype(int), minlength=cells)
        assert (counts == 256 / cells).all()
