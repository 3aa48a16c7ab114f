from collections.abc import Callable

import pytest

from gouvernail.exchange.mapping import dump
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading
from gouvernail.exchange.wording import Words

Read = Callable[..., Reading]

_TABLE = (
    "produit;code;sujet;où on en est;pour quand;urgence ressentie;aperçu;langue\n"
    "ventes;a;Fiche client;En recette;03/04/2025;P1;2025-02;fr\n"
    "ia;a;Résumé d'appel;Prêt;05/06/2025;P0;2025-03;fr\n"
    "ia;b;Call summary;Prêt;05/06/2025;P0;2025-03;en\n"
)

_MAPPING = """
key = ["produit", "code"]

[columns]
"sujet" = "title"
"où on en est" = "status"
"pour quand" = "due_on"
"urgence ressentie" = "priority"
"aperçu" = "due_on:apercu"

[keep]
langue = ["fr"]

[states]
"En recette" = "started"

[priorities]
order = ["P0", "P1"]

[dates]
order = "month_first"
"""


def test_a_mapping_decides_everything(read_texts: Read) -> None:
    items = read_texts(table=_TABLE, mapping=_MAPPING).history.items.to_dict(as_series=False)
    assert items["key"] == ["ventes/a", "ia/a"]
    assert items["title"] == ["Fiche client", "Résumé d'appel"]
    assert items["state"][0] == "started"
    assert items["due_on"] == ["2025-03-04", "2025-05-06"]
    assert items["priority_level"] == [2, 1]


def test_the_saved_mapping_gives_the_same_history(read_texts: Read) -> None:
    first = read_texts(table=_TABLE, mapping=_MAPPING)
    assert read_texts(table=_TABLE, mapping=dump(first.mapping, Words("fr"))).history == first.history


def test_a_guessed_reading_saved_gives_the_same_history(read_texts: Read) -> None:
    text = (
        "Clé,Intitulé,Statut,Parent,Epic,Priorité,Créé le\n"
        "A-1,un,En cours,,A-2,Haute,2025-01-02\n"
        "A-2,deux,Fait,,,Basse,2025-01-01\n"
    )
    comments = "key,created,author\nA-1,2025-01-03,zoe\n"
    first = read_texts(tickets=text, comments=comments)
    saved = dump(first.mapping, Words("en"))
    assert read_texts(tickets=text, comments=comments, mapping=saved).history == first.history


def test_a_filter_on_a_header_that_is_not_there_is_refused(read_texts: Read) -> None:
    with pytest.raises(BadInput) as caught:
        read_texts(table=_TABLE, mapping='[keep]\nlang = ["fr"]\n')
    assert caught.value.problem.code == "mapping_unknown_header"
    assert "langue" in str(caught.value.problem.params["near"])


@pytest.mark.parametrize(
    ("mapping", "line"),
    [
        ('# à la main\n[columns]\n"sujet" = "title"\n"Écheance" = "due_on"\n', 4),
        ('[columns]\nsujet = "title"\nEcheance = "due_on"\n', 3),
        ('[keep]\n"lang" = ["fr"]\n', 2),
        ('key = ["produit", "kode"]\n', 1),
        ('\n[delivered]\n"pour quand" = "fait"\n', 3),
    ],
    ids=["column", "bare", "filter", "key", "delivered"],
)
def test_a_header_that_is_not_there_is_refused_with_its_line(read_texts: Read, mapping: str, line: int) -> None:
    with pytest.raises(BadInput) as caught:
        read_texts(table=_TABLE, mapping=mapping)
    problem = caught.value.problem
    assert (problem.code, problem.file, problem.line) == ("mapping_unknown_header", "mapping.toml", line)


def test_a_part_for_a_file_that_was_not_read_is_told_with_its_line(read_texts: Read) -> None:
    mapping = _MAPPING + '\n[files."tabel*"]\nrole = "items"\n[files."table*".columns]\n'
    reading = read_texts(table=_TABLE, mapping=mapping)
    (told,) = [notice for notice in reading.notices if notice.code == "mapping_unknown_file"]
    assert (told.file, told.line, told.found) == ("mapping.toml", len(_MAPPING.splitlines()) + 2, "tabel*")
    assert "table" in str(told.params["files"])


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ('[dates.columns]\n"pour quan" = "month_first"\n', "mapping_unknown_header"),
        ('[delivered]\n"pour quan" = "when_done"\n', "mapping_unknown_header"),
        ('[delivered]\n"pour quand" = "sometimes"\n', "mapping_unknown_header"),
        ('[delivered]\n"pour quand" = "sujet"\n', "mapping_not_yes_no"),
    ],
)
def test_a_column_that_only_a_part_of_the_mapping_names_is_checked_too(
    read_texts: Read, mapping: str, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        read_texts(table=_TABLE, mapping='key = ["produit", "code"]\n' + mapping)
    assert caught.value.problem.code == code


def test_a_part_of_the_mapping_may_speak_of_one_file_among_several(read_texts: Read) -> None:
    comments = "key,created,author\nA-1,03/04/2025,zoe\n"
    items = "Clé;Intitulé;Statut\nA-1;Fiche client;En cours\n"
    reading = read_texts(tickets=items, comments=comments, mapping='[dates.columns]\ncreated = "month_first"\n')
    assert str(reading.history.touches["at"][0])[:10] == "2025-03-04"


def test_lines_of_the_file_are_told_after_a_filter(read_texts: Read) -> None:
    table = _TABLE + "ventes;c;Carte;Prêt;31/31/2025;P0;2025-03;fr\n"
    with pytest.raises(BadInput) as caught:
        read_texts(table=table, mapping=_MAPPING)
    assert caught.value.problem.line == 5
