"""Faults of a history, as values: which rows, which items. Words for them live where users read them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from gouvernail.method.history.cycles import parent_cycles
from gouvernail.method.history.periods import is_canonical
from gouvernail.method.history.rewind import all_apart
from gouvernail.method.history.shape import CALENDAR_KINDS, ITEMS, SIDES, STATES, TOUCH_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gouvernail.method.history.history import History

FaultCode = Literal[
    "missing_key",
    "missing_instant",
    "duplicate_key",
    "unknown_word",
    "not_a_period",
    "done_before_created",
    "created_in_future",
    "parent_cycle",
    "unknown_key",
    "contradicting_changes",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault in one column.

    Attributes
    ----------
    frame, column
        Where: a name of `shape.FRAMES` and one of its columns.
    rows
        Positions in the frame, 0 = first, ascending. For a cycle of parents: in the order of the cycle.
    keys
        The items concerned, distinct, in the order of `rows`; the cycle itself for `parent_cycle`.
    values
        The distinct values that are refused, sorted, when the fault lies in a value.
    """

    code: FaultCode
    frame: str
    column: str
    rows: tuple[int, ...]
    keys: tuple[str, ...]
    values: tuple[str, ...] = ()


_WORDS: Final = (
    ("items", "state", STATES),
    ("touches", "side", SIDES),
    ("touches", "kind", TOUCH_KINDS),
    ("calendar", "kind", CALENDAR_KINDS),
)


def validate(history: "History", *, now: "datetime") -> list[Fault]:
    """List the faults of a history; an empty list means that every figure may be computed on it.

    Parameters
    ----------
    now
        The clock: nothing may have been created after it (naive, UTC).
    """
    return [
        *_keys(history),
        *_words(history),
        *_periods(history),
        *_instants(history, now),
        *(
            Fault("parent_cycle", "items", "parent", rows, keys)
            for rows, keys in parent_cycles(history.items["key"], history.items["parent"])
        ),
        *_contradictions(history.changes),
    ]


def _keys(history: "History") -> "Iterator[Fault]":
    yield from _fault("missing_key", ("items", "key"), history.items, pl.col("key").is_null())
    repeated = pl.col("key").is_duplicated() & pl.col("key").is_not_null()
    yield from _fault("duplicate_key", ("items", "key"), history.items, repeated)
    known = history.items["key"].unique()
    # An item that a recorded change makes appear or vanish need not be among the items any more.
    moved = history.changes.filter(pl.col("field") == "key")["key"]
    known = pl.concat([known, moved]).unique()
    for frame in ("changes", "touches", "outcomes"):
        rows = getattr(history, frame)
        yield from _fault("unknown_key", (frame, "key"), rows, ~pl.col("key").is_in(known.implode(), nulls_equal=True))


def _words(history: "History") -> "Iterator[Fault]":
    for frame, column, words in _WORDS:
        yield from _unknown_words(getattr(history, frame), (frame, column), pl.col(column), words)
    written = history.changes["field"].unique().drop_nulls().to_list()
    fields = [field for field in written if field.split(":")[0] in ITEMS]
    yield from _unknown_words(history.changes, ("changes", "field"), pl.col("field"), fields)
    of_state = pl.col("field") == "state"
    for side in ("old", "new"):
        yield from _unknown_words(history.changes, ("changes", side), pl.when(of_state).then(side), STATES)


def _unknown_words(
    frame: pl.DataFrame, where: tuple[str, str], word: pl.Expr, words: "Iterable[str]"
) -> "Iterator[Fault]":
    return _fault("unknown_word", where, frame, word.is_not_null() & ~word.is_in(list(words)), value=where[1])


def _periods(history: "History") -> "Iterator[Fault]":
    yield from _not_periods(history.items, ("items", "due_on"), history.items["due_on"])
    changes = history.changes
    written = changes["field"].unique().drop_nulls().to_list()
    due = pl.col("field").is_in([field for field in written if field.split(":")[0] == "due_on"])
    for side in ("old", "new"):
        column = changes.select(pl.when(due).then(side)).to_series()
        yield from _not_periods(changes, ("changes", side), column)


def _not_periods(frame: pl.DataFrame, where: tuple[str, str], column: pl.Series) -> "Iterator[Fault]":
    distinct = column.unique().drop_nulls()
    refused = distinct.filter(~is_canonical(distinct))
    if refused.len():
        wrong = pl.lit(column).is_in(refused.implode()) & pl.lit(column).is_not_null()
        yield from _fault("not_a_period", where, frame, wrong, value=where[1])


def _instants(history: "History", now: "datetime") -> "Iterator[Fault]":
    items = history.items
    done, created = pl.col("done_at"), pl.col("created_at")
    # A source may know the day only (midnight) of the one and the minute of the other.
    day_only = done == done.dt.truncate("1d")
    early = pl.when(day_only).then(done.dt.date() < created.dt.date()).otherwise(done < created)
    yield from _fault("done_before_created", ("items", "done_at"), items, early)
    yield from _fault("created_in_future", ("items", "created_at"), items, created > now)
    for frame in ("changes", "touches"):
        yield from _fault("missing_instant", (frame, "at"), getattr(history, frame), pl.col("at").is_null())


def _contradictions(changes: pl.DataFrame) -> "Iterator[Fault]":
    """Find changes of one field of one item at one instant that are no chain: two of them end differently."""
    where = ["key", "field", "at"]
    if all_apart(changes):
        return
    tied = changes.select(*where, "old", "new").with_row_index("row").filter(pl.struct(where).is_duplicated())
    if tied.is_empty():
        return
    ends = tied.join(tied, left_on=[*where, "new"], right_on=[*where, "old"], how="anti", nulls_equal=True)
    torn = ends.group_by(where).agg(pl.col("new").n_unique()).filter(pl.col("new") > 1)
    wrong = tied.join(torn, on=where, how="semi", nulls_equal=True)["row"]
    yield from _fault(
        "contradicting_changes", ("changes", "new"), changes, pl.int_range(pl.len()).is_in(wrong.implode()), value="new"
    )


def _fault(
    code: FaultCode, where: tuple[str, str], frame: pl.DataFrame, wrong: pl.Expr, *, value: str | None = None
) -> "Iterator[Fault]":
    found = frame.with_row_index("_row").filter(wrong.fill_null(value=False))
    if found.is_empty():
        return
    named = found["key"] if "key" in found.columns else found["name"]
    yield Fault(
        code=code,
        frame=where[0],
        column=where[1],
        rows=tuple(found["_row"].to_list()),
        keys=tuple(named.drop_nulls().unique(maintain_order=True).to_list()),
        values=tuple(found[value].drop_nulls().unique().sort().to_list()) if value else (),
    )
