"""Every line of every version in one frame: who was seen, when, and how it was described."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.exchange.assembly.fragment import ROW, Fragment, Origin
from gouvernail.exchange.assembly.items import items_of
from gouvernail.exchange.assembly.rows import kept
from gouvernail.exchange.mapping.flags import yes
from gouvernail.exchange.versions.moments import moments_of
from gouvernail.method.history.shape import INSTANT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gouvernail.exchange.mapping import TableMap
    from gouvernail.exchange.options import Options
    from gouvernail.exchange.tables.table import Table
    from gouvernail.exchange.versions.version import Version

AT: Final = "_at"
"""When the version that holds the line was seen."""
NTH: Final = "_nth"
"""Number of that version, from 0, in the order of time."""
PLACE: Final = "_place"
"""Number of the line in its version, from 1."""
DELIVERED: Final = "_delivered:"
"""Before a target's name: this line says that the target was reached, so its date is no announcement."""


@dataclass(frozen=True)
class Sightings:
    """All lines, and the fragments that they were read from."""

    lines: pl.DataFrame
    fragments: tuple[Fragment, ...]
    instants: tuple[datetime, ...]
    origin: Origin
    keyed: bool


def of_pile(versions: "Sequence[Version]", options: "Options") -> Sightings:
    """Read the tables of dated versions."""
    read = [
        (_read(table, mapped, options, at=version.at), mapped)
        for version in sorted(versions, key=lambda version: version.at)
        for table, mapped in version.tables
    ]
    return _together(read)


def of_stack(table: "Table", mapped: "TableMap", column: int, options: "Options") -> Sightings:
    """Read one table in which a column dates each line."""
    return _together([(_read(table, mapped, options, column=column), mapped)])


def _read(
    table: "Table", mapped: "TableMap", options: "Options", *, at: datetime | None = None, column: int | None = None
) -> Fragment:
    keyed = mapped.has("key")
    fragment = items_of(
        table, mapped, now=options.now, skip_bad=options.skip_bad, stacked=column is not None or not keyed
    )
    items = fragment.items if fragment.items is not None else pl.DataFrame(schema={"key": pl.String, ROW: pl.UInt32})
    cells = kept(table, mapped).cells
    extra = {f"{DELIVERED}{name}": yes(cells[str(number)]) for name, number in mapped.delivered.items()}
    if column is not None:
        moments, skipped = moments_of(table, cells[str(column)], column, mapped, skip_bad=options.skip_bad)
        extra[AT] = moments
        fragment = replace(fragment, skipped=(*fragment.skipped, *skipped))
    beside = pl.DataFrame({ROW: pl.int_range(cells.height, dtype=pl.UInt32, eager=True), **extra})
    items = items.join(beside, on=ROW, how="left", maintain_order="left")
    if at is not None:
        items = items.with_columns(pl.lit(at, INSTANT).alias(AT))
    return replace(fragment, items=items.drop_nulls(AT))


def _together(read: "Sequence[tuple[Fragment, TableMap]]") -> Sightings:
    frames, offsets, origins = [], [0], []
    for fragment, _ in read:
        items = fragment.items
        if items is None:
            continue
        frames.append(items.with_columns(pl.col(ROW) + offsets[-1]))
        origins.append(fragment.origin)
        highest = items[ROW].max()
        offsets.append(offsets[-1] + (highest + 1 if isinstance(highest, int) else 0))
    lines = pl.concat(frames, how="diagonal_relaxed")
    lines = lines.with_columns((pl.col(AT).rank("dense") - 1).cast(pl.UInt32).alias(NTH))
    lines = lines.with_columns((pl.int_range(1, pl.len() + 1).over(NTH, order_by=ROW)).alias(PLACE))

    def place(row: int) -> tuple[str, int | None]:
        number = bisect_right(offsets, row) - 1
        origin = origins[min(number, len(origins) - 1)]
        return origin.place(row - offsets[number]) if origin is not None else ("", None)

    headers = {
        name: header for origin in reversed(origins) if origin is not None for name, header in origin.headers.items()
    }
    day_only = frozenset().union(*(origin.day_only for origin in origins if origin is not None))
    return Sightings(
        lines=lines,
        fragments=tuple(fragment for fragment, _ in read),
        instants=tuple(lines[AT].unique().sort().to_list()),
        origin=Origin(place=place, headers=headers, day_only=day_only),
        keyed=all(mapped.has("key") for _, mapped in read),
    )
