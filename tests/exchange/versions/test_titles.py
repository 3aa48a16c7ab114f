"""Titles that resemble each other."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.versions.titles import similar_pairs

titles = st.lists(st.text("abcdé 12", min_size=1, max_size=20), min_size=1, max_size=6)


@given(titles, titles)
def test_similarity_is_a_cosine_and_has_no_sides(left: list[str], right: list[str]) -> None:
    there = {(a, b): score for a, b, score in similar_pairs(left, right, at_least=0.0).iter_rows()}
    back = {(b, a): score for a, b, score in similar_pairs(right, left, at_least=0.0).iter_rows()}
    assert there == pytest.approx(back)
    assert all(0 <= score <= 1 + 1e-9 for score in there.values())
    assert all(there[a, b] == pytest.approx(1) for a, x in enumerate(left) for b, y in enumerate(right) if x == y)


def test_a_rare_word_in_common_weighs_more_than_a_frequent_one() -> None:
    others = ["export des comptes", "export des contacts", "export des devis"]
    found = similar_pairs(["export géocodage"], [*others, "géocodage des adresses"], at_least=0.0)
    assert found.sort("score")["right"].last() == 3


@given(titles, titles, st.data())
def test_pairs_of_some_titles_are_those_among_all_pairs(left: list[str], right: list[str], data: st.DataObject) -> None:
    masks = [data.draw(st.lists(st.booleans(), min_size=len(side), max_size=len(side))) for side in (left, right)]
    of_left, of_right = (pl.Series(mask, dtype=pl.Boolean) for mask in masks)
    every = similar_pairs(left, right, at_least=0.1)
    some = similar_pairs(left, right, at_least=0.1, of_left=of_left, of_right=of_right)
    wanted = [(a, b) for a, b, _ in every.iter_rows() if masks[0][a] or masks[1][b]]
    assert [(a, b) for a, b, _ in some.iter_rows()] == wanted
