"""Which rows of a table count, and what names each of them."""

from dataclasses import replace

import polars as pl

from gouvernail.exchange.mapping.guess import find, missing_header
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.problems import BadInput, Guess, Problem
from gouvernail.exchange.tables.table import Table

KEY_JOINT = "/"
"""Between the parts of a composite key."""


def kept(table: Table, mapped: TableMap) -> Table:
    """Keep the rows that the mapping's `[keep]` asks for; lines still are those of the file."""
    filters = []
    for header, values in mapped.profile.keep.items():
        numbers = find(table, header)
        if not numbers:
            raise missing_header(table, header, mapped.profile)
        filters.append(pl.col(str(numbers[0])).is_in(list(values)))
    if not filters:
        return table
    rows = table.cells.with_row_index("_kept").filter(filters)
    numbers_kept = rows["_kept"]
    return replace(table, cells=rows.drop("_kept"), line_of=lambda row: table.line_of(numbers_kept[row]))


def keys_of(table: Table, mapped: TableMap) -> tuple[pl.Series, list[Guess]]:
    """Give the key of each row: one column, several joined by a slash, or the line where nothing can be a key.

    Raises
    ------
    BadInput
        `no_key_no_title` when nothing can name the rows, `no_delimiter` when moreover there is one column only.
    """
    numbers = mapped.columns.get("key", ())
    if len(numbers) > 1:
        parts = [pl.col(str(number)).str.strip_chars() for number in numbers]
        joined = table.cells.select(
            pl.when(pl.any_horizontal(part.is_not_null() for part in parts))
            .then(pl.concat_str(parts, separator=KEY_JOINT, ignore_nulls=True))
            .alias("key")
        )
        return joined["key"], []
    if numbers:
        return _stripped(table.cells[str(numbers[0])]), []
    if not mapped.has("title"):
        headers = ", ".join(header for header in table.headers if header)
        code = "no_delimiter" if len(table.headers) == 1 else "no_key_no_title"
        raise BadInput(Problem(code, table.name, _header_line(table), found=headers[:200] or None))
    return _lines(table), [Guess("key_from_lines", table.name, "L…", {"title": mapped.header_of(table, "title")})]


def _stripped(column: pl.Series) -> pl.Series:
    return column.str.strip_chars().alias("key")


def _lines(table: Table) -> pl.Series:
    height = table.cells.height
    if not height:
        return pl.Series("key", [], dtype=pl.String)
    first, last = table.line_of(0), table.line_of(height - 1)
    if last - first == height - 1:
        lines = pl.int_range(first, last + 1, eager=True)
    else:
        lines = pl.Series([table.line_of(row) for row in range(height)])
    return ("L" + lines.cast(pl.String)).alias("key")


def _header_line(table: Table) -> int:
    return max(1, table.line_of(0) - 1) if table.cells.height else 1
