"""The workbook of a selection: what is in, what is out and why, and the frontier."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from gouvernail.exchange.reports.selection.said import said

if TYPE_CHECKING:
    from gouvernail.exchange.reports.selection.report import SelectionReport
    from gouvernail.exchange.reports.workbook.sheet import Column, Sheet
    from gouvernail.exchange.reports.workbook.styles import Kind
    from gouvernail.exchange.wording import Words


def selection_workbook(report: "SelectionReport", words: "Words") -> bytes:
    """Write three sheets: summary, items (in, out), frontier. No cell is ever a formula."""
    # Imported here: only who asks for a file waits for its writer.
    from xlsxwriter import Workbook

    from gouvernail.exchange.reports.workbook.sheet import Sheet
    from gouvernail.exchange.reports.workbook.styles import formats_of

    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = Workbook(buffer, options)
    formats = formats_of(book)
    created = report.generated_at.replace(tzinfo=None)
    book.set_properties({"title": report.title, "author": "Gouvernail", "created": created})
    for name, write in (("summary", _summary), ("items", _items), ("frontier", _frontier)):
        if name != "frontier" or report.frontier is not None:
            write(Sheet(book.add_worksheet(words.say(f"selection.sheets.{name}")), formats), report, words)
    book.close()
    return buffer.getvalue()


def _summary(sheet: "Sheet", report: "SelectionReport", words: "Words") -> None:
    sentences = said(report, words)
    sheet.widths(120)
    sheet.line(report.title, "title")
    for line in (*sentences.capacity, sentences.proof, *sentences.notes, *sentences.prices):
        sheet.line(line, "long")
    parts = {
        "next": (*sentences.increments, *sentences.one_more),
        "why": (*sentences.asked, *sentences.outs),
    }
    for name, lines in parts.items():
        if lines:
            sheet.gap()
            sheet.line(words.say(f"selection.parts.{name}"), "head")
            for line in lines:
                sheet.line(line, "long")


def _items(sheet: "Sheet", report: "SelectionReport", words: "Words") -> None:
    chosen = report.selection.keys
    ordered = sorted(report.portfolio.items, key=lambda item: (item.key not in chosen, item.key))
    columns = [
        _column(words, "in", 8),
        _column(words, "key", 18),
        _column(words, "title", 48),
        _column(words, "value", 12, "number"),
        _column(words, "days", 12, "number"),
        _column(words, "teams", 30),
        _column(words, "needs", 30),
    ]
    answers = {True: words.say("report.cells.yes"), False: words.say("report.cells.no")}
    rows = (
        (
            answers[item.key in chosen],
            item.key,
            report.titles.get(item.key, ""),
            item.value,
            item.cost,
            ", ".join(team for team in sorted(item.costs) if team),
            ", ".join(item.needs),
        )
        for item in ordered
    )
    sheet.table(columns, rows)


def _frontier(sheet: "Sheet", report: "SelectionReport", words: "Words") -> None:
    columns = [
        _column(words, "days", 12, "number"),
        _column(words, "value", 12, "number"),
        _column(words, "entered", 80, "long"),
    ]
    points = report.frontier.points if report.frontier else ()
    sheet.table(columns, ((point.cost, point.value, ", ".join(point.entered)) for point in points))


def _column(words: "Words", name: str, width: float, kind: "Kind" = "text") -> "Column":
    from gouvernail.exchange.reports.workbook.sheet import Column

    return Column(words.say(f"selection.columns.{name}"), width, kind)
