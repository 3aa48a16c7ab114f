"""Lateness that is judged by releases says so, in every form of the report."""

import json
from dataclasses import replace
from io import BytesIO

import jsonschema
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from gouvernail.cli.screen.console import screen
from gouvernail.cli.screen.symptoms import show_symptoms
from gouvernail.exchange.reports.contents import contents_of
from gouvernail.exchange.reports.html import html_report
from gouvernail.exchange.reports.json_report import json_report, schema_text
from gouvernail.exchange.reports.pdf import pdf_report
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.reports.workbook.workbook import workbook
from gouvernail.exchange.wording import Words
from gouvernail.method.diagnosis.diagnosis import Symptom
from gouvernail.method.diagnosis.finding import Verdict

BY_RELEASE = Symptom(
    id="late_deliveries",
    verdict=Verdict.ESTABLISHED,
    unit="share",
    value=0.61,
    low=0.56,
    high=0.66,
    n=342,
    details={"late": 208.0, "threshold": 0.5, "later": 571.0, "earlier": 15.0},
    findings=("replans",),
    by_release=True,
)
FLAG = {
    "fr": "Annoncé par lot ou par version, sans date",
    "en": "Announced by release or batch, without a date",
}


@pytest.fixture
def by_release(report: Report) -> Report:
    symptoms = (BY_RELEASE, *report.diagnosis.symptoms[1:])
    return replace(report, diagnosis=replace(report.diagnosis, symptoms=symptoms))


def test_it_is_said_in_words(by_release: Report, words: Words) -> None:
    part = contents_of(by_release, words, limit=5).symptoms[0]
    assert part.flag.startswith(FLAG[words.language])
    assert "50" in part.flag
    assert all(figure in part.sentence for figure in ("208", "342", "571", "15"))


def test_the_usual_measure_has_no_flag(report: Report, words: Words) -> None:
    assert [part.flag for part in contents_of(report, words, limit=5).symptoms] == [""] * 4


def test_the_page_says_it(by_release: Report, words: Words) -> None:
    assert FLAG[words.language] in html_report(by_release, words)


def test_the_audit_says_it(by_release: Report, words: Words) -> None:
    pages = PdfReader(BytesIO(pdf_report(by_release, words))).pages
    assert any(FLAG[words.language] in " ".join(page.extract_text().split()) for page in pages)


def test_the_workbook_says_it_twice(by_release: Report, words: Words) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(by_release, words)))
    cells = [cell for name in book.sheet_names[:2] for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert sum(str(cell).startswith(FLAG[words.language]) for cell in cells) == 2


def test_the_screen_says_it(by_release: Report, words: Words, capsys: pytest.CaptureFixture[str]) -> None:
    with screen() as console:
        show_symptoms(console, contents_of(by_release, words, limit=0), words=words)
    assert FLAG[words.language] in " ".join(capsys.readouterr().out.split())


def test_the_json_report_flags_it(by_release: Report) -> None:
    written = json.loads(json_report(by_release))
    jsonschema.validate(written, json.loads(schema_text()))
    assert [symptom["by_release"] for symptom in written["symptoms"]] == [True, False, False, False]
