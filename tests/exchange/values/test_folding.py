"""One word, however it was typed."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.exchange.values.folding import fold, fold_series


def test_case_accents_spaces_and_quotes() -> None:
    assert fold("  À  FAIRE\u00a0") == "a faire"
    assert fold("Won’t Do") == "won't do"
    assert fold("Œuvre – état") == "oeuvre - etat"


@given(st.text())
@settings(deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.one_of(st.none(), st.text(max_size=10)), max_size=6))
@settings(deadline=None)
def test_a_series_is_folded_text_by_text(texts: list[str | None]) -> None:
    folded = fold_series(pl.Series("c", texts, dtype=pl.String))
    assert folded.to_list() == [None if text is None else fold(text) for text in texts]
