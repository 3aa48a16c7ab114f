import pytest

from gouvernail.exchange.mapping.fields import FIELDS, is_field
from gouvernail.exchange.mapping.lexicon import ROLES, fold_header, lexicon, meaning


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Créé(e)", "created_at"),
        ("Created At (UTC)", "created_at"),
        ("createdAt", "created_at"),
        ("DATE DE CRÉATION", "created_at"),
        ("Résumé", "title"),
        ("Intitulé", "title"),
        ("Clé de ticket", "key"),
        ("N°", "key"),
        ("Personne assignée", "owner"),
        ("Date d’échéance", "due_on"),
        ("Date d'échéance", "due_on"),
        ("Custom field (Story Points)", "size"),
        ("Champs personnalisés (Sprint)", "iterations"),
        ("Charge (j/h)", "size"),
        ("Version(s) corrigée(s)", "releases"),
        ("description_400", "text"),
        ("Outward issue link (Blocks)", "link_out"),
        ("public_preview", "due_on:public_preview"),
        ("Date de création du ticket", "created_at"),
        ("Statut du projet", "status"),
        ("Priorité métier 2025", "priority"),
    ],
)
def test_headers_of_both_languages_are_understood(header: str, field: str) -> None:
    found = meaning(header, "items")
    assert found is not None
    assert found[0] == field


def test_a_header_that_means_nothing_is_left() -> None:
    assert meaning("Nombre de fenêtres", "items") is None


@pytest.mark.parametrize("header", ["n_comments", "Sprint goal", "Temps de statut", "Taux de priorité"])
def test_a_known_word_in_another_header_says_nothing(header: str) -> None:
    assert meaning(header, "items") is None


def test_the_surer_word_comes_first() -> None:
    sure, weak = meaning("Issue key", "items"), meaning("Code", "items")
    assert sure is not None
    assert weak is not None
    assert sure[1] < weak[1]


def test_every_field_of_the_lexicon_exists() -> None:
    for role in ROLES:
        for field in lexicon()[role]:
            assert is_field(field, role), f"{role}.{field}"


def test_every_word_is_written_as_headers_are_compared() -> None:
    for role in ROLES:
        for field, words in lexicon()[role].items():
            for word in words:
                assert fold_header(word) == word, f"{role}.{field}: {word}"


def test_every_word_of_a_field_is_there_once() -> None:
    for role in ROLES:
        for field, words in lexicon()[role].items():
            assert len(words) == len(set(words)), f"{role}.{field}"


def test_roles_and_fields_agree() -> None:
    assert set(FIELDS) == set(ROLES)
