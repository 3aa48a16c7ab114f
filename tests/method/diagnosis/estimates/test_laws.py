"""The laws written here are those of scipy.special, which costs too much to import."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from gouvernail.method.diagnosis.estimates.laws import beta_below, binomial_up_to, normal_below


@given(
    a=st.floats(0.5, 1e5),
    b=st.floats(0.5, 1e5),
    x=st.floats(1e-9, 1 - 1e-9),
)
def test_beta_is_that_of_scipy(a: float, b: float, x: float) -> None:
    assert beta_below(a, b, x) == pytest.approx(special.betainc(a, b, x), abs=1e-9)


@given(a=st.floats(0.5, 50), b=st.floats(0.5, 50), share=st.floats(0.2, 0.8))
def test_beta_is_precise_where_it_matters(a: float, b: float, share: float) -> None:
    x = float(special.betaincinv(a, b, share))
    assert beta_below(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=1e-12)


def test_beta_at_its_ends() -> None:
    assert (beta_below(2, 3, 0), beta_below(2, 3, 1), beta_below(2, 3, -1)) == (0, 1, 0)


@given(n=st.integers(1, 300), share=st.floats(0.01, 0.99), data=st.data())
def test_binomial_is_that_of_scipy(n: int, share: float, data: st.DataObject) -> None:
    k = data.draw(st.integers(-1, n))
    assert binomial_up_to(k, n, share) == pytest.approx(stats.binom.cdf(k, n, share), abs=1e-12)


@given(z=st.floats(-8, 8))
def test_normal_is_that_of_scipy(z: float) -> None:
    assert normal_below(z) == pytest.approx(special.ndtr(z), rel=1e-12)
