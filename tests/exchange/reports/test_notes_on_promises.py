"""What was left out of the promises, and what weakens them, is said in every report."""

import html
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from gouvernail.exchange.reports.contents import contents_of
from gouvernail.exchange.reports.html import html_report
from gouvernail.exchange.reports.json_report import json_promises
from gouvernail.exchange.reports.pdf import pdf_report
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.reports.workbook.workbook import workbook
from gouvernail.exchange.wording import Words

CAVEATS = (
    "announced_not_tracked",
    "state_not_tracked",
    "release_dates_not_tracked",
    "arrivals_between_versions",
    "reasons_not_recorded",
    "not_seen_any_more",
)


@pytest.fixture
def weak(report: Report) -> Report:
    promises = report.diagnosis.promises
    assert promises is not None
    return replace(
        report, diagnosis=replace(report.diagnosis, promises=replace(promises, already_over=328, caveats=CAVEATS))
    )


def _pdf(report: Report, words: Words) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf_report(report, words))).pages)


def _workbook(report: Report, words: Words) -> str:
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(report, words)))
    rows = book.get_sheet_by_name(words.say("workbook.sheets.promises")).to_python()
    return " ".join(str(cell) for row in rows for cell in row)


def _html(report: Report, words: Words) -> str:
    return html.unescape(html_report(report, words))


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


@pytest.mark.parametrize("written", [_html, _pdf, _workbook])
def test_every_layout_shows_them(weak: Report, words: Words, written: Callable[[Report, Words], str]) -> None:
    promises = contents_of(weak, words, limit=10).promises
    assert promises is not None
    assert len(promises.notes) == 1 + len(CAVEATS)
    assert promises.notes[0].startswith("328")
    shown = _letters(written(weak, words))
    assert [note for note in promises.notes if _letters(note) not in shown] == []


def test_programs_read_them_as_codes(weak: Report) -> None:
    content = json.loads(json_promises(weak))["promises"]
    assert (content["already_over"], tuple(content["caveats"])) == (328, CAVEATS)


def test_nothing_is_noted_where_nothing_was_left_out(report: Report, words: Words) -> None:
    promises = contents_of(report, words, limit=10).promises
    assert promises is not None
    assert promises.notes == ()
