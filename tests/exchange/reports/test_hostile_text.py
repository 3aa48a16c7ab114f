"""What a file says is text, whatever it looks like: it never becomes markup, and never breaks a report."""

from dataclasses import replace
from html import unescape

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.exchange.reports.contents.printable import printable
from gouvernail.exchange.reports.html import html_report
from gouvernail.exchange.reports.pdf import pdf_report
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.wording import Words

HOSTILE = (
    "</style></script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %} {value:percent}",
    '#panic("x") *bold* $x$ \\ @label <label> [x] /* y */ `z`',
    "\u202eabc\u2066 \x00 \x07 \x1b[31m \ufeff \uffff \ud800",
    "Équipe 🚀 漢字 مرحبا สวัสดี",
    "w" * 5000,
    "\n\r\n\t\u2028",
)


def _with_text(report: Report, text: str) -> Report:
    rows = pl.DataFrame({"key": ["K-1"], "title": [text.encode("utf-8", "replace").decode()]})
    first, *others = report.diagnosis.findings
    findings = (replace(first, rows=rows), *others)
    return replace(report, title=text, diagnosis=replace(report.diagnosis, findings=findings))


@pytest.mark.parametrize("text", HOSTILE)
def test_the_page_shows_it_as_text(report: Report, text: str) -> None:
    plain = html_report(report, Words("fr"))
    page = html_report(_with_text(report, text), Words("fr"))
    for tag in ("<script", "<img", "</style", "<style"):
        assert page.count(tag) == plain.count(tag)
    assert printable(text) in unescape(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_the_audit_shows_it_as_text(report: Report, text: str) -> None:
    assert pdf_report(_with_text(report, text), Words("fr")).startswith(b"%PDF")


@given(st.text(max_size=400))
def test_a_printable_text_is_one_line_without_marks_that_reorder(text: str) -> None:
    shown = printable(text)
    assert len(shown) <= 301
    assert "\n" not in shown
    assert not set(shown) & set("\x00\x1b\u202e\u2066\ufeff\uffff")
    assert printable(shown) == shown
    shown.encode("utf-8")


def test_words_keep_their_accents_and_their_no_break_spaces() -> None:
    assert (
        printable("Été : 1\N{NARROW NO-BREAK SPACE}234\N{NO-BREAK SPACE}€")
        == "Été : 1\N{NARROW NO-BREAK SPACE}234\N{NO-BREAK SPACE}€"
    )


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_title_breaks_the_audit(report: Report, text: str) -> None:
    assert pdf_report(_with_text(report, text), Words("en")).startswith(b"%PDF")
