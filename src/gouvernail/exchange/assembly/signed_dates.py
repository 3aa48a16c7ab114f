"""Cells that hold a person and a date: `Zoé Martin Jan 5, 2024 10:30 AM`."""

from dataclasses import replace
from typing import Final

import polars as pl

from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.tables.table import Table

SIGNED: Final = "creation_log"

_TIME: Final = (
    r"(?:[ ,Tà-]+\d{1,2}[:h]\d{2}(?::\d{2})?(?:[.,]\d+)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:UTC|Z|[+-]\d{2}:?\d{2}))?)?"
)
_DATES: Final = (
    r"\d{4}-\d{2}-\d{2}",
    r"\p{L}{3,10}\.? \d{1,2}, \d{4}",
    r"\d{1,2}(?:er)? \p{L}{3,10}\.? \d{4}",
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
)
_CELL: Final = rf"^\s*(?P<name>.*?)[\s,;:|-]*(?P<date>(?:{'|'.join(_DATES)}){_TIME})\s*$"


def split_signed(table: Table, mapped: TableMap) -> tuple[Table, TableMap]:
    """Give a column of names and dates as two: who created the item, and when.

    A column of its own wins over it. A cell without a date that can be told from the name is read whole as the date:
    it is refused with its line if it holds figures, and is a name alone otherwise.
    """
    numbers = mapped.columns.get(SIGNED)
    if not numbers:
        return table, mapped
    cell = pl.col(str(numbers[0]))
    parts = cell.str.extract_groups(_CELL)
    date, name = parts.struct.field("date"), parts.struct.field("name")
    own = {
        "created_at": pl.when(date.is_not_null()).then(date).when(cell.str.contains(r"\d")).then(cell),
        "reporter": pl.when(date.is_not_null()).then(name).when(~cell.str.contains(r"\d")).then(cell),
    }
    added = [field for field in own if not mapped.has(field)]
    header, first = table.headers[numbers[0]], len(table.headers)
    places = {field: first + place for place, field in enumerate(added)}
    filled = [own[field].str.strip_chars().replace("", None).alias(str(number)) for field, number in places.items()]
    return (
        replace(table, headers=(*table.headers, *(header for _ in added)), cells=table.cells.with_columns(filled)),
        replace(mapped, columns={**mapped.columns, **{field: (number,) for field, number in places.items()}}),
    )
