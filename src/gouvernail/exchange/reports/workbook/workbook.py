"""The whole workbook, sheet after sheet."""

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from gouvernail.exchange.reports.contents import contents_of
from gouvernail.exchange.reports.workbook import sheets
from gouvernail.exchange.reports.workbook.evidence import cells_of, columns_of
from gouvernail.exchange.reports.workbook.safe import sheet_name
from gouvernail.exchange.reports.workbook.sheet import LAST_ROW, Sheet
from gouvernail.exchange.reports.workbook.styles import formats_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from gouvernail.exchange.reports.contents import Contents
    from gouvernail.exchange.reports.report import Report
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.diagnosis import Promises

_ROOM: Final = 20
"""Lines kept above a table of rows for what introduces it."""


def workbook(report: "Report", words: "Words") -> bytes:
    """Write the workbook of a diagnosis: summary, then the rows behind every figure."""
    contents, diagnosis = contents_of(report, words, limit=0), report.diagnosis
    with _book(report) as book:
        names = _names(words, report)
        sheets.overview(book.sheet(words.say("workbook.sheets.overview")), words, report, contents)
        sheets.symptoms(book.sheet(words.say("workbook.sheets.symptoms")), words, diagnosis, contents)
        sheets.causes(book.sheet(words.say("workbook.sheets.causes")), words, diagnosis, contents)
        sheets.indicators(
            book.sheet(words.say("workbook.sheets.indicators")), words, diagnosis, contents, evidence=names
        )
        _promises(book, words, diagnosis.promises, contents)
        if report.notes:
            sheets.notes(book.sheet(words.say("workbook.sheets.notes")), words, report, contents)
        for finding in diagnosis.findings:
            if finding.id in names:
                _rows(book.sheet(names[finding.id]), words, finding.rows, left=finding.rows_left)
        sheets.reading(book.sheet(words.say("workbook.sheets.reading")), words, report, contents)
    return book.content


def promises_workbook(report: "Report", words: "Words") -> bytes:
    """Write the workbook of the promises alone."""
    contents = contents_of(report, words, limit=0)
    with _book(report) as book:
        _promises(book, words, report.diagnosis.promises, contents)
        sheets.reading(book.sheet(words.say("workbook.sheets.reading")), words, report, contents)
    return book.content


class _Book:
    """A workbook being written; `content` is its bytes once it is closed."""

    def __init__(self, report: "Report") -> None:
        from xlsxwriter import Workbook

        self._buffer = BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book: Any = Workbook(self._buffer, options)
        self._formats = formats_of(self._book)
        created = report.generated_at.replace(tzinfo=None)
        self._book.set_properties({"title": report.title, "author": "Gouvernail", "created": created})

    def sheet(self, name: str) -> Sheet:
        return Sheet(self._book.add_worksheet(name), self._formats)

    def close(self) -> None:
        self._book.close()

    @property
    def content(self) -> bytes:
        return self._buffer.getvalue()


@contextmanager
def _book(report: "Report") -> "Iterator[_Book]":
    book = _Book(report)
    yield book
    book.close()


def _names(words: "Words", report: "Report") -> dict[str, str]:
    kept = ("overview", "symptoms", "causes", "indicators", "promises", "reading", "notes")
    taken = {words.say(f"workbook.sheets.{name}").casefold() for name in kept}
    return {
        finding.id: sheet_name(
            words.say(
                "workbook.sheets.evidence",
                number=f"{finding.number:02}",
                name=words.say(f"indicators.{finding.id}.name"),
            ),
            taken=taken,
        )
        for finding in report.diagnosis.findings
        if finding.rows.height
    }


def _promises(book: _Book, words: "Words", promises: "Promises | None", contents: "Contents") -> None:
    sheet = book.sheet(words.say("workbook.sheets.promises"))
    sheets.promises(sheet, words, contents)
    if promises is not None and promises.rows.height:
        _rows(sheet, words, promises.rows)


def _rows(sheet: Sheet, words: "Words", rows: "pl.DataFrame", *, left: int = 0) -> None:
    if left:
        sheet.line(words.say("workbook.notes.most_telling", shown=rows.height, total=rows.height + left), "note")
    fitting = rows.head(LAST_ROW - _ROOM)
    if fitting.height < rows.height:
        sheet.line(
            words.say("workbook.notes.too_long", left=rows.height - fitting.height, shown=fitting.height), "note"
        )
    sheet.table(columns_of(words, fitting), cells_of(words, fitting))
