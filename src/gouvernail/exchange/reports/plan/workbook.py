"""The workbook of a plan: what it says, the items in order, and the days of each team."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from gouvernail.exchange.reports.plan.rows import rows_of
from gouvernail.exchange.reports.plan.said import said

if TYPE_CHECKING:
    from gouvernail.exchange.reports.plan.report import PlanReport
    from gouvernail.exchange.reports.workbook.sheet import Column, Sheet
    from gouvernail.exchange.reports.workbook.styles import Kind
    from gouvernail.exchange.wording import Words


def plan_workbook(report: "PlanReport", words: "Words") -> bytes:
    """Write three sheets: summary, items, teams. No cell is ever a formula."""
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
    for name, write in (("summary", _summary), ("items", _items), ("teams", _teams)):
        write(Sheet(book.add_worksheet(words.say(f"plan.sheets.{name}")), formats), report, words)
    book.close()
    return buffer.getvalue()


def _summary(sheet: "Sheet", report: "PlanReport", words: "Words") -> None:
    sentences = said(report, words)
    sheet.widths(120)
    sheet.line(report.title, "title")
    for line in (*sentences.summary, sentences.proof, *sentences.notes):
        sheet.line(line, "long")
    for name, lines in sentences.parts().items():
        sheet.gap()
        sheet.line(words.say(f"plan.parts.{name}"), "head")
        for line in lines:
            sheet.line(line, "long")


def _items(sheet: "Sheet", report: "PlanReport", words: "Words") -> None:
    columns = [
        _column(words, "place", 8, "count"),
        _column(words, "iteration", 10),
        _column(words, "ends", 12, "day"),
        _column(words, "key", 18),
        _column(words, "title", 44),
        _column(words, "days", 12, "number"),
        _column(words, "teams", 24),
        _column(words, "needs", 24),
        _column(words, "date", 12, "day"),
        _column(words, "loss", 14, "number"),
    ]
    outside = words.say("plan.cells.outside")
    rows = (
        (
            row.place,
            outside if row.iteration is None else row.iteration,
            row.ends,
            row.key,
            row.title,
            row.days,
            row.teams,
            row.needs,
            row.date,
            row.loss,
        )
        for row in rows_of(report)
    )
    sheet.table(columns, rows)


def _teams(sheet: "Sheet", report: "PlanReport", words: "Words") -> None:
    used = report.plan.used()
    prices = {(price.team, price.iteration): price for price in report.plan.prices}
    columns = [
        _column(words, "team", 20),
        _column(words, "iteration", 10, "count"),
        _column(words, "ends", 12, "day"),
        _column(words, "capacity", 12, "number"),
        _column(words, "finished", 16, "number"),
        _column(words, "added", 18, "decimal"),
    ]
    rows = (
        (
            team,
            each,
            report.ends(each),
            days[each - 1],
            used.get((team, each), 0.0),
            prices[team, each].added if (team, each) in prices else 0.0,
        )
        for team, days in sorted(report.horizon.days.items())
        for each in range(1, report.horizon.iterations + 1)
    )
    sheet.table(columns, rows)


def _column(words: "Words", name: str, width: float, kind: "Kind" = "text") -> "Column":
    from gouvernail.exchange.reports.workbook.sheet import Column

    return Column(words.say(f"plan.columns.{name}"), width, kind)
