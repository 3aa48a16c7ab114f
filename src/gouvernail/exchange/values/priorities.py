"""From the words of a priority to levels: 1 is the most pressing."""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.exchange.values.folding import fold, mapped
from gouvernail.exchange.values.lexicon import lexicon, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBERED: Final = re.compile(
    r"(?P<mark>p|prio|priorite|priority|niveau|level|sev|n|s)?[\s\-_.]?(?P<n>\d{1,2})(?:[.,]0+)?(?:[\s\-:.)(–/]+(?P<word>.+?)\)?)?"
)
_WORD_NUMBER: Final = re.compile(r"(?P<word>[^\d(]+?)[\s\-:(]+[pn]?(?P<n>\d{1,2})\)?")
_HIGHEST_NUMBER: Final = 10
_MIDDLE: Final = 50


def priority_levels(column: pl.Series, *, scale: "Sequence[str] | None" = None) -> pl.Series:
    """Read priorities.

    Parameters
    ----------
    column
        Text: words of a known scale (Jira, Redmine, Linear, MoSCoW, French or English), `P1`, `2`, `1 - Critique`.
    scale
        The words from the most to the least pressing, when the user gave them: they alone count.

    Returns
    -------
    Series of Int32
        1 for the most pressing level of the scale; null where there is none or it is not known.

    Notes
    -----
    Words that all belong to one known scale take its levels. Numbers are levels, counted from 0 when the column has a
    0; they count the other way when words beside them say so (`5 - Critique`, `1 - Faible`). Words of no single scale
    are ranked by how pressing they are, and the levels in use are numbered from 1 without a gap.
    """
    texts = column.cast(pl.String)
    distinct = texts.unique().drop_nulls().to_list()
    folded = {one: _bare(fold(one)) for one in distinct}
    words = {word for word in folded.values() if word}
    levels = _given(scale) if scale is not None else _known(words) or _by_number(words) or _by_pressure(words)
    return mapped(texts, {one: levels.get(word) for one, word in folded.items()}, pl.Int32())


def is_bare_numbers(column: pl.Series) -> bool:
    """Say whether priorities are numbers without a word or a letter: nothing says which end presses most."""
    words = column.cast(pl.String).drop_nulls().unique()
    return len(words) > 1 and bool(words.str.contains(r"^\s*\d{1,2}(?:[.,]0+)?\s*$").all())


def _bare(word: str) -> str:
    """Leave out what surrounds the word: an emoji, « Priorité : », « priority::high » of GitLab labels."""
    plain = re.sub(r"^(?:priorite|priority|prio|importance|urgence)\s*[:/=]+\s*", "", word)
    return re.sub(r"^[^\w]+|[^\w)]+$", "", plain)


def _given(scale: "Sequence[str]") -> dict[str, int]:
    return {_bare(fold(word)): index + 1 for index, word in enumerate(scale)}


def _known(words: "Iterable[str]") -> dict[str, int]:
    """Find the scale that has every word that means something; the first of the lexicon wins."""
    meant = {word for word in words if _pressure(word) is not None or any(word in one for one in _scales())}
    if not meant:
        return {}
    return next((levels for levels in _scales() if meant <= set(levels) and _is_whole(meant, levels)), {})


def _is_whole(meant: set[str], levels: dict[str, int]) -> bool:
    """Refuse a scale known by single letters unless at least two of them are used."""
    return len(meant) > 1 or len(next(iter(meant))) > 1 or not levels


@cache
def _scales() -> tuple[dict[str, int], ...]:
    return tuple(
        {word: index + 1 for index, level in enumerate(scale["levels"]) for word in level}
        for scale in lexicon("priorities")["scale"]
    )


def _by_number(words: "Iterable[str]") -> dict[str, int]:
    read = {word: found for word in words if (found := _number(word)) is not None and found[0] <= _HIGHEST_NUMBER}
    if not read or len(read) * 2 < sum(1 for _ in words):
        return {}
    numbers = [number for number, _ in read.values()]
    if _is_reversed(list(read.values())):
        return {word: max(numbers) - number + 1 for word, (number, _) in read.items()}
    shift = 1 if min(numbers) == 0 else 0
    return {word: number + shift for word, (number, _) in read.items()}


def _number(word: str) -> tuple[int, str] | None:
    found = _NUMBERED.fullmatch(word) or _WORD_NUMBER.fullmatch(word)
    return (int(found["n"]), _bare(found["word"] or "")) if found else None


def _is_reversed(read: list[tuple[int, str]]) -> bool:
    """Say whether words show that a higher number presses more."""
    pairs = [(number, pressure) for number, word in read if (pressure := _pressure(word)) is not None]
    if len(pairs) == 1:
        number, pressure = pairs[0]
        return (number > 1) == (pressure > _MIDDLE) and pressure != _MIDDLE
    rising = sum((a - b) * (p - q) for a, p in pairs for b, q in pairs)
    return rising > 0


def _by_pressure(words: "Iterable[str]") -> dict[str, int]:
    read = {word: pressure for word in words if (pressure := _pressure(word)) is not None}
    ranks = {pressure: rank + 1 for rank, pressure in enumerate(sorted(set(read.values()), reverse=True))}
    return {word: ranks[pressure] for word, pressure in read.items()}


def _pressure(word: str) -> int | None:
    return numbered("priorities", "pressing").get(word)
