"""A table of changes: one row a field that changed, beside the items or alone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from typing import Final

import polars as pl

from gouvernail.exchange.assembly.canonical import canonical_columns
from gouvernail.exchange.assembly.checks import latest, utc
from gouvernail.exchange.assembly.faults import Faults
from gouvernail.exchange.assembly.field_names import FieldNames, field_names
from gouvernail.exchange.assembly.fragment import Fragment
from gouvernail.exchange.assembly.instants import table_instants
from gouvernail.exchange.assembly.people import without_mail
from gouvernail.exchange.assembly.rows import kept, keys_of
from gouvernail.exchange.assembly.touches import origin_of, side_fragment
from gouvernail.exchange.mapping.table_map import TableMap
from gouvernail.exchange.problems import Problem
from gouvernail.exchange.tables.table import Table

_PLAIN: Final = ("old", "new", "reason", "decision")
_SHOWN: Final = 8


def changes_of(table: Table, mapped: TableMap, *, now: datetime, skip_bad: bool = False) -> Fragment:
    """Read a change log.

    Names of fields are read as headers are (and as the mapping says); a name that means nothing is left out and
    noticed. `ADDED` and `REMOVED` rows become changes of state. A yes/no field such as `ga_shipped` becomes the end of
    the item, and the moves of its date from that instant on are corrections of `done_at`, not announcements.

    Returns
    -------
    `changes`, the columns they track, and `titles` where the log carries them.

    Raises
    ------
    BadInput
        The first row without a key or with an unreadable instant, unless `skip_bad`.
    """
    table = kept(table, mapped)
    with ThreadPoolExecutor(max_workers=1) as beside:  # one long log is most of the work: Polars lets threads run
        read = beside.submit(table_instants, table, mapped, ("at",))
        key, _ = keys_of(table, mapped)
        names = field_names(table.cells[str(mapped.columns["field"][0])], mapped.profile)
        instants = read.result()
    at = instants.columns["at"]
    faults = Faults(origin_of(table, mapped), table.cells.height)
    faults.add("missing_key", key.is_null(), field="key")
    faults.add("unreadable_date", at.bad | at.values.is_null(), field="at", found=instants.texts["at"])
    faults.add(
        "date_in_future",
        at.values > latest(now),
        field="at",
        found=at.values,
        params=lambda _: {"now": utc(now)},
    )
    skipped = faults.settle(skip_bad=skip_bad)
    log = _log(table, mapped, [key, at.values.alias("at"), names.fields.alias("field")])
    log = log.filter(~faults.bad) if skipped else log
    changes, tracked = _shaped(log, names, mapped)
    return replace(
        side_fragment(table, mapped, rows=log.height, skipped=skipped, guesses=instants.guesses),
        changes=changes,
        titles=lambda: _titles(table, mapped, key, faults.bad),
        tracked=tracked,
        notices=_left_out(table, mapped, names),
    )


def _log(table: Table, mapped: TableMap, columns: list[pl.Series]) -> pl.DataFrame:
    for name in _PLAIN:
        text = mapped.series(table, name)
        if text is not None:
            columns.append(text)
    actor = mapped.series(table, "actor")
    if actor is not None:
        columns.append(without_mail(actor))
    log = pl.DataFrame(columns)
    absent = [pl.lit(None, pl.String).alias(name) for name in ("old", "new") if name not in log.columns]
    return log.with_columns(absent) if absent else log


def _titles(table: Table, mapped: TableMap, key: pl.Series, bad: pl.Series) -> pl.DataFrame:
    """Give every key of the log once, even one of which nothing could be used, with its last title."""
    title = mapped.series(table, "title")
    if title is None:
        return key.filter(~bad).unique(maintain_order=True).to_frame()
    named = pl.DataFrame([key, title]).filter(~bad)
    return named.group_by("key", maintain_order=True).agg(pl.col("title").drop_nulls().last())


def _shaped(log: pl.DataFrame, names: FieldNames, mapped: TableMap) -> tuple[pl.DataFrame, frozenset[str]]:
    if names.left:
        log = log.filter(pl.col("field").is_not_null())
    log = canonical_columns(log, names.known, mapped.profile)
    if names.events:
        log = _with_events(log)
    if names.flags:
        log = _with_deliveries(log, names.flags)
    if "state" in names.known:
        # Two words of one state: nothing moved. A word without a state says nothing in the canonical form.
        log = log.filter((pl.col("field") != "state") | pl.col("new").ne_missing(pl.col("old")))
    tracked = frozenset(name for name in names.known if ":" not in name and name not in names.flags)
    return log, tracked | (frozenset({"state"}) if names.events or names.flags else frozenset())


def _with_events(log: pl.DataFrame) -> pl.DataFrame:
    event = pl.col("field").is_in(["+", "-"])
    return log.with_columns(
        pl.when(pl.col("field") == "+")
        .then(pl.lit("requested"))
        .when(pl.col("field") == "-")
        .then(pl.lit("dropped"))
        .otherwise("new")
        .alias("new"),
        pl.when(event).then(None).otherwise("old").alias("old"),
        pl.when(event).then(pl.lit("state")).otherwise("field").alias("field"),
    )


def _with_deliveries(log: pl.DataFrame, flags: dict[str, str]) -> pl.DataFrame:
    for flag, target in flags.items():
        on = (pl.col("field") == flag) & pl.col("new").str.to_lowercase().is_in(["1", "true", "yes", "oui"])
        first = log.filter(on).group_by("key").agg(pl.col("at").min().alias("_since"))
        log = log.join(first, on="key", how="left", maintain_order="left")
        real = (pl.col("field") == target) & (pl.col("at") >= pl.col("_since"))
        main = target == "due_on"
        field = pl.when(real).then(pl.lit("done_at") if main else None).when(on).then(pl.lit("state") if main else None)
        log = log.with_columns(
            pl.when(on).then(pl.lit("done")).otherwise("new").alias("new"),
            pl.when(on | real).then(None).otherwise("old").alias("old"),
            field.when(pl.col("field") == flag).then(None).otherwise("field").alias("field"),
        ).drop("_since")
        log = log.filter(pl.col("field").is_not_null())
    return log


def _left_out(table: Table, mapped: TableMap, names: FieldNames) -> tuple[Problem, ...]:
    if not names.left:
        return ()
    shown = ", ".join(sorted(names.left)[:_SHOWN])
    header = mapped.header_of(table, "field")
    return (Problem("fields_left", table.name, None, header, shown, {"n": sum(names.left.values())}),)
