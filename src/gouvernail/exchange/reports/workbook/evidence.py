"""Rows of a frame as cells: real dates and numbers, codes and periods in the reader's language."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gouvernail.exchange.reports.contents.tables import AS_WRITTEN, heading, kind_of, text_of
from gouvernail.exchange.reports.workbook.sheet import Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.exchange.reports.workbook.styles import Kind
    from gouvernail.exchange.wording import Words

_WIDTHS: Final = {"key": 14, "title": 48, "text": 60}
_KINDS: "Final[dict[str, Kind]]" = {"count": "count", "number": "number", "signed": "signed", "share": "share"}
_JOINED: Final = ", "


def columns_of(words: "Words", rows: pl.DataFrame) -> list[Column]:
    """Give the heads of a frame's columns."""
    return [
        Column(heading(words, name), _WIDTHS.get(name, 18), _kind(name, dtype)) for name, dtype in rows.schema.items()
    ]


def cells_of(words: "Words", rows: pl.DataFrame) -> Iterator[Sequence[Any]]:
    """Give the rows as cells."""
    writers = [_writer(words, name, dtype) for name, dtype in rows.schema.items()]
    columns: list[Iterable[Any]] = [
        map(write, rows[name]) if write else rows[name] for name, write in zip(rows.columns, writers, strict=True)
    ]
    return zip(*columns, strict=True)


def _kind(name: str, dtype: pl.DataType) -> "Kind":
    if dtype == pl.Datetime:
        return "moment"
    if dtype == pl.Date:
        return "day"
    if not dtype.is_numeric():
        return "text"
    return _KINDS[kind_of(name, 0 if dtype.is_integer() else 0.5)]


def _writer(words: "Words", name: str, dtype: pl.DataType) -> Callable[[Any], Any] | None:
    if dtype == pl.List:
        return lambda parts: None if parts is None else _JOINED.join(str(part) for part in parts)
    if dtype == pl.Boolean:
        answers = {True: words.say("report.cells.yes"), False: words.say("report.cells.no")}
        return answers.get
    if dtype == pl.String and name not in AS_WRITTEN:
        return cache(lambda text: None if text is None else text_of(words, name, text))
    return None
