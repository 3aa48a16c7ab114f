"""Parents of items: known ones, and no circle."""

from dataclasses import dataclass

import polars as pl

from gouvernail.exchange.assembly.joins import resolved
from gouvernail.exchange.assembly.parents import cycle, in_cycles, shown
from gouvernail.exchange.assembly.whereabouts import Whereabouts
from gouvernail.exchange.problems import BadInput, Problem


@dataclass(frozen=True)
class Place:
    """Where messages about all the items point."""

    file: str
    header: str | None


def with_parents(
    items: pl.DataFrame, place: Place, *, skip_bad: bool, where: Whereabouts | None = None
) -> tuple[pl.DataFrame, list[Problem]]:
    """Write parents as keys, notice the unknown ones, and refuse circles (or cut them when bad rows are skipped).

    Parameters
    ----------
    where
        Finds the line of an item: messages about a circle point at its first row.

    Raises
    ------
    BadInput
        `parent_cycle`, with the circle written out, unless `skip_bad`.
    """
    if "parent" not in items.columns or items["parent"].null_count() == items.height:
        return items, []
    items = items.with_columns(resolved(items["parent"].str.strip_chars(), items).alias("parent"))
    notices = _unknown(items, place)
    circle = cycle(items)
    if not circle:
        return items, notices
    keys = items["key"].gather(circle).to_list()
    file, line = (where(keys[0]) if where is not None else None) or (place.file, None)
    problem = Problem("parent_cycle", file, line, place.header, shown(keys), {"n": len(keys)})
    if not skip_bad:
        raise BadInput(problem)
    looping = pl.Series(in_cycles(items))
    cut = items.with_columns(pl.when(~looping).then("parent").alias("parent"))
    return cut, [
        *notices,
        Problem("parents_cut", file, line, place.header, shown(keys), {"n": int(looping.sum())}),
    ]


def _unknown(items: pl.DataFrame, place: Place) -> list[Problem]:
    parents = items["parent"].drop_nulls()
    unknown = parents.filter(~parents.is_in(items["key"].implode()))
    if unknown.is_empty():
        return []
    names = ", ".join(unknown.unique().sort().head(5).to_list())
    return [Problem("unknown_parents", place.file, None, place.header, names, {"n": unknown.len()})]
