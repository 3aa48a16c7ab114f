"""The first day of a month in French, wherever Django writes a date."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format, localize

FIRST, SECOND = date(2026, 6, 1), date(2026, 6, 2)


@pytest.mark.parametrize(
    ("pattern", "french", "english"),
    [
        ("DATE_FORMAT", "1er juin 2026", "1 June 2026"),
        ("MONTH_DAY_FORMAT", "1er juin", "1 June"),
        ("SHORT_DATE_FORMAT", "01/06/2026", "1 Jun 2026"),
        ("l j F", "lundi 1er juin", "Monday 1 June"),
        ("j/n", "1/6", "1/6"),
        (r"\j F", "j juin", "j June"),
    ],
    ids=["date", "month-day", "short", "weekday", "figures", "escaped"],
)
def test_the_first_is_an_ordinal_in_french_only(pattern: str, french: str, english: str) -> None:
    with translation.override("fr"):
        assert date_format(FIRST, pattern) == french
    with translation.override("en"):
        assert date_format(FIRST, pattern) == english


def test_the_other_days_are_plain() -> None:
    with translation.override("fr"):
        assert date_format(SECOND, "DATE_FORMAT") == "2 juin 2026"
        assert date_format(date(2026, 6, 11), "DATE_FORMAT") == "11 juin 2026"


@pytest.mark.parametrize("source", ['{{ day|date:"DATE_FORMAT" }}', "{{ day }}", "{{ day|date }}"])
def test_templates_say_it_whatever_they_write(source: str) -> None:
    with translation.override("fr"):
        assert Template(source).render(Context({"day": FIRST})) == "1er juin 2026"


def test_an_instant_and_a_time_go_through_too() -> None:
    with translation.override("fr"):
        assert date_format(datetime(2026, 6, 1, 9, 30, tzinfo=UTC), "DATETIME_FORMAT") == "1er juin 2026, 09:30"
        assert date_format(time(9, 30), "TIME_FORMAT") == "09:30"
        assert localize(FIRST) == "1er juin 2026"
