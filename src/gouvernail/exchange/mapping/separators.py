"""What separates the values of a cell that holds several."""

from typing import Final

import polars as pl

from gouvernail.exchange.mapping.checks import sample
from gouvernail.exchange.mapping.fields import LIST_FIELDS
from gouvernail.exchange.mapping.profile import Profile
from gouvernail.exchange.tables.table import Table

_SEPARATORS: Final = ("|", ";", "\n", ",")
"""In the order in which they are tried: a comma may be part of a name, so it comes last."""


def guessed_separators(table: Table, columns: dict[str, tuple[int, ...]], profile: Profile) -> dict[str, str]:
    """Guess the separators of the list fields that one column carries, where the mapping or the format says none."""
    found = {}
    for field in LIST_FIELDS:
        numbers = columns.get(field, ())
        if len(numbers) == 1 and field not in profile.separators:
            separator = separator_of(bare(table.cells[str(numbers[0])]), field)
            if separator is not None:
                found[field] = separator
    return found


def separator_of(column: pl.Series, field: str) -> str | None:
    """Guess what separates the values of a cell; None when nothing does."""
    values = sample(column)
    candidates = _SEPARATORS if field == "labels" else _SEPARATORS[:3]
    return next((each for each in candidates if values.str.contains(each, literal=True).any()), None)


def bare(words: pl.Series) -> pl.Series:
    """Take off the square brackets that some exports write around every list: `[Ana, Bob]`; `[]` is empty."""
    if not words.str.starts_with("[").any():
        return words
    inside = words.str.strip_chars().str.extract(r"^\[(.*)\]$", 1)
    bracketed = words.str.contains(r"^\s*\[.*\]\s*$").fill_null(value=False)
    return pl.select(
        pl.when(~bracketed).then(words).when(inside != "").then(inside).otherwise(None).alias(words.name)
    ).to_series()
