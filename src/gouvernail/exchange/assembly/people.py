"""Who asks and who builds."""

import polars as pl

from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.mapping.separators import bare
from gouvernail.exchange.problems import Guess


def without_mail(people: pl.Series) -> pl.Series:
    """Write `Name <mail>` as `Name`; other writings are left as they are."""
    people = bare(people)
    distinct = people.unique().drop_nulls()
    if not distinct.str.contains("<", literal=True).any():
        return people
    return people.replace(distinct, distinct.str.replace(r"^\s*(\S.*?)\s*<[^<>]*>\s*$", "$1"))


def sides(touches: pl.DataFrame, owners: pl.Series, profile: Profile) -> pl.DataFrame:
    """Say on which side each touch was made.

    A builder was ever the owner of an item; business is everyone else who acts. Where nobody owns anything, the side is
    unknown. The mapping says otherwise person by person. A side that the source gives is kept.

    Parameters
    ----------
    touches
        Frame of touches; `side` may be absent or partly null.
    owners
        Everyone who ever owned an item.
    """
    builders = pl.concat([owners.drop_nulls(), pl.Series(profile.builders, dtype=pl.String)]).unique()
    builders = builders.filter(~builders.is_in(profile.business)) if profile.business else builders
    person = pl.col("person")
    known = owners.drop_nulls().len() > 0
    others = pl.lit("business") if known else pl.when(person.is_in(profile.business)).then(pl.lit("business"))
    guessed = (
        pl.when(person.is_null())
        .then(pl.lit("unknown"))
        .when(person.is_in(builders.implode()))
        .then(pl.lit("builder"))
        .otherwise(others)
        .fill_null("unknown")
    )
    if "side" in touches.columns:
        guessed = pl.coalesce("side", guessed)
    return touches.with_columns(guessed.alias("side"))


def sides_guess(touches: pl.DataFrame, owners: pl.Series, file: str) -> list[Guess]:
    """Say how the sides were told apart, and for which share of the touches that could not be done.

    Who owns an item builds, even who never wrote a word; nothing is said where nobody is known on either side.
    """
    if touches.is_empty():
        return []
    everyone = touches["person"].unique().drop_nulls()
    acting = {
        side: touches["person"].filter(touches["side"] == side).unique().drop_nulls()
        for side in ("business", "builder")
    }
    owning = owners.drop_nulls().unique()
    silent = owning.filter(~owning.is_in(everyone.implode()))
    people = {"business": acting["business"].len(), "builder": acting["builder"].len() + silent.len()}
    if not any(people.values()):
        return []
    unknown = int((touches["side"] == "unknown").sum()) / touches.height
    return [Guess("people_sides", file, f"{unknown:.3f}", {"unknown": unknown, **people})]
