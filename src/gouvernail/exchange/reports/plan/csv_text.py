"""A plan as a table of text."""

import csv
from io import StringIO
from typing import TYPE_CHECKING

from gouvernail.exchange.reports.plan.rows import rows_of
from gouvernail.exchange.reports.workbook.safe import safe_text

if TYPE_CHECKING:
    from gouvernail.exchange.reports.plan.report import PlanReport
    from gouvernail.exchange.wording import Words

COLUMNS = ("place", "iteration", "ends", "key", "title", "days", "teams", "needs", "date", "loss")


def csv_plan(report: "PlanReport", words: "Words") -> bytes:
    """Write one line an item, in the order of building; a spreadsheet opens it with its accents, and runs nothing."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=words.say("plan.cells.separator"), lineterminator="\r\n")
    writer.writerow([words.say(f"plan.columns.{name}") for name in COLUMNS])
    for row in rows_of(report):
        cells = (getattr(row, name) for name in COLUMNS)
        writer.writerow([safe_text(each) if isinstance(each, str) else _written(each, words) for each in cells])
    return buffer.getvalue().encode("utf-8-sig")


def _written(value: object, words: "Words") -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", words.say("plan.cells.decimal"))
    return str(value)
