"""Announced dates of a table, at the precision at which they were announced."""

from typing import Final

import polars as pl

from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.assembly.instants import TableInstants
from gouvernail.exchange.assembly.unreadable import add_unreadable
from gouvernail.exchange.mapping.flags import yes
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.problems import Problem
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.values.periods import parse_periods

_DAY_LENGTH: Final = len("2025-03-14")


def announced(
    table: Table, mapped: TableMap, instants: TableInstants, faults: Faults
) -> tuple[dict[str, pl.Series], list[Problem]]:
    """Read every `due_on` column.

    Where the yes/no column beside it says that it happened, the column holds the real day: it gives `done_at` (for the
    main target) and the announced date is not known from this row. Words without any figure ("selon budget") announce
    nothing and are noticed; figures that are no date are faults.
    """
    columns: dict[str, pl.Series] = {}
    notices: list[Problem] = []
    for field in [name for name in mapped.columns if name.partition(":")[0] == "due_on"]:
        text = mapped.series(table, field)
        if text is None:
            continue
        order = mapped.date_order(table, field) or instants.order
        parsed = parse_periods(text, order=order)
        bad = parsed.bad | parsed.values.str.starts_with("0").fill_null(
            value=False
        )  # no roadmap of the first millennium
        vague = bad & ~text.str.contains(r"\d")
        add_unreadable(faults, bad & ~vague, field=field, found=text, order=order or parsed.order)
        notices += unread(table, mapped, field, text.filter(vague), code="vague_dates")
        columns[field] = parsed.values.alias(field)
        if field in mapped.delivered:
            columns |= _delivered(
                columns[field], yes(table.cells[str(mapped.delivered[field])]), main=field == "due_on"
            )
    return columns, notices


def _delivered(due: pl.Series, flag: pl.Series, *, main: bool) -> dict[str, pl.Series]:
    frame = pl.DataFrame({"due": due, "flag": flag})
    announced_only = {due.name: frame.select(pl.when(~pl.col("flag")).then("due").alias(due.name))[due.name]}
    if not main:
        return announced_only
    day = frame.select(
        pl.when(pl.col("flag") & (pl.col("due").str.len_bytes() == _DAY_LENGTH))
        .then("due")
        .str.to_datetime("%Y-%m-%d", time_unit="us", strict=False)
        .alias("day")
    )["day"]
    return announced_only | {"_delivered": flag.alias("_delivered"), "_delivered_at": day.alias("_delivered_at")}


def unread(table: Table, mapped: TableMap, field: str, words: pl.Series, *, code: str) -> list[Problem]:
    """Notice the cells of a column that could not be read and count as empty; nothing when there are none."""
    if words.is_empty():
        return []
    shown = ", ".join(words.unique().sort().head(5).to_list())
    return [Problem(code, table.name, None, mapped.header_of(table, field), shown, {"n": words.len()})]
