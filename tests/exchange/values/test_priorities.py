"""Priorities of any tracker become levels, 1 for the most pressing."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.exchange.values.folding import fold
from gouvernail.exchange.values.lexicon import lexicon
from gouvernail.exchange.values.priorities import priority_levels


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        (["Highest", "High", "Medium", "Low", "Lowest"], [1, 2, 3, 4, 5]),
        (["Medium", "Low", None], [3, 4, None]),
        (["Blocker", "Critical", "Minor"], [1, 2, 4]),
        (["Bloquant", "Critique", "Majeur", "Mineur"], [1, 2, 3, 4]),
        (["Immédiate", "Urgente", "Normale", "Basse"], [1, 2, 4, 5]),
        (["Urgent", "Normal", "Low"], [1, 3, 4]),
        (["Très haute", "Moyenne", "Basse"], [1, 3, 4]),
        (["Must", "Should", "Could", "Won't"], [1, 2, 3, 4]),
        (["P0", "P2"], [1, 3]),
        (["P1", "P2"], [1, 2]),
        (["1", "2", "4"], [1, 2, 4]),
        (["1 - Critique", "3 - Faible"], [1, 3]),
        (["5 - Critique", "1 - Faible"], [1, 5]),
        (["Haute (1)", "Basse (3)"], [1, 3]),
        (["priority::high", "priority::low"], [2, 4]),
        (["🔥 Critical", "High"], [1, 2]),
        (["High", "Medium", "Critical", "None", "Trivial"], [2, 3, 1, None, 4]),
        (["zorglub", "High"], [None, 2]),
    ],
)
def test_known_scales(words: list[str | None], levels: list[int | None]) -> None:
    found = priority_levels(pl.Series("p", words, dtype=pl.String))
    assert found.dtype == pl.Int32
    assert found.to_list() == levels


def test_a_scale_that_is_given_alone_counts() -> None:
    levels = priority_levels(pl.Series(["Or", "Argent", "High"]), scale=["or", "argent", "bronze"])
    assert levels.to_list() == [1, 2, None]


def test_every_word_of_a_scale_is_folded_and_used_once() -> None:
    for scale in lexicon("priorities")["scale"]:
        words = [word for level in scale["levels"] for word in level]
        assert len(words) == len(set(words)), scale["name"]
        assert [fold(word) for word in words] == words


@given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["High", "P1", "3", "0"])), max_size=6))
@settings(deadline=None)
def test_no_text_raises(texts: list[str | None]) -> None:
    levels = priority_levels(pl.Series("p", texts, dtype=pl.String)).drop_nulls().to_list()
    assert all(level >= 1 for level in levels)
