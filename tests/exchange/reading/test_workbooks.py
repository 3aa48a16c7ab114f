"""Workbooks as people keep them: hidden sheets, lists of choices, legends, cells that lost their format."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reading import Reading

Sheets = dict[str, list[list[Any]]]

_HEADERS = ["Clé", "Titre", "Statut", "Créé le", "Échéance", "Livré le"]
_ROWS: list[list[Any]] = [
    [f"A-{n}", f"Écran {n}", "Terminé", date(2024, 1, n), date(2024, 3, 1), date(2024, 2, 13 + n)] for n in range(1, 11)
]


@pytest.fixture
def read_book(tmp_path: Path, read_paths: Callable[..., Reading]) -> Callable[..., Reading]:
    """Write a workbook, sheet by sheet, and read it."""

    def reading(sheets: Sheets, *, hidden: str | None = None) -> Reading:
        path = tmp_path / "roadmap.xlsx"
        with xlsxwriter.Workbook(path) as book:
            days = book.add_format({"num_format": "dd/mm/yyyy"})
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    for column, value in enumerate(row):
                        if isinstance(value, date):
                            sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), days)
                        else:
                            sheet.write(number, column, value)
                if name == hidden:
                    sheet.hide()
        return read_paths(path)

    return reading


def _codes(found: Reading) -> set[str]:
    return {guess.code for guess in found.guesses}


def test_a_hidden_sheet_is_not_read_and_is_said(read_book: Callable[..., Reading]) -> None:
    found = read_book({"Données": [_HEADERS, *_ROWS], "Ancienne": [_HEADERS, *_ROWS[:5]]}, hidden="Ancienne")
    assert found.history.items.height == 10
    assert "hidden_sheet" in _codes(found)


@pytest.mark.parametrize(
    "side",
    [
        [["Statuts", "Priorités"], ["Terminé", "Haute"], ["En cours", "Basse"]],
        [["Légende"], ["Vert : livré"], ["Rouge : en retard"]],
        [["Nom"], ["Anne"], ["Paul"]],
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_of_choices_or_notes_is_left_out_and_said(
    read_book: Callable[..., Reading], side: list[list[Any]], first: bool
) -> None:
    sheets = {"Données": [_HEADERS, *_ROWS], "Listes": side}
    found = read_book(dict(reversed(sheets.items())) if first else sheets)
    assert found.history.items["key"].to_list() == [row[0] for row in _ROWS]
    assert "side_sheet" in _codes(found)


def test_a_workbook_of_choices_alone_is_refused(read_book: Callable[..., Reading]) -> None:
    with pytest.raises(BadInput, match="no_key_no_title"):
        read_book({"Listes": [["Statuts", "Priorités"], ["Terminé", "Haute"], ["En cours", "Basse"]]})


def test_texts_dates_and_day_numbers_of_one_column_are_the_same_days(read_book: Callable[..., Reading]) -> None:
    rows = [list(row) for row in _ROWS]
    for number, row in enumerate(rows):
        if number % 3 == 0:
            row[3] = (row[3] - date(1899, 12, 30)).days
        elif number % 3 == 1:
            row[5] = f"{row[5]:%d/%m/%Y}"
    found = read_book({"Données": [_HEADERS, *rows]})
    expected = read_book({"Données": [_HEADERS, *_ROWS]})
    assert found.history.items.equals(expected.history.items)


def test_files_of_an_archive_are_no_sheets(tmp_path: Path, read_paths: Callable[..., Reading]) -> None:
    path = tmp_path / "export.zip"
    rows = "".join(f"A-{n};Écran {n};Terminé;0{n}/01/2024\n" for n in range(1, 10))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("items.csv", f"Clé;Titre;Statut;Créé le\n{rows}")
        archive.writestr("lists.csv", "Statuts;Priorités\nTerminé;Haute\n")
    with pytest.raises(BadInput, match="no_key_no_title"):
        read_paths(path)
