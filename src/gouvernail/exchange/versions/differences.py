"""From lines seen at several moments to changes."""

from typing import Final

import polars as pl

from gouvernail.exchange.versions.sighting import AT, DELIVERED, NTH, PLACE
from gouvernail.method.history.shape import CHANGES, INSTANT, ITEMS
from gouvernail.method.history.texts import to_text

_NOT_COMPARED: Final = frozenset(
    {
        "key",  # what the lines are found again by
        "text",  # prose: rewording a description is no decision
        "status",  # `state` says it in canonical words
        "priority_level",  # follows from `priority`
        "created_at",
        "started_at",
        "done_at",
        "dropped_at",
        "updated_at",  # dates of facts, not of decisions
    }
)
_NONE: Final = "\0"
"""Stands for "nothing announced" while the last announcement is carried over lines that announce nothing."""


def compared(lines: pl.DataFrame) -> list[str]:
    """Give the fields whose differences are changes: columns of the shape, and secondary targets."""
    shaped = [name for name in ITEMS if name in lines.columns and name not in _NOT_COMPARED]
    return shaped + sorted(
        name for name in lines.columns if name.partition(":")[0] in {"due_on", "horizon"} and ":" in name
    )


def settled(lines: pl.DataFrame) -> pl.DataFrame:
    """Carry over what a line leaves unsaid: what was announced of a target since reached, a state in unknown words."""
    lines = lines.sort("key", NTH, PLACE)
    columns = []
    for flag in [name for name in lines.columns if name.startswith(DELIVERED)]:
        target = flag.removeprefix(DELIVERED)
        announced = pl.when(pl.col(flag).fill_null(value=False)).then(None).otherwise(pl.col(target).fill_null(_NONE))
        carried = announced.forward_fill().over("key")
        columns.append(pl.when(carried != _NONE).then(carried).alias(target))
    if "state" in lines.columns:
        state = pl.col("state").forward_fill().over("key")
        # Being on a roadmap that has no status column is having been accepted, until something says otherwise.
        columns.append(state if "status" in lines.columns else state.fill_null("accepted"))
    return lines.with_columns(columns)


def says_ends(lines: pl.DataFrame) -> bool:
    """Say whether the file tells what is over from what is not: by a status, a delivery flag or a date of end."""
    return "status" in lines.columns or ("state" in lines.columns and lines["state"].is_in(["done", "dropped"]).any())


def differences(lines: pl.DataFrame) -> pl.DataFrame:
    """Give every difference between a line of an item and its previous one, dated by the later (frame `CHANGES`).

    Parameters
    ----------
    lines
        `settled` lines, one an item and version.
    """
    lines = lines.sort("key", NTH)
    known = pl.col("key").eq(pl.col("key").shift(1))
    parts = []
    for name in compared(lines):
        text = to_text(name) if name in ITEMS else pl.col(name)
        sides = lines.select("key", pl.col(AT).alias("at"), text.alias("new")).with_columns(
            pl.col("new").shift(1).alias("old")
        )
        moved = sides.filter(known & pl.col("old").ne_missing(pl.col("new")))
        parts.append(moved.select("key", "at", pl.lit(name).alias("field"), "old", "new"))
    return shaped(pl.concat(parts)) if parts else pl.DataFrame(schema=CHANGES)


def births(lines: pl.DataFrame, keys: pl.Series) -> pl.DataFrame:
    """Record that items came into the file later than they were created (a change of `key` from nothing)."""
    first = lines.filter(pl.col("key").is_in(keys.implode())).group_by("key").agg(pl.col(AT).min().alias("at"))
    return shaped(
        first.select(
            "key", "at", pl.lit("key").alias("field"), pl.lit(None, pl.String).alias("old"), pl.col("key").alias("new")
        )
    )


def removals(gone: pl.DataFrame) -> pl.DataFrame:
    """Record the items that vanished: dropped at the first version without them, without a reason.

    Parameters
    ----------
    gone
        key, state, `gone_at`.
    """
    return shaped(
        gone.select(
            "key",
            pl.col("gone_at").alias("at"),
            pl.lit("state").alias("field"),
            pl.col("state").alias("old"),
            pl.lit("dropped").alias("new"),
        )
    )


def shaped(changes: pl.DataFrame) -> pl.DataFrame:
    """Give changes every column of the shape, sorted."""
    full = changes.select(
        pl.col(name).cast(dtype) if name in changes.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in CHANGES.items()
    )
    return full.sort("at", "key", "field")


def instants(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Give an instant column, or nulls where the frame has none."""
    return pl.col(name) if name in frame.columns else pl.lit(None, INSTANT).alias(name)
