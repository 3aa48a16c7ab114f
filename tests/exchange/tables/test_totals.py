"""A line of totals under a table is no element, and is said."""

import pytest

from gouvernail.exchange.sources.source import of_bytes
from gouvernail.exchange.tables import read_tables

_HEADERS = "Clé;Titre;Statut;Créé le;Points"
_ROWS = "".join(f"A-{i};Écran {i};Terminé;0{i}/01/2024;3\n" for i in range(1, 9))


def _read(last: str, rows: str = _ROWS) -> tuple[int, list[str]]:
    (table,) = read_tables(of_bytes("t.csv", f"{_HEADERS}\n{rows}{last}\n".encode()))
    return table.cells.height, [guess.value for guess in table.guesses if guess.code == "total_line"]


@pytest.mark.parametrize(
    "last",
    [
        "Total;;;;24",
        "TOTAL :;;;412;24,0",
        "Total général;;;;24 pts",
        ";Sous-total;;;24",
        "Somme;;;;1 234,5",
        "Moyenne;;;;12 %",
        "Total: 8 lignes;;;;",
    ],
)
def test_a_last_line_of_totals_is_left_out_and_said(last: str) -> None:
    assert _read(last) == (8, ["10"])


def test_two_lines_of_totals_are_left_out() -> None:
    assert _read("Total;;;;24\nMoyenne;;;;3") == (8, ["10", "11"])


@pytest.mark.parametrize(
    "last",
    [
        "Total Énergies;;;;3",
        "A-9;Total;Terminé;09/01/2024;3",
        "Total;Refonte;Terminé;09/01/2024;3",
        "Total;;Terminé;;3",
    ],
)
def test_an_element_that_says_total_stays(last: str) -> None:
    assert _read(last) == (9, [])


def test_a_file_of_nothing_but_totals_keeps_one_row() -> None:
    assert _read("Total;;;;24", rows="")[0] == 1
