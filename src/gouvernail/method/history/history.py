from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

import polars as pl

from gouvernail.method.history.coverage import Coverage, Filled
from gouvernail.method.history.shape import FRAMES, INSTANT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


def empty(frame: str) -> pl.DataFrame:
    """Give a frame of the shape with no row; `frame` is one of `shape.FRAMES`."""
    return pl.DataFrame(schema=FRAMES[frame])


@dataclass(frozen=True)
class History:
    """The one shape of every history: what a tracker, a pile of files or our own database becomes.

    Frames have exactly the columns of `gouvernail.method.history.shape`, in that order; build one with `History.of`,
    which adds absent columns and computes the coverage.
    """

    items: pl.DataFrame
    changes: pl.DataFrame
    touches: pl.DataFrame
    outcomes: pl.DataFrame
    links: pl.DataFrame
    calendar: pl.DataFrame
    coverage: Coverage

    @classmethod
    def of(
        cls,
        *,
        tracked: "Iterable[str]" = (),
        observed_at: "Iterable[datetime]" = (),
        priority_scale: "Mapping[str, int] | None" = None,
        kept: "Iterable[str]" = (),
        **frames: pl.DataFrame,
    ) -> Self:
        """Build a history from the frames that exist.

        Parameters
        ----------
        tracked
            Columns of `items` whose changes over time are recorded in `changes`.
        observed_at
            Instants at which a pile of dated versions saw the items.
        priority_scale
            Level of each word of `items.priority`; by default what the items themselves say.
        kept
            Columns of `items` that an as-of could not rewind.
        frames
            Any of the names of `shape.FRAMES`; absent columns are added empty, column order is made that of the shape.

        Raises
        ------
        ValueError
            When a frame or a column is unknown, or a column cannot be cast to its type.
        """
        unknown = set(frames) - set(FRAMES)
        if unknown:
            message = f"unknown frames: {sorted(unknown)}"
            raise ValueError(message)
        shaped = {name: _shaped(name, frames.get(name)) for name in FRAMES}
        observed_at = tuple(observed_at)
        since, until = _window(shaped, observed_at)
        coverage = Coverage(
            fields={
                f"{name}.{column}": Filled(frame.height - frame[column].null_count(), frame.height)
                for name, frame in shaped.items()
                for column in frame.columns
            },
            tracked=frozenset(tracked),
            observed_at=observed_at,
            since=since,
            until=until,
            priority_scale=_scale(shaped["items"]) if priority_scale is None else dict(priority_scale),
            kept=frozenset(kept),
        )
        return cls(**shaped, coverage=coverage)

    def tracks(self, column: str) -> bool:
        """Say whether the changes of this column of `items` are recorded over time."""
        return column in self.coverage.tracked

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        return self.coverage == other.coverage and all(
            getattr(self, part.name).equals(getattr(other, part.name))
            for part in fields(self)
            if part.name != "coverage"
        )

    __hash__ = None  # type: ignore[assignment]  # frames are not hashable


def _shaped(name: str, frame: pl.DataFrame | None) -> pl.DataFrame:
    if frame is None:
        return empty(name)
    columns = FRAMES[name]
    unknown = set(frame.columns) - set(columns)
    if unknown:
        message = f"unknown columns in {name}: {sorted(unknown)}"
        raise ValueError(message)
    return frame.select(
        pl.col(column).cast(dtype) if column in frame.columns else pl.lit(None, dtype).alias(column)
        for column, dtype in columns.items()
    )


def _scale(items: pl.DataFrame) -> dict[str, int]:
    pairs = items.select("priority", "priority_level").drop_nulls().group_by("priority").agg(pl.min("priority_level"))
    return dict(pairs.sort("priority").iter_rows())


def _window(
    frames: dict[str, pl.DataFrame], observed_at: "tuple[datetime, ...]"
) -> "tuple[datetime | None, datetime | None]":
    """Give the first and the last instant at which anything is known, versions in which nothing moved included."""
    columns = [
        frames["items"][name] for name in ("created_at", "started_at", "done_at", "dropped_at", "updated_at")
    ] + [frames[name]["at"] for name in ("changes", "touches", "outcomes")]
    columns.append(pl.Series(observed_at, dtype=INSTANT))
    seen = pl.concat([column.alias("at") for column in columns]).drop_nulls()
    if seen.is_empty():
        return None, None
    return seen.min(), seen.max()  # type: ignore[return-value]  # Polars types min and max as any Python value
