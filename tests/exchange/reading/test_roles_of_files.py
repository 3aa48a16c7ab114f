"""A role decided wrongly is visible, and the mapping decides otherwise; logs follow the key of the items."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading
from gouvernail.exchange.wording import Words

Read = Callable[..., Reading]

_ITEMS = "Clé;Titre;Statut\nA-1;un;Livré\nA-2;deux;En cours\n"
_NOTES = "Clé;Note du métier;Quand\nA-1;pas convaincu;02/03/2025\nA-2;enfin !;03/03/2025\n"


def test_two_files_of_the_same_items_name_each_other(read_texts: Read) -> None:
    with pytest.raises(BadInput) as caught:
        read_texts(a_items=_ITEMS, b_notes=_NOTES)
    problem = caught.value.problem
    assert (problem.code, problem.params["other"], problem.params["own"]) == (
        "key_in_two_files", "a_items.csv", "b_notes.csv",
    )  # fmt: skip
    do = Words("fr").say(f"problems.{problem.code}.do", **problem.params)
    assert '[files."b_notes.csv"]' in do


def test_the_mapping_forces_the_role_of_a_file(read_texts: Read) -> None:
    mapping = (
        '[files."b_notes.csv"]\nrole = "comments"\n[files."b_notes.csv".columns]\n'
        '"Note du métier" = "text"\n"Quand" = "at"\n'
    )
    reading = read_texts(a_items=_ITEMS, b_notes=_NOTES, mapping=mapping)
    assert [(each.name, each.role) for each in reading.files] == [("a_items.csv", "items"), ("b_notes.csv", "comments")]
    assert reading.history.touches["text"].to_list() == ["pas convaincu", "enfin !"]


_TWO_PRODUCTS = (
    "Produit;Code;Titre;Statut\nventes;a;un;Fait\nventes;b;deux;Fait\nia;a;trois;En cours\nia;c;quatre;Fait\n"
)


def test_a_log_follows_the_composite_key_of_the_items(read_texts: Read) -> None:
    log = (
        "Produit;Code;Date;Champ;Ancienne valeur;Nouvelle valeur\n"
        "ia;a;02/03/2025;Statut;À faire;En cours\nventes;a;14/03/2025;Statut;À faire;Fait\n"
    )
    comments = "Date;Auteur;Code;Produit;Commentaire\n02/03/2025;zoe;a;ia;oui\n"
    outcomes = "Produit;Code;Mesure;Valeur attendue;Valeur constatée\nventes;b;x;1;2\n"
    reading = read_texts(items=_TWO_PRODUCTS, log=log, comments=comments, outcomes=outcomes)
    assert reading.notices == ()
    assert set(reading.history.changes["key"]) == {"ia/a", "ventes/a"}
    assert reading.history.touches["key"].to_list() == ["ia/a"]
    assert reading.history.outcomes["key"].to_list() == ["ventes/b"]


def test_a_log_alone_keeps_the_products_apart(read_texts: Read) -> None:
    log = (
        "product,feature_slug,at,field,old,new\n"
        "sales,overview,2025-01-02,status,To do,Done\nservice,overview,2025-01-03,status,To do,In progress\n"
    )
    reading = read_texts(log=log)
    assert set(reading.history.items["key"]) == {"sales/overview", "service/overview"}
    assert "composite_key" in {each.code for each in reading.guesses}


def test_a_log_whose_keys_are_unique_is_left_alone(read_texts: Read) -> None:
    log = "project,key,at,field,old,new\nCRM,A-1,2025-01-02,status,To do,Done\nERP,B-1,2025-01-03,status,To do,Done\n"
    assert set(read_texts(log=log).history.items["key"]) == {"A-1", "B-1"}


def test_release_notes_of_several_products_are_told_apart(
    shared_data: Callable[[str], Path], read_paths: Callable[..., Reading]
) -> None:
    reading = read_paths(shared_data("ms_business_apps_release_notes/change_events.csv"))
    assert all("/" in key for key in reading.history.items["key"].to_list())
