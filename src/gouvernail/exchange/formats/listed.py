"""Changes of fields that hold several values: their canonical text, and whole lists from single additions."""

import json
from typing import Any

import polars as pl


def joined(members: list[str]) -> str:
    """Give the canonical text of a list (see `gouvernail.method.history.texts`)."""
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def members_before(moves: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Turn additions and removals of one member into the whole list before and after.

    Parameters
    ----------
    moves
        One field's changes, in the order of time in each key: `old` the member that left, `new` the one that came.
    now
        key and the list of today, from which the past is unrolled.
    """
    lists = dict(now.filter(pl.col("key").is_in(moves["key"].implode())).iter_rows())
    after: dict[str, list[str]] = {key: list(members or []) for key, members in lists.items()}
    sides: list[tuple[str | None, str | None]] = []
    for key, old, new in moves.select(pl.col("key", "old", "new").reverse()).iter_rows():
        members = after.get(key, [])
        # What left had been there before the others.
        before = ([old] if old and old not in members else []) + [member for member in members if member != new]
        sides.append((joined(before), joined(members)))
        after[key] = before
    schema: Any = {"old": pl.String, "new": pl.String}
    return moves.with_columns(pl.DataFrame(sides[::-1], schema=schema, orient="row"))
