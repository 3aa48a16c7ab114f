import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gouvernail.method.diagnosis.estimates import proportion, wilson
from gouvernail.method.diagnosis.finding import Verdict

counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("k", "n", "low", "high"), [(81, 263, 0.2553, 0.3662), (0, 20, 0, 0.1611)])
def test_wilson_as_newcombe_1998_has_it(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(counts=counts, threshold=st.floats(0.01, 0.99))
def test_q_is_the_beta_posterior(counts: tuple[int, int], threshold: float) -> None:
    k, n = counts
    q = proportion(k, n, threshold=threshold, beyond="above").q
    expected = stats.beta.sf(threshold, 0.5 + k, 0.5 + n - k) if n >= 8 else 0.5
    assert q == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("n", range(8))
def test_fewer_than_eight_say_nothing(n: int) -> None:
    estimate = proportion(n, n, threshold=0.5, beyond="above")
    assert (estimate.q, estimate.verdict, estimate.needs) == (0.5, Verdict.NOT_ENOUGH_DATA, 8 - n)


@given(counts=counts, threshold=st.floats(0.01, 0.99))
def test_the_two_sides_share_the_whole(counts: tuple[int, int], threshold: float) -> None:
    above, below = (proportion(*counts, threshold=threshold, beyond=side).q for side in ("above", "below"))
    assert above + below == pytest.approx(1, abs=1e-9)


@given(counts=counts, threshold=st.floats(0.01, 0.99))
def test_counting_the_others_mirrors_everything(counts: tuple[int, int], threshold: float) -> None:
    k, n = counts
    one = proportion(k, n, threshold=threshold, beyond="above")
    other = proportion(n - k, n, threshold=1 - threshold, beyond="below")
    assert one.q == pytest.approx(other.q, abs=1e-9)
    if one.low is not None and other.high is not None:
        assert one.low == pytest.approx(1 - other.high, abs=1e-12)


@given(n=st.integers(8, 300), threshold=st.floats(0.01, 0.99), data=st.data())
def test_one_more_hit_never_lowers_q(n: int, threshold: float, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n - 1))
    first, second = (proportion(hits, n, threshold=threshold, beyond="above").q for hits in (k, k + 1))
    assert second >= first - 1e-12


@given(counts=counts.filter(lambda pair: pair[1] > 0))
def test_the_interval_holds_the_share(counts: tuple[int, int]) -> None:
    estimate = proportion(*counts, threshold=0.5, beyond="above")
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1


def test_more_hits_than_observations_is_refused() -> None:
    with pytest.raises(ValueError, match="5 of 4"):
        proportion(5, 4, threshold=0.5, beyond="above")
