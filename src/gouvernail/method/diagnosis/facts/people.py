"""When the business was there."""

from typing import Final

import polars as pl

_INVOLVED: Final = ("comment", "vote", "workshop", "prototype", "pilot", "test", "feedback")
"""Every kind of touch but `create`: asking for something is not yet taking part in it."""


def involvement(touches: pl.DataFrame, positions: pl.DataFrame) -> pl.DataFrame:
    """Give the touches of the business that are a part taken in an item: idx, at, person, kind."""
    return (
        touches.filter((pl.col("side") == "business") & pl.col("kind").is_in(_INVOLVED) & pl.col("at").is_not_null())
        .select("key", "at", "person", "kind")
        .join(positions, on="key", how="inner")
        .select("idx", "at", "person", "kind")
    )


def presence(touches: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Give every dated act of a business person: person, at.

    Where the touches hold no `create`, the reporter of an item is taken to have made it; a reporter is of the business
    unless the touches say otherwise or they also own items.
    """
    named = touches.filter(pl.col("person").is_not_null() & pl.col("at").is_not_null())
    acts = named.filter(pl.col("side") == "business").select("person", "at")
    if (named["kind"] == "create").any():
        return acts
    asked = items.select(pl.col("reporter").alias("person"), pl.col("created_at").alias("at")).drop_nulls()
    builders = pl.concat(
        [items["owner"].drop_nulls().unique(), named.filter(pl.col("side") != "business")["person"].unique()]
    ).unique()
    return pl.concat([acts, asked.filter(~pl.col("person").is_in(builders.implode()))])
