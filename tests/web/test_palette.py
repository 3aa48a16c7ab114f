"""Whatever a reader may open is found by the beginning of its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.web.palette import folded, matches


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),  # nothing typed: everything is offered
        ("equi", True),
        ("ÉQUIPE", True),
        ("ven equ", True),  # words in any order
        ("quipe", False),  # the middle of a word is not its beginning
        ("equipe achats", False),  # every word counts
    ],
)
def test_words_are_found_by_their_beginning_accents_aside(query: str, found: bool) -> None:
    assert matches(query, "Équipe", "l’Œuvre des ventes") is found


def test_ligatures_and_apostrophes_are_typed_as_people_type_them() -> None:
    assert matches("oeuvre", "l’Œuvre")
    assert matches("arbitrage", "Comité d'arbitrage")


@given(st.text())
def test_a_text_is_found_by_itself(text: str) -> None:
    assert matches(text.strip(), text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.django_db
def test_the_page_and_the_fragment_find_the_same(signed_in) -> None:
    camille = signed_in("camille")
    page = camille.get("/w/crm-ventes/search", {"q": "jour"})
    fragment = camille.get("/w/crm-ventes/search", {"q": "jour"}, headers={"HX-Request": "true"})
    assert "/w/crm-ventes/trail/" in page.text
    assert 'role="option"' in fragment.text
    assert "/w/crm-ventes/trail/" in fragment.text
    assert "<html" not in fragment.text


@pytest.mark.django_db
def test_a_reader_is_not_offered_what_they_may_not_open(signed_in) -> None:
    assert "/w/crm-ventes/trail/" not in signed_in("robin").get("/w/crm-ventes/search").text


@pytest.mark.django_db
def test_nothing_found_says_what_to_try(signed_in) -> None:
    answer = signed_in("camille").get("/w/crm-ventes/search", {"q": "zzzz"})
    assert answer.status_code == 200
    assert "Rien trouvé" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "words"), [("journal", "1\u00a0résultat"), ("zzzz", "Rien trouvé")])
def test_the_fragment_says_how_much_was_found(signed_in, query: str, words: str) -> None:
    answer = signed_in("camille").get("/w/crm-ventes/search", {"q": query}, headers={"HX-Request": "true"})
    assert f'data-said="{words}"' in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["<script>alert(1)</script>", "\u202eevil", "🦉" * 5000, "%00", '" onfocus="x'])
def test_any_words_may_be_looked_for(signed_in, query: str) -> None:
    answer = signed_in("camille").get("/w/crm-ventes/search", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert ' onfocus="x' not in answer.text


@pytest.mark.django_db
def test_a_stranger_finds_no_search_and_the_anonymous_sign_in(signed_in, client) -> None:
    assert signed_in("stranger").get("/w/crm-ventes/search").status_code == 404
    assert client.get("/w/crm-ventes/search").status_code == 302
    assert signed_in("camille").post("/w/crm-ventes/search").status_code == 405
