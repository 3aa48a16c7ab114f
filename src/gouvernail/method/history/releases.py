"""Natural order of named targets: `v1.9` comes before `v1.19`, and says nothing about `Lot 3`."""

import re
from typing import Final

import polars as pl

HORIZONS: Final = ("now", "next", "later")
"""The three words of a roadmap without dates, in their order."""

_NUMBER: Final = re.compile(r"\d+")
_DOTTED: Final = re.compile(r"\s*#(?:\.#)*\s*")
_ZEROS: Final = re.compile(r"(?<=\d)(?:\.0+)+(?![\d.])")
_VERSION: Final = re.compile(r"^v(?=\s*#)")
_YEAR: Final = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.])")


def release_order(names: pl.Series) -> pl.DataFrame:
    """Order the names of releases inside each family of names.

    Two names belong to one family when they differ by their numbers only (`v1.9`, `1.19` and `v1.19.2`; `Lot 2` and
    `lot 3`): only these can be compared. A year that stands alone weighs first, wherever it is written (`2019 wave 2`,
    `Wave 1 2020`). `now`, `next` and `later` are one family; a name without a number is in none,
    nor is 0.0, which stands for "not known yet".

    Parameters
    ----------
    names
        Any column of names, repeated or null.

    Returns
    -------
    Frame with one row a distinct name: `name`, `family`, `order` (0 = first of the family among the names given, equal
    for names that mean the same release; null outside any family).
    """
    distinct = [name for name in names.cast(pl.String).unique().sort().to_list() if name is not None]
    keys = [_natural(name) for name in distinct]
    ranks: dict[tuple[str, tuple[int, ...]], int] = {}
    families: dict[str, int] = {}
    for family, numbers in sorted({key for key in keys if key is not None}):
        ranks[family, numbers] = families[family] = families.get(family, -1) + 1
    return pl.DataFrame(
        {
            "name": distinct,
            "family": [key[0] if key else None for key in keys],
            "order": [ranks[key] if key else None for key in keys],
        },
        schema={"name": pl.String, "family": pl.String, "order": pl.Int64},
    )


def _natural(name: str) -> tuple[str, tuple[int, ...]] | None:
    text = " ".join(name.casefold().split())
    if text in HORIZONS:
        return "now, next, later", (HORIZONS.index(text),)
    years = [int(year) for year in _YEAR.findall(text)] if len(_NUMBER.findall(text)) > 1 else []
    rest = _YEAR.sub(" ", text) if years else text
    rest = _ZEROS.sub("", rest)  # 1.20.0 is 1.20
    numbers = [int(number) for number in _NUMBER.findall(rest)]
    if not any(numbers) and not years and "." in text:
        return None  # 0.0 stands for "not known yet"
    if not numbers and not years:
        return None
    family = _DOTTED.sub(" # ", _VERSION.sub("", _NUMBER.sub("#", rest))).strip(" .-_")
    return family + (" (year)" if years else ""), (*years, *numbers)
