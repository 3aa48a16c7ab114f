"""Changes of a history by field, tied to the position of their item."""

from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.method.history.shape import INSTANT

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELDS: Final = frozenset({"state", "due_on", "horizon", "priority", "priority_level", "rank", "score", "iterations"})
"""Fields of changes that some indicator reads; the rest of a change log is left where it is."""

_SIGNED: Final = frozenset({"rank", "score", "priority", "priority_level"})
_COLUMNS: Final = ("idx", "at", "actor", "old", "new", "reason", "decision")
_PLAIN: Final = ("idx", "at", "old", "new")


def placed(changes: pl.DataFrame, positions: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Split the changes that indicators and promises read by field, tied to the position of their item.

    Parameters
    ----------
    changes
        The frame of the shape.
    positions
        `key` and `idx` of every item.

    Returns
    -------
    dict of str to pl.DataFrame
        Field (with its suffix, `due_on:public_preview`) to idx, at, old, new, sorted by idx then at, and for moves in
        the order of the work also actor, reason, decision. Changes of unknown items are left out.
    """
    if changes.is_empty():
        return {}
    fields = sorted(name for name in changes["field"].unique() if name is not None and base_of(name) in FIELDS)
    # A sort on two columns costs four times two sorts on one, and most sources write their changes in order of time.
    changes = changes if changes["at"].is_sorted() else changes.sort("at")
    there = changes.select("key").join(positions, on="key", how="left", maintain_order="left")["idx"]
    return {field: _of_field(changes.with_columns(there), field) for field in fields}


def by_field(placed: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Leave out of `placed` changes the ones whose old and new are equal, and settle the order of each instant."""
    return {field: _settled(_changed(moves)) for field, moves in placed.items()}


def base_of(field: str) -> str:
    """Give the column of a field: `due_on` for `due_on:public_preview`."""
    return field.split(":", 1)[0]


def _of_field(changes: pl.DataFrame, field: str) -> pl.DataFrame:
    columns = _COLUMNS if base_of(field) in _SIGNED else _PLAIN
    said = [name for name in columns if name == "idx" or changes[name].null_count() < changes.height]
    asked = (changes["field"] == field) & changes["idx"].is_not_null()
    of_field = changes.select(said).filter(asked).sort("idx", maintain_order=True)
    # What a source never says is added at the end: to sort columns of nothing costs as much as any.
    return of_field.select(name if name in said else pl.lit(None, changes.schema[name]).alias(name) for name in columns)


def _changed(moves: pl.DataFrame) -> pl.DataFrame:
    moved = moves["old"].ne_missing(moves["new"])
    return moves if moved.all() else moves.filter(moved)  # the usual case, without a copy


def family(ledger: dict[str, pl.DataFrame], name: str) -> pl.DataFrame:
    """Give the changes of a field and of its secondary targets (`due_on`, `due_on:x`) in one frame with `field`."""
    return stacked((field, moves) for field, moves in ledger.items() if base_of(field) == name)


def stacked(parts: "Iterable[tuple[str, pl.DataFrame]]") -> pl.DataFrame:
    """Put named frames of changes one under another, in the order of the names."""
    found = [moves.with_columns(pl.lit(field).alias("field")) for field, moves in sorted(parts, key=lambda p: p[0])]
    return pl.concat(found) if found else no_moves().with_columns(pl.lit(None, pl.String).alias("field"))


def no_moves() -> pl.DataFrame:
    """Give a frame of changes with no row."""
    return pl.DataFrame(schema={"idx": pl.UInt32(), "at": INSTANT, "old": pl.String(), "new": pl.String()})


def _settled(ordered: pl.DataFrame) -> pl.DataFrame:
    """Let changes of one instant follow each other by their values, never by their place in a file."""
    same = (pl.col("idx") == pl.col("idx").shift()) & (pl.col("at") == pl.col("at").shift())
    tied = ordered.select(same | same.shift(-1, fill_value=False)).to_series().fill_null(value=False)
    if not tied.any():
        return ordered
    step = ["idx", "at", "old"]
    several = ordered.filter(tied)
    reached = several.select("idx", "at", old="new").unique().with_columns(follows=pl.lit(value=True))
    chained = several.join(reached, on=step, how="left", nulls_equal=True).with_columns(
        pl.col("follows").fill_null(value=False),
        tie=pl.concat_str(
            "old",
            "new",
            *(name for name in ("actor", "reason", "decision") if name in ordered.columns),
            ignore_nulls=True,
        ),
    )
    sorted_ties = chained.sort("idx", "at", "follows", "tie").drop("follows", "tie")
    return pl.concat([ordered.filter(~tied), sorted_ties]).sort("idx", "at", maintain_order=True)
