"""Statuses of any tracker, French or English, become the five states."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouvernail.exchange.values.folding import fold
from gouvernail.exchange.values.lexicon import lexicon
from gouvernail.exchange.values.states import state_of
from gouvernail.method.history.shape import STATES

_CASES = {
    "requested": [
        "Backlog",
        "New",
        "Open",
        "Reopened",
        "A étudier",
        "Cadrage",
        "Under consideration",
        "provisional",
        "Nouveau",
        "Needs more info",
        "Idée",
    ],
    "accepted": [
        "À faire",
        "To Do",
        "Planifié",
        "Validé",
        "Accepté",
        "Selected for Development",
        "implementable",
        "Planned",
        "Approved",
        "Not started",
        "Ready for dev",
    ],
    "started": [
        "En cours",
        "In Progress",
        "Recette",
        "En recette",
        "En attente",
        "Bloqué",
        "Doing",
        "In Review",
        "A livrer",
        "Ready for QA",
        "En attente MEP",
        "Active",
        "Livré en recette",
        "03 - En cours de dev",
    ],
    "done": [
        "Terminé",
        "Livré",
        "MEP",
        "Shipped",
        "Resolved",
        "Closed",
        "Fait",
        "Done",
        "implemented",
        "En production",
        "✅ Done",
        "Lot 2 livré",
        "Clôturée",
    ],
    "dropped": [
        "Abandonné",
        "Refusé",
        "Won't Do",
        "Won’t Fix",
        "Cancelled",
        "Duplicate",
        "withdrawn",
        "deferred",
        "Non livré",
        "Clos (doublon)",
        "Closed - Duplicate",
        "Sans suite",
        "not planned",
    ],
}


@pytest.mark.parametrize(("text", "state"), [(text, state) for state, texts in _CASES.items() for text in texts])
def test_one_word(text: str, state: str) -> None:
    assert state_of(pl.Series([text, text.upper(), f"  {text.lower()} "])).to_list() == [state] * 3


@pytest.mark.parametrize("text", ["zorglub", "", "42", "Undone"])
def test_an_unknown_word_is_not_known(text: str) -> None:
    assert state_of(pl.Series([text, None])).to_list() == [None, None]


@pytest.mark.parametrize("text", ["requested | started | done", "À faire|En cours|Livré", "implementable|implemented"])
def test_a_choice_that_nobody_made_is_no_state(text: str) -> None:
    assert state_of(pl.Series([text])).to_list() == [None]


@pytest.mark.parametrize("text", ["Livré | MEP", "Équipe CRM | Livré"])
def test_a_bar_between_words_that_agree_changes_nothing(text: str) -> None:
    assert state_of(pl.Series([text])).to_list() == ["done"]


def test_words_of_the_organisation_win() -> None:
    states = state_of(pl.Series(["Zorglub", "Terminé"]), extra={"zorglub": "started", "terminé": "dropped"})
    assert states.to_list() == ["started", "dropped"]


def test_the_lexicon_is_folded_and_gives_each_word_one_state() -> None:
    words = lexicon("states")
    assert set(words) == set(STATES)
    for table in words.values():
        for word in [*table["words"], *table["stems"]]:
            assert fold(word) == word
    for kind in ("words", "stems"):
        seen: dict[str, str] = {}
        for state in STATES:
            for word in words[state][kind]:
                assert seen.setdefault(word, state) == state, word


@given(st.lists(st.one_of(st.none(), st.text(max_size=30)), max_size=6))
@settings(deadline=None)
def test_no_text_raises(texts: list[str | None]) -> None:
    states = state_of(pl.Series("c", texts, dtype=pl.String))
    assert set(states.drop_nulls().to_list()) <= set(STATES)


@pytest.mark.parametrize(
    ("word", "state"),
    [("0 %", "accepted"), ("0%", "accepted"), ("50%", "started"), ("99,5 %", "started"), ("100 %", "done")],
)
def test_a_share_of_the_work_is_a_state(word: str, state: str) -> None:
    assert state_of(pl.Series([word])).to_list() == [state]
