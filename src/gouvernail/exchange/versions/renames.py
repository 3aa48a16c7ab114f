"""A line that came while another left: the same item under another title, or another item."""

from typing import Final, NamedTuple

import polars as pl

from gouvernail.exchange.versions.settings import settings
from gouvernail.exchange.versions.titles import similar_pairs

DESCRIBING: Final = ("owner", "team", "type", "reporter", "objective", "horizon", "due_on", "size")
"""Columns that describe an item, and that whoever rewords its title usually leaves alone."""
_ENDS: Final = ("done", "dropped")


class Renames(NamedTuple):
    """The ids of lines that came to the ids of items that left, and what was left undecided.

    `doubtful` counts the lines that resemble one that left and were taken for new items; `lowest` is the weakest
    resemblance accepted.
    """

    pairs: dict[int, int]
    doubtful: int = 0
    lowest: float = 1.0


def renames(before: pl.DataFrame, after: pl.DataFrame) -> Renames:
    """Find the lines that were only renamed between two versions in a row.

    [choice] A false merge makes up delays and reopenings, a false birth only hides a rename: in doubt, the line is a
    new item. A pair is a rename when the item was not over, the titles resemble each other enough, each is by a clear
    margin the nearest of the other among ALL lines of the other version, no number in them differs ("lot 1", "lot 2"),
    and half of the other columns that both lines fill agree. Titles built alike ("Fiche client : afficher le potentiel
    en mobilité", "... pour les partenaires") have near relatives on one side or the other: the margin tells them apart
    (see `settings.toml`).

    Parameters
    ----------
    before, after
        Every line of each version: `id`, `title` (folded), `found` (its item was found again under its exact title),
        and those of `state` and `DESCRIBING` that the file has.
    """
    before, after = before.drop_nulls("title"), after.drop_nulls("title")
    if before["found"].all() or after["found"].all():
        return Renames({})
    rule = settings()
    near = similar_pairs(
        after["title"].to_list(),
        before["title"].to_list(),
        at_least=rule.resembling,
        of_left=~after["found"],
        of_right=~before["found"],
    )
    came, left = _numbered(after, "left"), _numbered(before, "right")
    pairs = (
        near.with_columns(margin=pl.col("score") - pl.max_horizontal(_rival("left"), _rival("right")))
        .join(came.filter(~pl.col("found")), on="left")
        .join(left.filter(~pl.col("found"), _open(left)), on="right", suffix="_before")
    )
    accepted = pairs.filter(
        pl.col("score") >= rule.similar, pl.col("margin") >= rule.margin, _agree(pairs), ~_other_numbers()
    )
    lowest = accepted["score"].min()
    return Renames(
        pairs=dict(accepted.select("id", "id_before").iter_rows()),
        doubtful=pairs["id"].n_unique() - accepted.height,
        lowest=lowest if isinstance(lowest, float) else 1.0,
    )


def _numbered(lines: pl.DataFrame, name: str) -> pl.DataFrame:
    return lines.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias(name))


def _open(lines: pl.DataFrame) -> pl.Expr:
    if "state" not in lines.columns:
        return pl.lit(value=True)
    return ~pl.col("state").is_in(_ENDS).fill_null(value=False)


def _rival(side: str) -> pl.Expr:
    """Give the score of the best other pair of the same line, 0 without any."""
    order = pl.col("score").rank("ordinal", descending=True).over(side)
    first = pl.col("score").max().over(side)
    second = pl.col("score").top_k(2).min().over(side)
    alone = pl.len().over(side) == 1
    return pl.when(alone).then(0.0).when(order == 1).then(second).otherwise(first)


def _agree(pairs: pl.DataFrame) -> pl.Expr:
    """Say which pairs agree on half of the columns that both lines fill; with no such column nothing contradicts."""
    names = [name for name in DESCRIBING if name in pairs.columns and f"{name}_before" in pairs.columns]
    same = [pl.col(name).eq(pl.col(f"{name}_before")) for name in names]
    agreeing = pl.sum_horizontal(pl.lit(0), *(each.fill_null(value=False).cast(pl.Int32) for each in same))
    compared = pl.sum_horizontal(pl.lit(0), *(each.is_not_null().cast(pl.Int32) for each in same))
    return 2 * agreeing >= compared


def _other_numbers() -> pl.Expr:
    """Say which pairs both bear numbers, and not the same: another lot, another phase."""
    now, then = (pl.col(name).str.extract_all(r"\d+").list.join(" ") for name in ("title", "title_before"))
    return (now != "") & (then != "") & (now != then)
