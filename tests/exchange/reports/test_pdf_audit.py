"""The audit: A4, tagged, in its language, with an outline, and a summary that holds on one page."""

import sys
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.reports.pdf import pdf_report
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.wording import Words

_A4_POINTS = (595.28, 841.89)


def _read(report: Report, words: Words) -> PdfReader:
    return PdfReader(BytesIO(pdf_report(report, words)))


def test_it_is_a_tagged_accessible_document_in_its_language(report: Report, words: Words) -> None:
    reader = _read(report, words)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert str(root["/Lang"]) == words.language
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith(words.say("report.title"))


def test_its_pages_are_a4(report: Report) -> None:
    box = _read(report, Words("fr")).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(_A4_POINTS, abs=0.1)


def test_its_outline_lists_every_part_in_order(report: Report, words: Words) -> None:
    reader = _read(report, words)
    parts = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    wanted = ("summary", "findings", "unsaid", "promises_long", "indicators", "quality", "method", "annexes")
    assert parts == [words.say(f"report.labels.{name}") for name in wanted]


def test_its_summary_holds_on_one_page(report: Report, words: Words) -> None:
    reader = _read(report, words)
    pages = {
        entry.title: reader.get_destination_page_number(entry)
        for entry in reader.outline
        if not isinstance(entry, list)
    }
    assert pages[words.say("report.labels.summary")] == 1
    assert pages[words.say("report.labels.findings")] == 2


def test_a_long_source_of_a_threshold_runs_across_the_page(report: Report) -> None:
    source = "[L] " + " ".join(f"mot{number}" for number in range(24))
    findings = tuple(replace(each, source=source) for each in report.diagnosis.findings)
    report = replace(report, diagnosis=replace(report.diagnosis, findings=findings))
    lines = "\n".join(page.extract_text() for page in _read(report, Words("fr")).pages).splitlines()
    held = next(line for line in lines if line.startswith("[L] mot0"))
    assert "mot12" in held


def test_it_shows_fifteen_rows_a_finding(report: Report) -> None:
    text = "".join(page.extract_text() for page in _read(report, Words("fr")).pages)
    assert "CRM-15" in text
    assert "CRM-16" not in text


def test_its_cover_says_what_was_examined_and_that_the_data_are_simulated(report: Report) -> None:
    cover = _read(report, Words("fr")).pages[0].extract_text()
    assert "Programme CRM Ventes" in cover
    assert "Exemple simulé" in cover
    assert "30 septembre 2025" in cover.replace("\N{NO-BREAK SPACE}", " ")


def test_the_same_report_is_written_twice_alike(report: Report) -> None:
    words = Words("fr")
    assert pdf_report(report, words) == pdf_report(report, words)


def test_without_its_extra_it_says_what_to_install(
    report: Report, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(BadInput) as caught:
        pdf_report(report, words)
    assert caught.value.problem.code == "pdf_not_installed"
    assert "gouvernail[pdf]" in words.say("problems.pdf_not_installed.do")
