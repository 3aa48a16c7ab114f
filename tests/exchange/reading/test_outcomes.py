"""Measured effects, in a file of their own or beside the items."""

from collections.abc import Callable
from datetime import datetime

import pytest

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading

Read = Callable[..., Reading]

_ITEMS = "Clé;Titre;Statut\nA-1;un;Livré\nA-2;deux;Livré\n"


@pytest.mark.parametrize(
    "header",
    [
        "Clé;Mesure;Valeur attendue;Valeur constatée;Date",
        "Référence;Indicateur;Cible;Réalisé;Date de mesure",
        "Demande;KPI;Gain attendu;Gain constaté;Mesuré le",
        "Issue key;Metric;Target;Actual;Measured at",
        "Item;Success metric;Expected benefit;Realized benefit;Measurement date",
    ],
)
def test_a_file_of_measures_is_known_by_its_headers(read_texts: Read, header: str) -> None:
    reading = read_texts(a_effets=f"{header}\nA-1;Délai (h);25;11,7;21/07/2025\n", items=_ITEMS)
    assert [each.role for each in reading.files] == ["outcomes", "items"]
    assert reading.history.outcomes.rows() == [("A-1", "Délai (h)", 25.0, 11.7, datetime(2025, 7, 21))]
    assert set(reading.columns["a_effets.csv"].values()) == {
        "outcomes.key", "outcomes.measure", "outcomes.expected", "outcomes.observed", "outcomes.at",
    }  # fmt: skip


def test_measures_of_unknown_items_are_counted(read_texts: Read) -> None:
    measures = "Clé;Mesure;Valeur attendue;Valeur constatée\nA-1;x;1;2\nZ-9;x;1;2\n"
    reading = read_texts(items=_ITEMS, effets=measures)
    assert reading.history.outcomes["key"].to_list() == ["A-1"]
    assert [(each.code, each.params["n"]) for each in reading.notices] == [("unknown_keys_outcomes", 1)]


def test_a_measure_still_to_be_made_has_no_day(read_texts: Read) -> None:
    measures = "Clé;Mesure;Valeur attendue;Valeur constatée;Date\nA-1;x;1;;01/06/2030\n"
    assert read_texts(items=_ITEMS, effets=measures).history.outcomes.rows() == [("A-1", "x", 1.0, None, None)]


def test_a_value_observed_in_the_future_is_refused(read_texts: Read) -> None:
    measures = "Clé;Mesure;Valeur attendue;Valeur constatée;Date\nA-1;x;1;2;01/06/2030\n"
    with pytest.raises(BadInput) as caught:
        read_texts(items=_ITEMS, effets=measures)
    assert (caught.value.problem.code, caught.value.problem.line) == ("date_in_future", 2)


def test_unreadable_numbers_are_noticed(read_texts: Read) -> None:
    rows = "".join(f"A-1;x{n};1;2\n" for n in range(4))
    measures = f"Clé;Mesure;Valeur attendue;Valeur constatée\n{rows}A-2;x;1;beaucoup\n"
    reading = read_texts(items=_ITEMS, effets=measures)
    assert reading.history.outcomes.row(-1) == ("A-2", "x", 1.0, None, None)
    assert [(each.code, each.found) for each in reading.notices] == [("unreadable_numbers", "beaucoup")]


def test_items_carry_their_own_measures(read_texts: Read) -> None:
    items = (
        "Clé;Titre;Statut;Indicateur;Gain attendu;Gain constaté;Date de mesure\n"
        "A-1;un;Livré;Temps de saisie;30;22,5;02/03/2025\nA-2;deux;En cours;Taux;;;\n"
    )
    outcomes = read_texts(items=items).history.outcomes
    assert outcomes.rows() == [("A-1", "Temps de saisie", 30.0, 22.5, datetime(2025, 3, 2))]


def test_a_measure_without_a_name_takes_that_of_its_column(read_texts: Read) -> None:
    items = "Clé;Titre;Statut;Bénéfice attendu;Bénéfice réalisé\nA-1;un;Livré;30;22\n"
    assert read_texts(items=items).history.outcomes["measure"].to_list() == ["Bénéfice attendu"]
