"""A table of comments, votes or workshops beside the items."""

from dataclasses import replace
from datetime import datetime

import polars as pl

from gouvernail.exchange.assembly.checks import latest, utc
from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.assembly.fragment import Fragment, Origin
from gouvernail.exchange.assembly.instants import table_instants
from gouvernail.exchange.assembly.people import without_mail
from gouvernail.exchange.assembly.rows import kept, keys_of
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.options import FileRead
from gouvernail.exchange.problems import Guess, Problem
from gouvernail.exchange.tables.table import Table
from gouvernail.method.history.shape import SIDES, TOUCH_KINDS


def touches_of(table: Table, mapped: TableMap, *, now: datetime, skip_bad: bool = False) -> Fragment:
    """Read what people did, one row a touch.

    Raises
    ------
    BadInput
        The first row without a key, or with an instant that is unreadable or still to come, unless `skip_bad`.
    """
    table = kept(table, mapped)
    key, _ = keys_of(table, mapped)
    instants = table_instants(table, mapped, ("at",))
    origin = origin_of(table, mapped)
    faults = Faults(origin, table.cells.height)
    faults.add("missing_key", key.is_null(), field="key")
    at = instants.columns["at"]
    faults.add("unreadable_date", at.bad, field="at", found=instants.texts["at"])
    faults.add(
        "date_in_future",
        at.values > latest(now),
        field="at",
        found=at.values,
        params=lambda _: {"now": utc(now)},
    )
    columns = [key, at.values.alias("at"), _person(table, mapped), _kind(table, mapped)]
    for name in ("text", "side"):
        text = mapped.series(table, name)
        if text is not None:
            columns.append(_side(text) if name == "side" else text)
    skipped = faults.settle(skip_bad=skip_bad)
    touches = pl.DataFrame(columns)
    touches = touches.filter(~faults.bad) if skipped else touches
    fragment = side_fragment(table, mapped, rows=touches.height, skipped=skipped, guesses=instants.guesses)
    return replace(fragment, touches=touches)


def origin_of(table: Table, mapped: TableMap) -> Origin:
    """Give where the rows of a side table stand."""
    return Origin(
        place=lambda row: (table.name, table.line_of(row)),
        headers={name: table.headers[numbers[0]] for name, numbers in mapped.columns.items() if numbers},
    )


def side_fragment(
    table: Table,
    mapped: TableMap,
    *,
    rows: int,
    skipped: tuple[Problem, ...] = (),
    guesses: tuple[Guess, ...] = (),
) -> Fragment:
    """Build the fragment of a side table with what must be shown of it; its frame is still to be put in."""
    return Fragment(
        files=(FileRead(table.name, mapped.format, mapped.role, rows),),
        columns={table.name: mapped.taken(table)},
        ignored={table.name: mapped.ignored(table)},
        guesses=(*table.guesses, *mapped.guesses, *guesses),
        skipped=(*table.bad, *skipped),
    )


def _person(table: Table, mapped: TableMap) -> pl.Series:
    person = mapped.series(table, "person")
    if person is None:
        return pl.Series("person", [None], dtype=pl.String).new_from_index(0, table.cells.height)
    return without_mail(person)


def _kind(table: Table, mapped: TableMap) -> pl.Series:
    kind = mapped.series(table, "kind")
    if kind is None:
        return pl.Series("kind", ["comment"]).new_from_index(0, table.cells.height)
    folded = kind.str.to_lowercase()
    return pl.select(
        pl.when(folded.is_in(TOUCH_KINDS)).then(folded).otherwise(pl.lit("comment")).alias("kind")
    ).to_series()


def _side(side: pl.Series) -> pl.Series:
    folded = side.str.to_lowercase()
    return pl.select(pl.when(folded.is_in(SIDES)).then(folded).alias("side")).to_series()
