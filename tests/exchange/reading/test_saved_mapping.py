"""What --save-mapping writes, given back by --mapping, reads the same files to exactly the same history."""

from datetime import datetime
from pathlib import Path

import pytest

from gouvernail.exchange.mapping import dump
from gouvernail.exchange.options import Options
from gouvernail.exchange.reading import Reading, read
from gouvernail.exchange.sample import write_sample
from gouvernail.exchange.wording import Words

_NOW = datetime(2026, 1, 1)

_FILES = {
    "register": (
        "Suivi des demandes;;;;;;\n\n"
        "N°;Intitulé de la demande;Demandeur;Statut;Date de la demande;Date souhaitée;Date de MEP\n"
        "1;Relances;Ana;Livré;08/01/2024;juillet 2024;03/07/2024\n"
        "2;Cartes;Bob;En cours;09/01/2024;juin 2024;\n3;Export;Bob;Refusé;10/01/2024;à définir;\n"
    ),
    "lists": (
        "Clé;Titre;Statut;Étiquettes;Sprint;Versions\n"
        "A-1;un;Livré;crm, mobile;Sprint 1|Sprint 2;1.0\nA-2;deux;En cours;crm;Sprint 2;1.0;\n"
    ),
    "measures": "Clé;Titre;Statut;Gain attendu;Gain constaté;Mesuré le\nA-1;un;Livré;30;22,5;02/03/2025\n",
    "composite": (
        "Produit;Code;Titre;Statut\nventes;a;un;Fait\nventes;b;deux;Fait\nia;a;trois;En cours\nia;c;quatre;Fait\n"
    ),
    "people": 'Task ID,Task Name,Status,Assignees,Tags\nT1,one,Done,[Ana],"[crm,x]"\nT2,two,To do,[],[]\n',
}


def _again(paths: list[Path], first: Reading, folder: Path, language: str) -> Reading:
    mapping = folder / "mapping.toml"
    mapping.write_text(dump(first.mapping, Words(language)), encoding="utf-8")  # type: ignore[arg-type]
    return read(paths, Options(now=_NOW, mapping=mapping))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sample_reads_the_same(tmp_path: Path, language: str) -> None:
    paths = write_sample(tmp_path / "sample")
    first = read(paths, Options(now=_NOW))
    assert _again(paths, first, tmp_path, language).history == first.history


def test_the_sample_reads_the_same_in_any_order(tmp_path: Path) -> None:
    paths = write_sample(tmp_path / "sample")
    histories = [read(order, Options(now=_NOW)).history for order in (paths, paths[::-1], paths[2:] + paths[:2])]
    assert histories[0].outcomes.height == 19
    assert histories[0] == histories[1] == histories[2]


@pytest.mark.parametrize("name", sorted(_FILES))
def test_guesses_written_down_are_what_was_guessed(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.csv"
    path.write_text(_FILES[name], encoding="utf-8")
    first = read([path], Options(now=_NOW))
    again = _again([path], first, tmp_path, "fr")
    assert again.history == first.history
    assert again.mapping == first.mapping or name == "register"


def test_guessed_separators_are_written(tmp_path: Path) -> None:
    path = tmp_path / "lists.csv"
    path.write_text(_FILES["lists"], encoding="utf-8")
    first = read([path], Options(now=_NOW))
    assert first.history.items["labels"].to_list()[0] == ["crm", "mobile"]
    assert first.mapping.separators == {"labels": ",", "iterations": "|"}
    assert 'iterations = "|"' in dump(first.mapping, Words("fr"))


def test_lists_in_brackets_are_lists(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(_FILES["people"], encoding="utf-8")
    items = read([path], Options(now=_NOW)).history.items
    assert items["owner"].to_list() == ["Ana", None]
    assert items["labels"].to_list() == [["crm", "x"], None]
