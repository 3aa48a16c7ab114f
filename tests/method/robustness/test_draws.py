"""Draws of scores: even, independent, and found again wherever they are asked for."""

import numpy as np
import pytest
from scipy.stats import chisquare

from gouvernail.method.robustness import QuantileScores
from gouvernail.method.robustness.streams import seeded, streams_of, words

SAMPLES = 8_192


def drawn(items: int = 12, *, seed: int = 1, filters: int = 3) -> np.ndarray:
    """Draw from items whose sixteen values are 0 to 15: shape (filters, samples, items)."""
    table = np.tile(np.arange(16, dtype=np.uint8), (items, filters, 1))
    return np.stack(QuantileScores(table).draws(seed=seed, rows=SAMPLES)(0, SAMPLES))


def test_the_sixteen_values_come_equally_often() -> None:
    values = drawn()
    for column in values.transpose(0, 2, 1).reshape(-1, SAMPLES):
        assert chisquare(np.bincount(column.astype(int), minlength=16)).pvalue > 1e-4


@pytest.mark.parametrize("seed", [0, 1, 2**63])
def test_items_filters_and_samples_are_independent(seed: int) -> None:
    values = drawn(seed=seed)
    flat = values.transpose(1, 0, 2).reshape(SAMPLES, -1)
    apart = np.corrcoef(flat.T) - np.eye(flat.shape[1])
    assert np.abs(apart).max() < 5 / np.sqrt(SAMPLES)
    for lag in (1, 2, 3, 4, 8):  # four samples share a word
        pairs = np.corrcoef(np.concatenate((flat[:-lag], flat[lag:]), axis=1).T)
        assert np.abs(np.diag(pairs, k=flat.shape[1])).max() < 5 / np.sqrt(SAMPLES)


def test_every_pair_of_values_comes_equally_often() -> None:
    values = drawn(2).astype(int)
    pairs = np.bincount(16 * values[0, :, 0] + values[0, :, 1], minlength=256)
    assert chisquare(pairs).pvalue > 1e-4


def test_another_seed_is_another_draw() -> None:
    assert (drawn(seed=1) == drawn(seed=2)).mean() == pytest.approx(1 / 16, abs=0.01)


def test_words_are_those_of_splitmix64() -> None:
    # First answers of the reference program for the state 1234567.
    found = words(np.array([1_234_567], np.uint64), 0, 3, np.empty((3, 1), np.uint64))
    expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
    assert found[:, 0].tolist() == expected


def test_a_key_has_the_same_stream_on_every_machine() -> None:
    assert streams_of(["CRM-1", "CRM-2"]).tolist() == [1_820_891_011_757_286_166, 11_089_039_757_118_328_808]


def test_each_group_of_four_filters_has_its_own_stream() -> None:
    streams = streams_of(["CRM-1"])
    assert seeded(streams, seed=1, lane=0)[0] != seeded(streams, seed=1, lane=1)[0]


def test_a_block_in_the_middle_is_a_part_of_the_whole() -> None:
    table = np.tile(np.arange(16, dtype=np.uint8), (5, 3, 1))
    whole = QuantileScores(table).draws(seed=3, rows=64)(0, 64)
    part = QuantileScores(table).draws(seed=3, rows=16)(32, 46)
    for left, right in zip(whole, part, strict=True):
        np.testing.assert_array_equal(left[32:46], right)
