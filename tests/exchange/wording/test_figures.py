from datetime import date, datetime

import pytest

from gouvernail.exchange.wording.figures import figure

NB = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "spec", "french", "english"),
    [
        (0.294, "percent", f"29{NB}%", "29%"),
        (0.999, "percent", f">{NB}99{NB}%", f">{NB}99%"),
        (0.995, "percent", f">{NB}99{NB}%", f">{NB}99%"),
        (0.9949, "percent", f"99{NB}%", "99%"),
        (1, "percent", f"100{NB}%", "100%"),
        (1.499, "percent", f"150{NB}%", "150%"),
        (0.0002, "percent", f"<{NB}0,1{NB}%", f"<{NB}0.1%"),
        (0, "percent", f"0{NB}%", "0%"),
        (0.034, "percent", f"3,4{NB}%", "3.4%"),
        (-12345.67, "number", f"−12{NARROW}345,7", "−12,345.7"),
        (3.2, "signed", "+3,2", "+3.2"),
        (-3.2, "signed", "−3,2", "−3.2"),
        (date(2025, 3, 1), "date", "1er mars 2025", "1 March 2025"),
        (date(2025, 8, 21), "date", "21 août 2025", "21 August 2025"),
        (date(2025, 3, 1), "month", "mars 2025", "March 2025"),
        (datetime(2025, 3, 1, 4, 5), "moment", "1er mars 2025 04:05", "1 March 2025 04:05"),
        (174.5, "signed_count", "+174", "+174"),
        (-0.4, "count", "0", "0"),
        (None, "number", "—", "—"),
        ("text", "", "text", "text"),
    ],
)
def test_a_figure_follows_the_typography_of_its_language(value: object, spec: str, french: str, english: str) -> None:
    assert figure(value, spec, "fr") == french
    assert figure(value, spec, "en") == english


@pytest.mark.parametrize(
    ("number", "french", "english"), [(0, "item", "items"), (1, "item", "item"), (2, "items", "items")]
)
def test_nothing_is_singular_in_french_and_plural_in_english(number: int, french: str, english: str) -> None:
    assert figure(number, "plural|item|items", "fr") == french
    assert figure(number, "plural|item|items", "en") == english
    assert figure(number, "count|item|items", "en") == f"{number}{NB}{english}"


@pytest.mark.parametrize(
    ("days", "french", "english"),
    [(133.6, "134 jours", "134 days"), (1.6, "2 jours", "2 days"), (1.2, "1 jour", "1 day"), (0.3, "0 jour", "0 days")],
)
def test_the_noun_follows_the_whole_number_that_is_written(days: float, french: str, english: str) -> None:
    assert figure(days, "count|jour|jours", "fr") == french.replace(" ", NB)
    assert figure(days, "count|day|days", "en") == english.replace(" ", NB)


def test_the_noun_follows_the_decimal_that_is_written() -> None:
    assert figure(1.96, "plural|chantier|chantiers", "fr") == "chantiers"
    assert figure(1.04, "plural|item|items", "en") == "item"
