"""From the text columns of one table to the typed frame of items."""

from datetime import datetime
from typing import Final

import polars as pl

from gouvernail.exchange.assembly.beside import comments_of, links_of_items
from gouvernail.exchange.assembly.checks import check_items, latest, utc
from gouvernail.exchange.assembly.due import announced, unread
from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.assembly.fragment import ALIAS, ROW, Fragment, Origin
from gouvernail.exchange.assembly.instants import TableInstants, table_instants
from gouvernail.exchange.assembly.lists import list_of
from gouvernail.exchange.assembly.outcomes import outcomes_of_items
from gouvernail.exchange.assembly.people import without_mail
from gouvernail.exchange.assembly.real_dates import real_when_done
from gouvernail.exchange.assembly.rows import kept, keys_of
from gouvernail.exchange.assembly.signed_dates import split_signed
from gouvernail.exchange.assembly.states import unknown_words, with_state
from gouvernail.exchange.assembly.unreadable import add_unreadable
from gouvernail.exchange.mapping.fields import INSTANT_FIELDS, LIST_FIELDS, NUMBER_FIELDS
from gouvernail.exchange.mapping.flags import filled
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.options import FileRead
from gouvernail.exchange.problems import Guess, Problem
from gouvernail.exchange.tables.table import Table
from gouvernail.exchange.values.durations import in_days
from gouvernail.exchange.values.numbers import parse_numbers
from gouvernail.exchange.values.priorities import is_bare_numbers

_TEXTS: Final = ("title", "text", "type", "status", "team", "objective", "priority", "horizon")
_PEOPLE: Final = ("reporter", "owner")
_SHOWN_WORDS: Final = 6
_GENERIC: Final = "generic"  # no known tool, of which the scale would be known too


def items_of(
    table: Table, mapped: TableMap, *, now: datetime, skip_bad: bool = False, stacked: bool = False
) -> Fragment:
    """Read a table of items.

    Parameters
    ----------
    now
        The clock: an item created after it is a fault.
    skip_bad
        Leave broken rows out instead of stopping.
    stacked
        Dated versions of the same items follow one another in the table: keys repeat.

    Returns
    -------
    `items` typed, with `ROW` (row of `table.cells` after the mapping's filters), `ALIAS` and secondary targets where
    the table has them; `touches` of comment cells; `links` of link columns; `outcomes` of measure columns.

    Raises
    ------
    BadInput
        The first broken row (unreadable date, no key, created in the future, done before created, key already seen),
        unless `skip_bad`; `no_key_no_title`.
    """
    whole, said = table, mapped
    table, mapped = split_signed(kept(table, mapped), mapped)
    key, guesses = keys_of(table, mapped)
    instants = table_instants(table, mapped, INSTANT_FIELDS)
    origin = Origin(
        place=lambda row: (table.name, table.line_of(row)),
        headers={name: table.headers[numbers[0]] for name, numbers in mapped.columns.items() if numbers},
        day_only=instants.day_only | (frozenset({"done_at"}) if mapped.real_when_done else frozenset()),
    )
    faults = Faults(origin, table.cells.height)
    columns, notices = _columns(table, mapped, instants, faults)
    items = pl.DataFrame([key, pl.int_range(key.len(), dtype=pl.UInt32, eager=True).alias(ROW), *columns.values()])
    items = _real_dates(items, utc(now))
    items = with_state(items, mapped.series(table, "resolution"), mapped.profile)
    if "due_on" in mapped.real_when_done:
        items = real_when_done(items, now=latest(now))
    check_items(items, origin, faults, now=now, unique=not stacked)
    skipped = faults.settle(skip_bad=skip_bad)
    if skipped:
        items = items.filter(~faults.bad)
    return Fragment(
        items=items.drop("_delivered", strict=False),
        touches=comments_of(table, mapped, items),
        links=links_of_items(table, mapped, items),
        outcomes=outcomes_of_items(table, mapped, items),
        origin=origin,
        checked=not stacked,
        files=(FileRead(table.name, mapped.format, "items", items.height),),
        columns={table.name: said.taken(whole)},
        ignored={table.name: said.ignored(whole)},
        guesses=(*table.guesses, *mapped.guesses, *guesses, *instants.guesses, *_priority_numbers(table, mapped)),
        notices=(*notices, *_unknown_status(table, mapped, items)),
        skipped=(*table.bad, *skipped),
    )


def _priority_numbers(table: Table, mapped: TableMap) -> list[Guess]:
    """Say which end of a scale of bare numbers presses most: nothing in the file tells it, unless its tool is known."""
    text = mapped.series(table, "priority")
    if text is None or mapped.format != _GENERIC or mapped.profile.priorities or not is_bare_numbers(text):
        return []
    return [Guess("priority_numbers", table.name, mapped.header_of(table, "priority") or "")]


def _columns(
    table: Table, mapped: TableMap, instants: TableInstants, faults: Faults
) -> tuple[dict[str, pl.Series], list[Problem]]:
    columns: dict[str, pl.Series] = {}
    due, notices = announced(table, mapped, instants, faults)
    for field, parsed in instants.columns.items():
        text = instants.texts[field]
        if field == "updated_at":  # nothing rests on it: no reason to refuse a row
            notices += unread(table, mapped, field, text.filter(parsed.bad), code="unreadable_updates")
        else:
            add_unreadable(faults, parsed.bad, field=field, found=text, order=parsed.order)
        columns[field] = parsed.values.alias(field)
    columns |= due
    for field in mapped.columns:
        if field in NUMBER_FIELDS:
            text = _text(table, mapped, field)
            values, bad = parse_numbers(text)
            days = in_days(text) if field == "size" else None
            if days is not None:
                notices.append(Problem("mixed_units", table.name, None, mapped.header_of(table, field)))
                bad |= values.is_not_null() & days.is_null()  # a number without a unit among hours and days
            columns[field] = (values if days is None else days).alias(field)
            notices += unread(table, mapped, field, text.filter(bad), code="unreadable_numbers")
        else:
            columns |= _plain(table, mapped, field)
    return columns, notices


def _plain(table: Table, mapped: TableMap, field: str) -> dict[str, pl.Series]:
    """Read a field that holds words: nothing can be wrong with it."""
    if field == "parent":
        return {field: filled(_text(table, mapped, field))}
    if field in _TEXTS or field.startswith("horizon:"):
        return {field: _text(table, mapped, field)}
    if field in _PEOPLE:
        return {field: without_mail(_text(table, mapped, field))}
    if field in LIST_FIELDS:
        return {field: list_of(table, mapped, field)}
    return {ALIAS: _text(table, mapped, field).alias(ALIAS)} if field == "alias" else {}


def _text(table: Table, mapped: TableMap, field: str) -> pl.Series:
    found = mapped.series(table, field)
    if found is None:
        message = f"{field} is not mapped"
        raise KeyError(message)
    return found.alias(field)


def _real_dates(items: pl.DataFrame, now: datetime) -> pl.DataFrame:
    """Use the day of a delivered date, and leave out a start that is still to come: it is a plan."""
    if "_delivered_at" in items.columns:
        real = pl.col("_delivered_at")
        done = pl.coalesce(real, "done_at") if "done_at" in items.columns else real
        items = items.with_columns(done.alias("done_at")).drop("_delivered_at")
    if "started_at" in items.columns:
        items = items.with_columns(pl.when(pl.col("started_at") <= now).then("started_at").alias("started_at"))
    return items


def _unknown_status(table: Table, mapped: TableMap, items: pl.DataFrame) -> list[Problem]:
    if "status" not in items.columns or items["state"].null_count() == 0:
        return []
    words = unknown_words(items["status"], items["state"])
    if not words:
        return []
    shown = ", ".join(words[:_SHOWN_WORDS])
    header = mapped.header_of(table, "status")
    return [Problem("unknown_status", table.name, None, header, shown, {"n": len(words)})]
