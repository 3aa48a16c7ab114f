"""A table of sprints or versions beside the items."""

from dataclasses import replace

import polars as pl

from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.assembly.fragment import CALENDAR_ID, Fragment
from gouvernail.exchange.assembly.instants import table_instants
from gouvernail.exchange.assembly.rows import kept
from gouvernail.exchange.assembly.states import status_state
from gouvernail.exchange.assembly.touches import origin_of, side_fragment
from gouvernail.exchange.mapping.flags import yes
from gouvernail.exchange.mapping.lexicon import fold_header
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.tables.table import Table

_DATES = ("start_on", "end_on", "closed_at")


def calendar_of(table: Table, mapped: TableMap, *, skip_bad: bool = False) -> Fragment:
    """Read iterations (they have a start) or releases (they have one date, and were released or not).

    Raises
    ------
    BadInput
        The first row without a name or with an unreadable date, unless `skip_bad`.
    """
    table = kept(table, mapped)
    instants = table_instants(table, mapped, _DATES)
    faults = Faults(origin_of(table, mapped), table.cells.height)
    name = table.cells[str(mapped.columns["name"][0])].str.strip_chars().alias("name")
    faults.add("missing_name", name.is_null(), field="name")
    columns = [name]
    for field, parsed in instants.columns.items():
        faults.add("unreadable_date", parsed.bad, field=field, found=instants.texts[field])
        columns.append((parsed.values if field == "closed_at" else parsed.values.dt.date()).alias(field))
    skipped = faults.settle(skip_bad=skip_bad)
    identifier = mapped.series(table, "id")
    if identifier is not None:
        columns.append(identifier.str.strip_chars().alias(CALENDAR_ID))
    calendar = pl.DataFrame(columns).with_columns(pl.lit(_kind(table, mapped)).alias("kind"))
    calendar = _closed(table, mapped, calendar).filter(~faults.bad)
    fragment = side_fragment(table, mapped, rows=calendar.height, skipped=skipped, guesses=instants.guesses)
    return replace(fragment, calendar=calendar)


def _kind(table: Table, mapped: TableMap) -> str:
    words = " ".join(fold_header(header) for header in table.headers)
    if "sprint" in words or "iteration" in words or "cycle" in words:
        return "iteration"
    return "iteration" if mapped.has("start_on") and not mapped.has("released") else "release"


def _closed(table: Table, mapped: TableMap, calendar: pl.DataFrame) -> pl.DataFrame:
    """Close on its date a release that is marked as out, or a period whose status says that it is over."""
    released, state = mapped.series(table, "released"), mapped.series(table, "state")
    if "closed_at" in calendar.columns or "end_on" not in calendar.columns:
        return calendar
    if released is not None:
        out = yes(released)
    elif state is not None:
        out = status_state(state, mapped.profile) == "done"
    else:
        return calendar
    closed = pl.when(pl.lit(out.fill_null(value=False))).then(pl.col("end_on").cast(pl.Datetime("us")))
    return calendar.with_columns(closed.alias("closed_at"))
