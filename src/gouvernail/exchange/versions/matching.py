"""The lines of one version that are items already known."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from gouvernail.exchange.versions.renames import Renames, renames

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Matched:
    """How the items of a pile without keys were found again, for the guess that says it."""

    exact: int = 0
    renamed: int = 0
    doubtful: int = 0
    lowest: float = 1.0

    def add(self, found: Renames) -> None:
        """Count the renames of one more version."""
        self.renamed += len(found.pairs)
        self.doubtful += found.doubtful
        self.lowest = min(self.lowest, found.lowest)


def match(known: pl.DataFrame, seen: pl.DataFrame, *, tally: Matched) -> "Mapping[int, int]":
    """Pair the rows of one version with the items known so far.

    Equal titles first, whenever the item was last seen: an item that comes back is the same. Then, between the lines
    that left since the previous version and those that came, the renames (see `renames`).

    Parameters
    ----------
    known, seen
        Frames of `id` (whole number), `title` (folded), `owner`, `place` (0..1: how far down the list), `state` and
        the columns of `renames.DESCRIBING` that the file has; `known` says besides which items are `previous`, in the
        version just before.

    Returns
    -------
    `seen.id` to `known.id`, for the rows that are known.
    """
    exact = _equal_titles(known, seen)
    tally.exact += exact.height
    pairs = dict(exact.select("id", "id_known").iter_rows())
    before = known.filter("previous").with_columns(pl.col("id").is_in(exact["id_known"].implode()).alias("found"))
    after = seen.with_columns(pl.col("id").is_in(exact["id"].implode()).alias("found"))
    found = renames(before, after)
    tally.add(found)
    return pairs | found.pairs


def _equal_titles(known: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    # Lines that share a title are told apart by owner and order; those just seen come before those long gone.
    nth = pl.int_range(pl.len()).over("title", order_by=["gone", "owner", "place"]).alias("nth")
    return (
        seen.drop_nulls("title")
        .with_columns(pl.lit(value=False).alias("gone"))
        .with_columns(nth)
        .join(
            known.drop_nulls("title").with_columns((~pl.col("previous")).alias("gone")).with_columns(nth),
            on=["title", "nth"],
            suffix="_known",
        )
    )
