from collections.abc import Mapping

import polars as pl

from gouvernail.exchange.mapping.checks import sample
from gouvernail.exchange.mapping.lexicon import fold_header, lexicon
from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.tables.table import Table

_LONGEST_NOTHING = 20
"""Longer words, or words with figures, are names: there may be many of them."""


def delivered_flags(table: Table, columns: Mapping[str, tuple[int, ...]], profile: Profile) -> dict[str, int]:
    """Find, beside a date column, the yes/no column that says that the date is the day it really happened.

    `ga` and `ga_shipped`: said by hand, or guessed from the header's ending when its values are yes or no.
    """
    folded = {fold_header(header): number for number, header in reversed(list(enumerate(table.headers)))}
    said = {fold_header(date): fold_header(flag) for date, flag in profile.delivered.items()}
    suffixes = lexicon()["delivered"]["suffixes"]
    flags: dict[str, int] = {}
    for field, numbers in columns.items():
        if field.partition(":")[0] != "due_on":
            continue
        name = fold_header(table.headers[numbers[0]])
        names = [said[name]] if name in said else [f"{name} {suffix}" for suffix in suffixes]
        found = next((folded[each] for each in names if each in folded), None)
        if found is not None and is_yes_no(table.cells[str(found)]):
            flags[field] = found
    return flags


def is_yes_no(column: pl.Series) -> bool:
    """Say whether a column holds two words at most, one of them a yes."""
    words = sample(column).unique()
    return words.is_empty() or (words.len() <= 2 and all(len(word) <= len("delivered") for word in words))


def filled(words: pl.Series) -> pl.Series:
    """Leave empty the cells that say that there is nothing: `null`, "aucun", "No priority"."""
    nothing = lexicon()["flags"]["nothing"]
    distinct = words.unique().drop_nulls()
    short = distinct.filter((distinct.str.len_chars() <= _LONGEST_NOTHING) & ~distinct.str.contains(r"\d"))
    empty = [word for word in short.to_list() if (fold_header(word) or "-") in nothing]
    if not empty:
        return words
    return pl.select(pl.when(~words.is_in(empty)).then(words).alias(words.name)).to_series()


def yes(column: pl.Series) -> pl.Series:
    """Read yes and no, in French and English; an empty cell is no."""
    return column.str.strip_chars().str.to_lowercase().is_in(lexicon()["flags"]["yes"]).fill_null(value=False)
