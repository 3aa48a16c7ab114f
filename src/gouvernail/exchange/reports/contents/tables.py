"""The rows behind a figure, as texts."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.reports.contents.figures import period
from gouvernail.exchange.reports.contents.parts import Heading, Table
from gouvernail.exchange.reports.contents.printable import printable

if TYPE_CHECKING:
    from gouvernail.exchange.wording import Words

AS_WRITTEN: Final = frozenset(
    {
        "key",
        "title",
        "text",
        "person",
        "actor",
        "reporter",
        "owner",
        "objective",
        "name",
        "words",
        "iteration",
        "measure",
    }
)
"""Columns whose text is never read as a period or a code: an item may be called `2025`."""

_DAYS: Final = frozenset({"days", "waited"})
"""Columns of days, like all whose name ends in `_days`: written whole, for no date here is surer than its day."""


def table_of(words: "Words", rows: pl.DataFrame, *, caption: str, limit: int, left: int = 0) -> Table | None:
    """Write the first `limit` rows; None when there is no row to show. `left` more rows are in no report."""
    if rows.is_empty():
        return None
    shown = rows.head(limit)
    return Table(
        caption=caption,
        headings=tuple(Heading(heading(words, name), numeric=rows.schema[name].is_numeric()) for name in rows.columns),
        rows=tuple(
            tuple(_cell(words, name, value) for name, value in row.items()) for row in shown.iter_rows(named=True)
        ),
        total=rows.height + left,
        rest=rest_of(words, rows.height + left, limit, kept=rows.height),
    )


def rest_of(words: "Words", total: int, limit: int, *, kept: int | None = None) -> str:
    """Say how many more there are, and where; nothing when all are shown. The workbook holds `kept` of them, or all."""
    if kept is not None and kept < total:
        return words.say("report.rest_kept", n=total - min(limit, kept), kept=kept)
    return words.say("report.rest", n=total - limit) if total > limit else ""


def heading(words: "Words", name: str) -> str:
    """Name a column of evidence."""
    key = f"report.columns.{name}"
    return words.say(key) if words.has(key) else name.replace("_", " ")


def _cell(words: "Words", column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | pl.Series):
        return ", ".join(printable(part) for part in value)
    if isinstance(value, str):
        return text_of(words, column, value)
    return words.say(f"report.cells.{kind_of(column, value)}", value=value)


def kind_of(column: str, value: Any) -> str:
    """Say how a value of a column is written: the key of its sentence in `report.cells`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return "day"
    if column.startswith("p_") or column.endswith(("_share", "probability")) or column in {"p", "q", "share"}:
        return "share"
    if column == "days_late" and value:
        return "signed"
    return "count" if isinstance(value, int) or column in _DAYS or column.endswith("_days") else "number"


def text_of(words: "Words", column: str, value: str) -> str:
    """Write a text of a column: codes and canonical periods in the reader's language."""
    if column in AS_WRITTEN:
        return printable(value)
    key = f"report.codes.{column}.{value}"
    return words.say(key) if value.isidentifier() and words.has(key) else printable(period(words, value))
