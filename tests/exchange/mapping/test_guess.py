import polars as pl
import pytest

from gouvernail.exchange.mapping import Profile, TableMap, map_table
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.tables import Table


def _table(*rows: tuple[str | None, ...], headers: tuple[str, ...]) -> Table:
    cells = pl.DataFrame(
        {str(number): pl.Series(values, dtype=pl.String) for number, values in enumerate(zip(*rows, strict=True))}
    )
    return Table("roadmap.csv", headers, cells, lambda row: row + 2)


def _mapped(*rows: tuple[str | None, ...], headers: tuple[str, ...], user: Profile | None = None) -> TableMap:
    return map_table(_table(*rows, headers=headers), user or Profile())


def test_headers_are_checked_against_the_values() -> None:
    mapped = _mapped(
        ("2025-01-02", "Refaire la fiche client"),
        ("2025-01-03", "Importer les contacts"),
        headers=("Nom", "Demande"),
    )
    assert mapped.columns["title"] == (1,)  # a column of dates is no title, whatever its header


def test_a_date_column_that_holds_words_is_left() -> None:
    mapped = _mapped(("A-1", "oui"), ("A-2", "non"), headers=("Clé", "Livré le"))
    assert "done_at" not in mapped.columns


def test_values_complete_what_headers_do_not_say() -> None:
    mapped = _mapped(
        ("CRM-1", "Refaire la fiche client du conseiller", "En cours"),
        ("CRM-2", "Importer les contacts du salon", "À faire"),
        ("CRM-3", "Envoyer les relances par courriel", "Terminé"),
        headers=("x", "y", "z"),
    )
    assert {name: numbers[0] for name, numbers in mapped.columns.items()} == {"key": 0, "title": 1, "status": 2}
    assert {guess.value for guess in mapped.guesses} == {"x", "y", "z"}


def test_quarters_are_no_keys() -> None:
    mapped = _mapped(("Fiche client mobile", "T1 2025"), ("Relances par courriel", "T2 2025"), headers=("Nom", "z"))
    assert "key" not in mapped.columns


def test_the_surer_header_wins_and_the_other_is_left() -> None:
    mapped = _mapped(("A-1", "10", "t"), ("A-2", "11", "u"), headers=("Issue key", "Code", "Title"))
    assert mapped.columns["key"] == (0,)


def test_repeated_headers_are_all_taken() -> None:
    mapped = _mapped(("A-1", "S1", "S2"), headers=("Key", "Sprint", "Sprint"))
    assert mapped.columns["iterations"] == (1, 2)


def test_a_parent_is_completed_by_an_epic() -> None:
    mapped = _mapped(("A-1", None, "E-1"), ("A-2", "P-1", "E-1"), headers=("Key", "Parent", "Epic"))
    assert mapped.columns["parent"] == (1, 2)


def test_what_the_user_says_wins() -> None:
    user = Profile(columns={"Titre": "text", "Libellé": "title", "Statut": "ignore"})
    mapped = _mapped(("A-1", "long", "court", "Fait"), headers=("Clé", "Titre", "Libellé", "Statut"), user=user)
    assert mapped.columns["title"] == (2,)
    assert mapped.columns["text"] == (1,)
    assert "status" not in mapped.columns


def test_a_header_of_the_mapping_that_is_not_there_is_refused_with_close_ones() -> None:
    user = Profile(columns={"Titre": "title", "Écheance": "due_on"}, source="mapping.toml")
    with pytest.raises(BadInput) as caught:
        _mapped(("A-1", "t", "2025-01-01"), headers=("Clé", "Titre", "Échéances"), user=user)
    problem = caught.value.problem
    assert (problem.code, problem.file, problem.found) == ("mapping_unknown_header", "mapping.toml", "Écheance")
    assert "Échéances" in str(problem.params["near"])


def test_a_composite_key_is_guessed_only_when_one_column_is_enough() -> None:
    headers = ("product", "slug", "title")
    rows = (("sales", "a", "x"), ("ai", "a", "y"), ("ai", "b", "z"))
    mapped = _mapped(*rows, headers=headers)
    assert mapped.columns["key"] == (0, 1)
    assert mapped.guesses[-1].code == "composite_key"
    repeated = _mapped(*rows, ("ai", "b", "again"), headers=headers)
    assert repeated.columns["key"] == (1,)


def test_a_shipped_flag_goes_with_its_date() -> None:
    mapped = _mapped(("a", "2020-04", "0"), ("b", "2020-04-02", "1"), headers=("slug", "ga", "ga_shipped"))
    assert mapped.delivered == {"due_on": 2}
    french = _mapped(
        ("a", "2020-04", "non"), ("b", "2020-04-02", "oui"), headers=("Clé", "Échéance", "Échéance livrée")
    )
    assert french.delivered == {"due_on": 2}
