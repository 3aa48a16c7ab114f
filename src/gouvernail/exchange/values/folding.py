"""The same text however it was typed: no case, no accent, no double space."""

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPACES: Final = re.compile(r"\s+")
_LIGATURES: Final = {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"}
_LIGATURE_TABLE: Final = str.maketrans(_LIGATURES)


def fold(text: str) -> str:
    """Fold a text so that two spellings of one word compare equal.

    Examples
    --------
    >>> fold("  À  FAIRE ")
    'a faire'
    """
    lowered = text.casefold().translate(_LIGATURE_TABLE)
    plain = "".join(one for one in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(one))
    return _SPACES.sub(" ", plain.casefold().translate(_LIGATURE_TABLE)).strip()


def fold_series(texts: pl.Series) -> pl.Series:
    """Fold every text; null stays null. Each distinct text is folded once."""
    return mapped(texts, {one: fold(one) for one in texts.unique().drop_nulls().to_list()}, pl.String())


def mapped(texts: pl.Series, answers: "Mapping[str, object]", dtype: pl.DataType) -> pl.Series:
    """Replace each text by its answer; null where there is none."""
    known = list(answers)
    if not known:
        return pl.Series(texts.name, [None] * len(texts), dtype=dtype)
    values = pl.Series([answers[one] for one in known], dtype=dtype)
    return texts.replace_strict(pl.Series(known, dtype=pl.String), values, default=None, return_dtype=dtype)
