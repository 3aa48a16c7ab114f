"""Which lines of different versions are the same item."""

from typing import NamedTuple

import polars as pl

from gouvernail.exchange.assembly.fragment import ROW
from gouvernail.exchange.problems import Guess
from gouvernail.exchange.values.folding import fold_series
from gouvernail.exchange.versions.matching import Matched, match
from gouvernail.exchange.versions.renames import DESCRIBING
from gouvernail.exchange.versions.settings import settings
from gouvernail.exchange.versions.sighting import NTH, PLACE


class Identified(NamedTuple):
    """Lines with the key of their item, and how it was found."""

    lines: pl.DataFrame
    guesses: tuple[Guess, ...]


def identified(lines: pl.DataFrame, *, keyed: bool, file: str) -> Identified:
    """Give each line the key of its item: its own, or one found by title."""
    if keyed and not numbers_lines(lines):
        return Identified(lines, ())
    if "title" not in lines.columns:
        return Identified(lines, ())
    tally = Matched()
    found = _by_titles(lines, tally)
    params = {
        "exact": tally.exact,
        "renamed": tally.renamed,
        "doubtful": tally.doubtful,
        "lowest": tally.lowest,
        "threshold": settings().similar,
    }
    guesses = [Guess("versions_by_title", file, str(tally.renamed), params)]
    if keyed:
        guesses.append(Guess("versions_key_numbers_lines", file, "key"))
    return Identified(found, tuple(guesses))


def numbers_lines(lines: pl.DataFrame) -> bool:
    """Say whether the key is only the number of the line: the same key names other items from version to version."""
    if "title" not in lines.columns or lines["key"].str.contains(r"\D").any():
        return False
    titles = lines.select("key", NTH, fold_series(lines["title"]).alias("title")).sort("key", NTH)
    before = titles.with_columns(pl.all().exclude("key").shift(1).over("key").name.suffix("_before"))
    pairs = before.filter(pl.col(f"{NTH}_before").is_not_null() & (pl.col(NTH) > pl.col(f"{NTH}_before")))
    if pairs.is_empty():
        return False
    same_under_key = (pairs["title"] == pairs["title_before"]).sum() / pairs.height
    again = titles.select("title", NTH).unique().group_by("title").len()
    found_again = (again["len"] > 1).sum() / again.height
    return same_under_key < settings().same_title_under_key and found_again > same_under_key


def _by_titles(lines: pl.DataFrame, tally: Matched) -> pl.DataFrame:
    owner = pl.col("owner") if "owner" in lines.columns else pl.lit(None, pl.String).alias("owner")
    rows = lines.select(
        pl.col(ROW).cast(pl.Int64).alias("id"),
        fold_series(lines["title"]).alias("title"),
        owner,
        (pl.col(PLACE) / pl.col(PLACE).max().over(NTH)).alias("place"),
        NTH,
        *(name for name in ("state", *DESCRIBING) if name in lines.columns and name != "owner"),
    )
    item_of: dict[int, int] = {}
    known = rows.clear()
    before = 0
    # The first line of an item names it until a later version shows it again under another title.
    for (nth,), version in sorted(rows.partition_by(NTH, as_dict=True).items()):
        previous = known.with_columns((pl.col(NTH) == before).alias("previous"))
        pairs = match(previous, version, tally=tally) if known.height else {}
        new = sorted(set(version["id"].to_list()) - set(pairs))
        item_of.update(pairs)
        item_of.update((row, row) for row in new)
        latest = version.with_columns(pl.col("id").replace_strict(item_of, return_dtype=pl.Int64))
        known = pl.concat([known, latest]).unique("id", keep="last", maintain_order=True)
        before = nth
    rows = rows.with_columns(pl.col("id").replace_strict(item_of, return_dtype=pl.Int64).alias("item"))
    return lines.with_columns(_numbered(rows).alias("key"))


def _numbered(rows: pl.DataFrame) -> pl.Series:
    """Name items by whole numbers in the order in which they first appeared, then of their titles."""
    first = (
        rows.group_by("item")
        .agg(pl.col(NTH, "title", "owner", "place").sort_by(NTH, "id").first())
        .sort(NTH, "title", "owner", "place", nulls_last=True)
    )
    names = first.with_row_index("name", offset=1).select("item", pl.col("name").cast(pl.String))
    return rows.join(names, on="item", how="left", maintain_order="left")["name"]
