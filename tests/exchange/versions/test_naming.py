"""The day that a file's name says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.versions.naming import day_of, days_of

NAMES = {
    "roadmap-2025-01.xlsx": date(2025, 1, 1),
    "Roadmap CRM 15-01-2025 v3.xlsx": date(2025, 1, 15),
    "roadmap_20250115.ods": date(2025, 1, 15),
    "roadmap 3.4.2025.csv": date(2025, 4, 3),
    "roadmap_15.01.25.xlsx": date(2025, 1, 15),
    "15012025 roadmap.xlsx": date(2025, 1, 15),
    "2025T1.xlsx": date(2025, 1, 1),
    "roadmap T3 2025 final.xlsx": date(2025, 7, 1),
    "Roadmap_Q2-2025.xlsx": date(2025, 4, 1),
    "Q3 25 roadmap.xlsx": date(2025, 7, 1),
    "roadmap 2025-S12.csv": date(2025, 3, 17),
    "roadmap 2025-W12.csv": date(2025, 3, 17),
    "roadmap S1 2025.csv": date(2025, 1, 1),
    "1er semestre 2025.xlsx": date(2025, 1, 1),
    "roadmap janvier 2025": date(2025, 1, 1),
    "Roadmap CRM février 2025.xlsx": date(2025, 2, 1),
    "roadmap_août2025.csv": date(2025, 8, 1),
    "plan 2025 mars.xlsx": date(2025, 3, 1),
    "CRM 1er mars 2025.ods": date(2025, 3, 1),
    "Roadmap-Dec2024.xlsx": date(2024, 12, 1),
    "202501 roadmap.csv": date(2025, 1, 1),
}


@pytest.mark.parametrize(("name", "day"), NAMES.items())
def test_days_are_found_in_the_forms_people_write(name: str, day: date) -> None:
    assert day_of(name) == day


@pytest.mark.parametrize(
    "name", ["roadmap_v2.csv", "backlog sprint 42.csv", "roadmap-31-02-2025.csv", "", "CRM 360.xlsx"]
)
def test_a_name_without_a_day_says_none(name: str) -> None:
    assert day_of(name) is None


def test_one_name_that_only_reads_month_first_decides_for_all() -> None:
    assert days_of(["plan 01-02-2025.csv", "plan 01-31-2025.csv"]) == [date(2025, 1, 2), date(2025, 1, 31)]
    assert days_of(["plan 01-02-2025.csv", "plan 03-02-2025.csv"]) == [date(2025, 2, 1), date(2025, 2, 3)]


def test_a_year_alone_dates_only_names_that_differ_by_it() -> None:
    assert days_of(["roadmap 2023.csv", "roadmap 2024.csv"]) == [date(2023, 1, 1), date(2024, 1, 1)]
    assert days_of(["roadmap 2025 v1.csv", "roadmap 2025 v2.csv"]) == [None, None]


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{:%Y-%m-%d}", "{:%Y%m%d}", "{:%d-%m-%Y}", "{:%d_%m_%Y}"]),
)
def test_every_day_written_in_full_is_read_back(day: date, form: str) -> None:
    assert day_of(f"Roadmap CRM {form.format(day)} v2.xlsx") == day
