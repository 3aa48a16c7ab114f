from dataclasses import replace
from datetime import datetime
from typing import get_args

import polars as pl

from gouvernail.method.diagnosis.diagnosis import PromiseFate, Promises
from gouvernail.method.diagnosis.promises.announced import announced, done_before, story
from gouvernail.method.diagnosis.promises.ends import arrivals, drops, unseen
from gouvernail.method.diagnosis.promises.fates import with_fates
from gouvernail.method.diagnosis.promises.moves import moves_of
from gouvernail.method.diagnosis.promises.targets import targets
from gouvernail.method.history import History
from gouvernail.method.history.diff import rebuilt

_COLUMNS = (
    "key",
    "title",
    "announced",
    "basis",
    "fate",
    "arrived_after",
    "arrived_on",
    "days_late",
    "days_late_most",
    "moves",
    "last_announced",
    "releases_late",
    "reason",
    "reopened",
)


def promises(history: History, *, as_of: datetime, until: datetime, known: pl.DataFrame | None = None) -> Promises:
    """Say, of what was announced on one day, what became of it by another.

    Announced are the items open on that day with a due date in force, else with a horizon that is a release, whose
    period was not over yet (those whose period was are counted apart: nobody promises the past). A month announced is
    a month: arriving anywhere in it is in period, and lateness counts from its last day. A first arrival settles a
    promise, whatever comes later. A pile of dated versions is followed to its last version only, and an arrival seen
    between two of them is an interval: the item is not accused when that interval meets the period. What
    nobody has seen since before the end of its period, or what was announced for an undated release, is `unknown`.

    Parameters
    ----------
    as_of, until
        Naive instants in UTC, `as_of <= until`.
    known
        What `targets` says of the history, when it is at hand.

    Raises
    ------
    ValueError
        When `until` comes before `as_of`.
    """
    if until < as_of:
        raise ValueError("the day to look at comes before the day of the announcement")
    seen = history.coverage.observed_at
    until = max(as_of, min(until, max(seen))) if seen else until
    told = story(history)
    known = targets(told) if known is None else known
    begun = pl.col("created_at").is_null() | (pl.col("created_at") <= as_of)
    done = done_before(told, as_of)  # most of a long history: no need to go back in time with it
    told = _only(told, told.items.filter(begun).join(done, on="key", how="anti", maintain_order="left"))
    listed = announced(told, known, as_of).join(done, on="key", how="anti", maintain_order="left")
    rows = listed.filter((pl.col("end") >= pl.lit(as_of.date())).fill_null(value=True))
    told = _only(told, rows)
    rows = _ended(rows, told, history.touches, (as_of, until))
    rows = _followed(rows, told.changes.filter(pl.col("at") > as_of), known, until)
    rows = rows.join(unseen(history, until), on="key", how="left", maintain_order="left")
    rows = with_fates(rows, until)
    made = _summed(rows.select(_COLUMNS), history, as_of, until)
    lost = rows.filter(pl.col("fate").is_in(("open_overdue", "unknown")))["unseen_on"].count() > 0
    caveats = (*made.caveats, *(("not_seen_any_more",) if lost else ()))
    return replace(made, already_over=listed.height - rows.height, caveats=caveats)


def _only(told: History, named: pl.DataFrame) -> History:
    """Keep what concerns the items of `named`, and the items that vanished."""
    gone = told.changes.filter((pl.col("field") == "key") & pl.col("new").is_null()).select("key")
    keys = pl.concat([named.select("key"), gone]).unique()
    return rebuilt(
        told,
        items=told.items.join(keys, on="key", how="semi", maintain_order="left"),
        changes=told.changes.join(keys, on="key", how="semi", maintain_order="left"),
    )


def _ended(rows: pl.DataFrame, told: History, touches: pl.DataFrame, window: tuple[datetime, datetime]) -> pl.DataFrame:
    arrived = arrivals(told, *window)
    rows = rows.join(arrived, on="key", how="left", maintain_order="left")
    dropped = drops(told, rows, touches, day=window[0], until=window[1]).join(
        arrived, on="key", how="anti", maintain_order="left"
    )
    return rows.join(dropped, on="key", how="left", maintain_order="left").with_columns(
        arrived_on=pl.col("arrived_at").dt.date(),
        arrived_after=pl.col("seen_before").dt.date(),
        reopened=pl.col("reopened").fill_null(value=False),
    )


def _followed(rows: pl.DataFrame, changes: pl.DataFrame, known: pl.DataFrame, until: datetime) -> pl.DataFrame:
    promised = rows.select(
        "key",
        "announced",
        "basis",
        over_at=pl.coalesce("arrived_at", "dropped_at", pl.lit(until)),
        arrived=pl.col("arrived_at").is_not_null(),
    )
    rows = rows.join(moves_of(changes, promised, known), on="key", how="left", maintain_order="left")
    last = known.filter(pl.col("kind") == "horizon").select(
        "value", _family=pl.col("family"), _order=pl.col("order"), _horizon=pl.lit(value=True)
    )
    comparable = (pl.col("_family") == pl.col("family")) & pl.col("basis").str.starts_with("horizon")
    return rows.join(last, left_on="last_announced", right_on="value", how="left", maintain_order="left").with_columns(
        releases_late=pl.when(comparable).then(pl.col("_order") - pl.col("order"))
    )


def _summed(rows: pl.DataFrame, history: History, as_of: datetime, until: datetime) -> Promises:
    found = dict(rows.group_by("fate").len().iter_rows())
    late = rows.filter(pl.col("fate") == "late")["days_late"].drop_nulls()
    return Promises(
        as_of=as_of,
        until=until,
        announced=rows.height,
        counts={fate: found.get(fate, 0) for fate in get_args(PromiseFate)},
        median_days_late=late.median() if late.len() else None,  # type: ignore[arg-type]  # any value, says Polars
        p80_days_late=late.quantile(0.8, "linear") if late.len() else None,
        rows=rows,
        caveats=tuple(_caveats(rows, history)),
    )


def _caveats(rows: pl.DataFrame, history: History) -> list[str]:
    kinds = set(rows["basis"].str.split(":").list.first().unique().to_list())
    recorded = any(history.coverage.has(f"changes.{column}") for column in ("reason", "decision"))
    commented = history.touches.filter(pl.col("kind") == "comment").height > 0
    weak = {
        "announced_not_tracked": not kinds <= history.coverage.tracked,
        "state_not_tracked": rows.height > 0 and not history.tracks("state"),
        "release_dates_not_tracked": rows.filter(
            pl.col("basis").str.starts_with("horizon") & (pl.col("days_late").is_not_null())
        ).height
        > 0,
        "arrivals_between_versions": rows["arrived_after"].count() > 0,
        "reasons_not_recorded": not recorded and not commented and (rows["fate"] == "dropped_silently").any(),
    }
    return [code for code, holds in weak.items() if holds]
