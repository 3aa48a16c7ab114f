"""The bundled sample, from its files to its reports: everything that it shows is worded, and nothing breaks."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from gouvernail.exchange.reports.contents import contents_of
from gouvernail.exchange.reports.html import html_report
from gouvernail.exchange.reports.pdf import pdf_report
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.wording import Words
from gouvernail.method.diagnosis.finding import Verdict


def test_every_column_of_evidence_has_a_name(sample_report: Report, words: Words) -> None:
    columns = {column for finding in sample_report.diagnosis.findings for column in finding.rows.columns}
    assert columns
    assert [column for column in sorted(columns) if not words.has(f"report.columns.{column}")] == []


def test_every_missing_field_has_a_name(sample_report: Report, words: Words) -> None:
    missing = {field for finding in sample_report.diagnosis.findings for field in finding.missing}
    assert missing
    assert [field for field in sorted(missing) if not words.has(f"report.fields.{field}")] == []


def test_the_page_lists_all_36_indicators_and_one_to_three_causes(sample_report: Report, words: Words) -> None:
    contents = contents_of(sample_report, words, limit=20)
    assert [finding.number for family in contents.families for finding in family.findings] == list(range(1, 37))
    assert 1 <= len(contents.causes) <= 3
    assert len(contents.causes) + len(contents.other_causes) + len(contents.unheard_causes) == 12
    page = html_report(sample_report, words)
    assert all(finding.name in page for family in contents.families for finding in family.findings)


def test_every_verdict_of_the_diagnosis_is_told(sample_report: Report) -> None:
    contents = contents_of(sample_report, Words("fr"), limit=20)
    findings = sample_report.diagnosis.findings
    assert len(contents.unsettled) == sum(one.verdict is Verdict.NOT_ENOUGH_DATA for one in findings)
    answered = {name for part in contents.unlocking for name in part.indicators}
    assert len(answered) == sum(one.verdict is Verdict.NOT_RECORDED for one in findings)


def test_the_summary_of_the_audit_holds_on_one_page(sample_report: Report, words: Words) -> None:
    reader = PdfReader(BytesIO(pdf_report(sample_report, words)))
    pages = {
        entry.title: reader.get_destination_page_number(entry)
        for entry in reader.outline
        if not isinstance(entry, list)
    }
    assert (pages[words.say("report.labels.summary")], pages[words.say("report.labels.findings")]) == (1, 2)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_of_the_audit_is_left_almost_empty_in_the_middle(sample_report: Report, language: str) -> None:
    pages = PdfReader(BytesIO(pdf_report(sample_report, Words(language)))).pages  # type: ignore[arg-type]  # one of the two
    assert all(len(page.extract_text()) > 300 for page in list(pages)[1:-1])
