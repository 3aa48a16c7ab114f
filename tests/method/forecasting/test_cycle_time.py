from datetime import datetime

import numpy as np
import polars as pl
import pytest

from gouvernail.method.forecasting import cycle_times, percentile, percentile_upper_bound
from gouvernail.method.forecasting.cycle_time import next_in_range_probability


def test_days_from_start_to_end():
    started = pl.Series([datetime(2025, 1, 1), datetime(2025, 1, 5), None, datetime(2025, 1, 9)])
    done = pl.Series([datetime(2025, 1, 2, 12), datetime(2025, 1, 4), datetime(2025, 1, 4), None])
    assert cycle_times(started, done).tolist() == [1.5]


def test_percentile_is_an_observed_duration():
    assert percentile(range(1, 21), 0.85) == 17
    assert percentile([], 0.85) is None


def test_the_bound_of_the_p85_exists_from_19_items():
    assert percentile_upper_bound(range(18), 0.85) is None
    assert percentile_upper_bound(range(19), 0.85) == 18
    assert percentile_upper_bound([], 0.85) is None


@pytest.mark.parametrize("count", [19, 40, 150])
def test_the_bound_holds_in_95_of_100_samples(count):
    rng = np.random.default_rng(0)
    truth = np.exp(1.0364334)  # P85 of the standard lognormal
    held = [percentile_upper_bound(rng.lognormal(size=count), 0.85) >= truth for _ in range(2000)]
    assert 0.94 <= np.mean(held) <= 0.99


@pytest.mark.parametrize("count", [3, 5, 11, 19])
def test_the_next_value_stays_inside_the_range_of_the_past(count):
    values = np.random.default_rng(0).lognormal(size=(100_000, count + 1))
    last, past = values[:, -1], values[:, :-1]
    inside = np.mean((last >= past.min(1)) & (last <= past.max(1)))
    assert inside == pytest.approx(next_in_range_probability(count), abs=0.006)
