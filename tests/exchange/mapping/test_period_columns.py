"""A planning drawn in cells is recognised, and said not to be read."""

import polars as pl
import pytest

from gouvernail.exchange.mapping import Profile, map_table
from gouvernail.exchange.tables.table import Table


def _guesses(headers: list[str], rows: list[list[str | None]]) -> dict[str, object]:
    cells = pl.DataFrame(
        {str(number): [row[number] for row in rows] for number in range(len(headers))},
        schema={str(number): pl.String for number in range(len(headers))},
    )
    table = Table("plan.xlsx", tuple(headers), cells, lambda row: row + 2)
    mapped = map_table(table, Profile())
    return {guess.code: (guess.value, guess.params.get("filled")) for guess in mapped.guesses}


@pytest.mark.parametrize(
    "periods",
    [
        ["T1 2024", "T2 2024", "T3 2024", "T4 2024"],
        ["janv-24", "févr-24", "mars-24", "avr-24"],
        ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"],
        ["S12 2024", "S13 2024", "S14 2024", "S15 2024"],
    ],
)
def test_crosses_under_periods_are_said(periods: list[str]) -> None:
    rows: list[list[str | None]] = [[f"Chantier {n}", "Léa", "X", "X", None, None] for n in range(5)]
    found = _guesses(["Chantier", "Pilote", *periods], rows)
    assert found["period_columns"] == (f"{periods[0]} … {periods[-1]}", 10)


def test_colours_alone_are_said() -> None:
    rows: list[list[str | None]] = [[f"Chantier {n}", None, None, None] for n in range(5)]
    assert "period_columns_empty" in _guesses(["Chantier", "T1 2024", "T2 2024", "T3 2024"], rows)


def test_two_periods_are_no_planning() -> None:
    rows: list[list[str | None]] = [[f"Chantier {n}", "x", None] for n in range(5)]
    assert not {code for code in _guesses(["Chantier", "T1 2024", "T2 2024"], rows) if code.startswith("period")}
