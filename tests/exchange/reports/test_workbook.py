"""The workbook is read back: sheets, real dates and numbers, links, no formula."""

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from gouvernail.exchange.problems import Problem
from gouvernail.exchange.reading import Reading
from gouvernail.exchange.reports.contents.findings import finding_part
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.reports.workbook.workbook import promises_workbook, workbook
from gouvernail.exchange.wording import Language, Words
from gouvernail.method.diagnosis.diagnosis import Diagnosis

FRENCH, ENGLISH = Words("fr"), Words("en")


@pytest.fixture
def report(diagnosis: Diagnosis, reading: Reading) -> Report:
    return Report(diagnosis, reading, "Diagnostic de export.csv", generated_at=datetime(2026, 1, 2, 3, 4, 5))


def _read(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def _part(content: bytes, pattern: str) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return [file.read(name).decode() for name in sorted(file.namelist()) if re.fullmatch(pattern, name)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", ["Synthèse", "Symptômes", "Causes", "Indicateurs", "Promesses", "Lecture"]),
        ("en", ["Summary", "Symptoms", "Causes", "Indicators", "Promises", "Reading"]),
    ],
)
def test_sheets_are_named_in_the_language(report: Report, language: Language, expected: list[str]) -> None:
    words = Words(language)
    names = list(_read(workbook(report, words)))
    evidence = [name for name in names if name not in expected]
    assert [name for name in names if name in expected] == expected
    with_rows = [finding for finding in report.diagnosis.findings if finding.rows.height]
    assert len(evidence) == len(with_rows)
    for name, finding in zip(evidence, with_rows, strict=True):
        assert name.startswith(f"{finding.number:02} ")
        assert len(name) <= 31


def test_evidence_has_every_row_with_real_dates_and_numbers(report: Report) -> None:
    sheets = _read(workbook(report, FRENCH))
    head, *rows = next(rows for name, rows in sheets.items() if name.startswith("01 "))
    finding = report.diagnosis.findings[0]
    assert len(rows) == finding.rows.height == 79
    assert head[:3] == ["Clé", "Titre", "Annoncé pour"]
    assert rows[0][:2] == ["CRM-1", "Fiche client unifiée"]
    assert rows[0][2] == "mars 2025"
    assert rows[1][2] == "T1 2025"
    assert rows[0][3] == date(2025, 5, 1)
    assert rows[0][4] == 31.0
    assert rows[1][3] == ""


def test_shares_are_percentages_and_every_table_has_a_frozen_head(report: Report) -> None:
    content = workbook(report, FRENCH)
    indicators = _read(content)["Indicateurs"]
    on_time = dict(zip(indicators[0], indicators[1], strict=True))
    assert (on_time["Mesure"], on_time["Bas"], on_time["Seuil rouge"]) == (0.29, 0.21, 0.5)
    assert on_time["Feuille des preuves"].startswith("01 ")
    assert 'formatCode="0.0%"' in _part(content, r"xl/styles\.xml")[0]
    tables = [sheet for sheet in _part(content, r"xl/worksheets/sheet\d+\.xml") if "<autoFilter" in sheet]
    assert len(tables) >= 6
    assert all('state="frozen"' in sheet for sheet in tables)


def test_links_lead_to_sheets_that_exist(report: Report) -> None:
    content = workbook(report, FRENCH)
    names = set(_read(content))
    targets = [
        target.replace("&apos;", "'").strip("'").replace("''", "'")
        for sheet in _part(content, r"xl/worksheets/sheet\d+\.xml")
        for target in re.findall(r'<hyperlink [^>]*location="([^"]+)!A1"', sheet)
    ]
    assert len(targets) == len([each for each in report.diagnosis.findings if each.rows.height])
    assert set(targets) <= names


def test_nothing_is_ever_a_formula(report: Report) -> None:
    hostile = pl.DataFrame(
        {
            "key": ["=1+1", "+A", "-B", "@C", "\t=D"],
            "title": ['=HYPERLINK("http://x","y")', "https://example.org", "007", "<b>", "a\x00b"],
            "labels": [["=x"], ["y"], None, [], ["z"]],
            "announced": ["=2025", "2025", None, "2025-Q1", "@SUM(1)"],
            "at": [datetime(2025, 1, 1, 8, 30), datetime(1850, 1, 1), None, None, None],
            "ratio": [float("nan"), float("inf"), 1.5, None, -2.0],
            "late": [True, False, None, True, True],
        }
    )
    finding = replace(report.diagnosis.findings[0], rows=hostile)
    problem = Problem("mapping_unreadable", "=file.csv", line=3, column="@col", found="-x")
    reading = replace(report.reading, skipped=(problem,), columns={"=file.csv": {"=Créé": "created_at"}})
    diagnosis = replace(report.diagnosis, findings=(finding, *report.diagnosis.findings[1:]))
    content = workbook(replace(report, diagnosis=diagnosis, reading=reading, title="=cmd"), FRENCH)
    assert not any("<f>" in sheet for sheet in _part(content, r"xl/worksheets/sheet\d+\.xml"))
    assert _part(content, r"xl/externalLinks/.*") == []
    cells = [cell for rows in _read(content).values() for row in rows for cell in row if isinstance(cell, str)]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    _, *rows = next(rows for name, rows in _read(content).items() if name.startswith("01 "))
    assert [row[0] for row in rows] == ["'=1+1", "'+A", "'-B", "'@C", "'\t=D"]
    assert rows[0][1:4] == ['\'=HYPERLINK("http://x","y")', "'=x", "'=2025"]
    assert rows[2][1] == "007"
    assert rows[4][1] == "ab"
    assert rows[0][4] == datetime(2025, 1, 1, 8, 30)
    assert rows[1][4] == "1850-01-01T00:00:00"
    assert [row[5] for row in rows] == ["", "", 1.5, "", -2.0]
    assert [row[6] for row in rows] == ["oui", "non", "", "oui", "oui"]


def test_what_was_read_is_there(report: Report) -> None:
    rows = _read(workbook(report, ENGLISH))["Reading"]
    flat = [cell for row in rows for cell in row]
    for expected in ("export.csv", "comments.csv", 412.0, 1210.0, "Créé", "creation date", "Couleur"):
        assert expected in flat


def test_the_sample_says_that_it_is_simulated(report: Report) -> None:
    summary = _read(workbook(replace(report, sample=True), FRENCH))["Synthèse"]
    assert any("simul" in str(cell) for row in summary for cell in row)
    assert not any("simul" in str(cell) for row in _read(workbook(report, FRENCH))["Synthèse"] for cell in row)


def test_rows_that_were_not_kept_are_said(report: Report) -> None:
    first, *others = report.diagnosis.findings
    many = replace(report, diagnosis=replace(report.diagnosis, findings=(replace(first, rows_left=90_000), *others)))
    sheet = next(rows for name, rows in _read(workbook(many, FRENCH)).items() if name.startswith(f"{first.number:02} "))
    total = first.rows.height + 90_000
    assert sheet[0][0] == FRENCH.say("workbook.notes.most_telling", shown=first.rows.height, total=total)
    table = finding_part(FRENCH, many.diagnosis.findings[0], limit=2).table
    assert table is not None
    assert (table.total, table.rest) == (
        total,
        FRENCH.say("report.rest_kept", n=total - 2, kept=first.rows.height),
    )


def test_promises_alone_have_their_rows(report: Report) -> None:
    sheets = _read(promises_workbook(report, FRENCH))
    assert list(sheets) == ["Promesses", "Lecture"]
    flat = [cell for row in sheets["Promesses"] for cell in row]
    assert flat.count("Abandonné sans un mot") == 2  # counted once, listed once
    assert date(2025, 8, 16) in flat


def test_no_promises_is_said(report: Report) -> None:
    silent = replace(report, diagnosis=replace(report.diagnosis, promises=None))
    assert _read(promises_workbook(silent, FRENCH))["Promesses"] == [[FRENCH.say("workbook.notes.no_promises")]]


def test_one_input_gives_the_same_bytes(report: Report) -> None:
    assert workbook(report, FRENCH) == workbook(report, FRENCH)
