"""`--explain`: formula, inputs, threshold with its source, verdict, rows."""

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("name", ["on_time_rate", "on-time-rate", "1", "01", "ON_TIME_RATE"])
def test_an_indicator_is_found_by_id_and_by_number(run: Any, tickets: Path, name: str) -> None:
    answer = run("diagnose", tickets, "--explain", name)
    assert answer.returncode == 0
    assert answer.stdout.startswith("1. ")
    for expected in (
        "identifiant : on_time_rate",
        "Formule",
        "Entrées",
        "Seuil rouge",
        "au-dessous de",
        "Source",
        "seuil proposé par nous",
        "--thresholds",
    ):
        assert expected in answer.stdout
    assert "Les quatre symptômes" not in answer.stdout


def test_the_first_thirty_rows_are_shown_and_the_others_counted(run: Any, tickets: Path) -> None:
    text = run("diagnose", tickets, "--explain", "1").stdout
    rows = text.partition("Les lignes (")[2]
    assert rows
    shown = int(rows.split()[0])
    assert shown <= 30
    assert rows.count("CRM-") == shown


@pytest.mark.parametrize(
    ("typed", "close"),
    [("on_tim_rate", "on_time_rate"), ("dates tenus", "on_time_rate"), ("volatility", "rank_volatility")],
)
def test_an_unknown_indicator_names_those_that_look_alike(run: Any, tickets: Path, typed: str, close: str) -> None:
    answer = run("diagnose", tickets, "--explain", typed)
    assert answer.returncode == 2
    assert "Vouliez-vous dire" in answer.stderr
    assert close in answer.stderr


@pytest.mark.parametrize("typed", ["99", "", "qqqq"])
def test_nothing_alike_says_what_can_be_typed(run: Any, tickets: Path, typed: str) -> None:
    answer = run("diagnose", tickets, "--explain", typed)
    assert answer.returncode == 2
    assert "numéro de 1 à 36" in answer.stderr
