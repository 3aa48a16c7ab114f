"""Words of two languages, one mistake apart, and how alike two texts are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.method.similarity.folding import fold, words
from gouvernail.method.similarity.likeness import ranked, rarity, wanted
from gouvernail.method.similarity.spelling import has_spellings, is_mistyped, is_one_mistake, spellings
from gouvernail.method.similarity.stemming import stem
from gouvernail.method.similarity.terms import BODY_MOST, Terms, terms_of

LETTERS = st.text(alphabet="abcdefgh", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("TÉLÉPHONE", "telephone"), ("Écœuré", "ecoeure"), ("straße", "strasse"), ("ﬁche", "fiche"), ("æther", "aether")],
)
def test_accents_capitals_and_ligatures_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_that_say_nothing_are_left_out_in_both_languages() -> None:
    assert words("Nous voudrions l'export des factures, and the quotes too") == [
        "voudrions",
        "export",
        "factures",
        "quotes",
    ]


@pytest.mark.parametrize(
    "family",
    [
        "facture factures facturation facturer",
        "relance relances relancer",
        "customer customers",
        "migration migrated migrate",
        "synchronisation synchroniser",
        "opportunite opportunites",
        "sale sales",
    ],
)
def test_words_of_a_family_have_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


def test_a_title_gives_its_stems_and_their_pairs_and_the_body_only_what_is_new() -> None:
    terms = terms_of("Relancer les devis", "Les devis sans réponse", "sans réponse")
    assert terms.title == ("relanc", "dev")
    assert terms.pairs == ["relanc+dev"]
    assert terms.body == ("repon",)
    assert terms.all == ["relanc", "dev", "relanc+dev", "repon"]


def test_a_pasted_log_is_cut() -> None:
    assert len(terms_of("Erreur", " ".join(f"mot{n}x" for n in range(5000))).body) == BODY_MOST


def distance(one: str, other: str) -> int:
    """Compute the optimal string alignment distance by its recurrence, as the reference."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(LETTERS, LETTERS)
def test_one_mistake_is_what_the_reference_says(one: str, other: str) -> None:
    assert is_one_mistake(one, other) == (distance(one, other) <= 1)


@given(LETTERS, st.data())
def test_a_term_and_its_neighbour_always_share_a_spelling(term: str, data: st.DataObject) -> None:
    place, letter = data.draw(st.integers(0, len(term) - 1)), data.draw(st.sampled_from("abcsyz"))
    act = data.draw(st.sampled_from(["drop", "add", "change", "swap"]))
    neighbour = {
        "drop": term[:place] + term[place + 1 :],
        "add": term[:place] + letter + term[place:],
        "change": term[:place] + letter + term[place + 1 :],
        "swap": term[:place] + term[place : place + 2][::-1] + term[place + 2 :],
    }[act]
    assert is_mistyped(term, neighbour)
    assert spellings(term) & spellings(neighbour)


@pytest.mark.parametrize(
    ("term", "may"), [("factur", True), ("devi", False), ("d1234", False), ("relanc+devi", False), ("abcde", True)]
)
def test_short_words_and_references_are_not_mistyped(term: str, may: bool) -> None:
    assert has_spellings(term) is may


def test_rarer_terms_weigh_more() -> None:
    weights = [rarity(count) for count in (0, 1, 2, 10, 100, 256)]
    assert weights[0] == weights[1]
    assert weights[1:] == sorted(weights[1:], reverse=True)


def find(title: str, texts: dict[int, Terms], stand_ins: dict[str, str] | None = None) -> list[int]:
    asked = terms_of(title)
    counts = {term: sum(term in text.all for text in texts.values()) for term in [*asked.title, *asked.pairs]}
    return [one.key for one in ranked(wanted(counts, stand_ins or {}), texts.items())]


def test_what_shares_the_rare_words_comes_first() -> None:
    texts = {
        1: terms_of("Exporter les contacts", "vers un fichier"),
        2: terms_of("Relancer les devis sans réponse"),
        3: terms_of("Exporter les devis"),
        4: terms_of("Fiche client", "pour relancer les devis"),
    }
    assert find("Relance des devis", texts)[:2] == [2, 4]


def test_a_mistake_counts_less_than_the_word() -> None:
    texts = {1: terms_of("Facturation"), 2: terms_of("Fractures")}
    shares = {one.key: one.share for one in ranked(wanted({"factur": 1}, {"fractur": "factur"}), texts.items())}
    assert shares == {1: 1.0, 2: pytest.approx(0.6)}


TEXTS = st.lists(
    st.sampled_from(["devis", "facture", "relance", "export", "client", "contact", "agenda"]), min_size=1, max_size=6
)


@given(st.lists(TEXTS, min_size=1, max_size=6), TEXTS)
def test_a_share_lies_between_nothing_and_all_and_a_text_is_most_like_itself(
    others: list[list[str]], asked: list[str]
) -> None:
    texts = {key: terms_of(" ".join(one)) for key, one in enumerate(others)} | {99: terms_of(" ".join(asked))}
    counts = dict.fromkeys([*texts[99].title, *texts[99].pairs], 1)
    found = {one.key: one.share for one in ranked(wanted(counts, {}), texts.items())}
    assert all(0 <= share <= 1 for share in found.values())
    assert found[99] == pytest.approx(1.0)


def test_nothing_looked_for_is_like_nothing() -> None:
    assert [one.share for one in ranked(wanted({}, {}), [(1, terms_of("Devis"))])] == [0.0]
